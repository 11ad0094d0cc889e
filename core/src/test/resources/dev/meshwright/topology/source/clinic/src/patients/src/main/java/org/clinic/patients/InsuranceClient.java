package org.clinic.patients;

import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Asks whether a patient is insured. Locally: {@code http://gateway:8080}. */
@FeignClient(name = "insurance", path = "/policies")
public interface InsuranceClient {
    @GetMapping("/{patient}")
    Policy policy(@PathVariable("patient") String patient);

    record Policy(String number, boolean active) {}
}
