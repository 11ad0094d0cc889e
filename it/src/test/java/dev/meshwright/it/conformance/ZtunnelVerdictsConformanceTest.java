package dev.meshwright.it.conformance;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/// Connections that a real ztunnel decided, running what istiod made of policies.
class ZtunnelVerdictsConformanceTest {
    @Test
    void decidesAsZtunnelDid() throws IOException {
        Verdicts.areThoseOf("ztunnel-verdicts");
    }
}
