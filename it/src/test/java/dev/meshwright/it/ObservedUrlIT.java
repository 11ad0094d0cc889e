package dev.meshwright.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.meshwright.MeshwrightException;
import dev.meshwright.kube.ClusterUnreachableException;
import dev.meshwright.kube.HttpEvidence;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ObservedUrlIT {
    private HttpServer server;

    @BeforeEach
    void serve() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/v1/query", exchange -> {
            String login = exchange.getRequestHeaders().getFirst("Authorization");
            byte[] body = (exchange.getRequestURI().getQuery() + " " + login).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            try (var out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void anAnswerIsReadWithTheLoginInTheUrlAndShownWithout() {
        var url = URI.create("http://me:word@" + host() + "/api/v1/query?query=istio_requests_total");
        assertThat(HttpEvidence.get(url)).isEqualTo("query=istio_requests_total Basic bWU6d29yZA==");
        assertThat(HttpEvidence.withoutUser(url))
                .isEqualTo(URI.create("http://" + host() + "/api/v1/query?query=istio_requests_total"));
    }

    @Test
    void anotherStatusIsTheUsersToPutRight() {
        assertThatThrownBy(() -> HttpEvidence.get(URI.create("http://" + host() + "/elsewhere")))
                .isInstanceOf(MeshwrightException.class)
                .isNotInstanceOf(ClusterUnreachableException.class)
                .hasMessageContaining("status 404");
    }

    @Test
    void aUrlWithoutAHostIsTheUsersToPutRight() {
        assertThatThrownBy(() -> HttpEvidence.get(URI.create("http:///api")))
                .isInstanceOf(MeshwrightException.class)
                .hasMessageContaining("names no host");
    }

    @Test
    void nobodyThereIsUnreachable() {
        String host = host();
        server.stop(0);
        assertThatThrownBy(() -> HttpEvidence.get(URI.create("http://me:word@" + host + "/")))
                .isInstanceOf(ClusterUnreachableException.class)
                .hasMessageStartingWith("cannot reach http://" + host + "/ (");
    }

    private String host() {
        return server.getAddress().getHostString() + ":" + server.getAddress().getPort();
    }
}
