package dev.meshwright.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// The documents that Istio's API tests are made of: each is accepted or refused by the CRDs.
class IstioCrdConformanceTest {
    /// How many of the cases hold today; never lower it.
    private static final double FLOOR = 1.0;

    @Test
    void documentsAreRefusedExactlyWhenTheCrdsRefuseThem() throws IOException {
        var folder = SharedCases.suite("istio-crd");
        assumeTrue(folder.isPresent(), "no cases: set MESHWRIGHT_CONFORMANCE to the folder that holds istio-crd");
        var cases = new JsonMapper().readTree(Files.readString(folder.get().resolve("cases.json")));
        assertThat(cases).isNotEmpty();
        var failed = new ArrayList<String>();
        for (var one : cases.values()) {
            var input = one.path("input").stringValue();
            var findings =
                    ValidityCases.findings(input, Files.readString(folder.get().resolve(input)));
            if (ValidityCases.accepts(findings) != one.path("valid").booleanValue()) {
                failed.add(input);
                System.out.println("istio-crd fails: " + input + " " + one.path("error") + " " + findings);
            }
        }
        int passed = cases.size() - failed.size();
        System.out.println("istio-crd: " + passed + "/" + cases.size());
        assertThat((double) passed / cases.size()).as("failed: %s", failed).isGreaterThanOrEqualTo(FLOOR);
    }
}
