package dev.meshwright.it.conformance;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/// Requests that a real Envoy decided, running what Istio made of policies.
class EnvoyVerdictsConformanceTest {
    @Test
    void decidesAsEnvoyDid() throws IOException {
        Verdicts.areThoseOf("envoy-verdicts");
    }
}
