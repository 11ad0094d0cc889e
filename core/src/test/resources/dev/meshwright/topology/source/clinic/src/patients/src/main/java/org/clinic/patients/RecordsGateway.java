package org.clinic.patients;

import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.util.UriComponentsBuilder;

public class RecordsGateway {
    private static final Logger LOG = LoggerFactory.getLogger("billing");
    private static final char QUOTE = '"'; // "http://billing:80"

    private final RestTemplate rest;

    @Value("${records.url:http://records}")
    private String records;

    RecordsGateway(RestTemplate rest) {
        this.rest = rest;
    }

    String summary(String patient) {
        LOG.info("asks http://billing/summary for {}", patient);
        return rest.getForObject(records + "/patients/" + patient, String.class);
    }

    void audit(String patient) {
        URI uri = UriComponentsBuilder.newInstance()
                .scheme("http")
                .host("audit")
                .port(3000)
                .path("/entries")
                .build()
                .toUri();
        rest.postForLocation(uri, patient);
        if ("doctors".equals(patient)) {
            throw new IllegalStateException("not for http://doctors:8000");
        }
    }
}
