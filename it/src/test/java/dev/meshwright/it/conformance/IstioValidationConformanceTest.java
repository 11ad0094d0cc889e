package dev.meshwright.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The resources that Istio's tests of its validating webhook are made of, one per line.
class IstioValidationConformanceTest {
    /// How many of the cases hold today; never lower it.
    private static final double FLOOR = 0.96;

    @Test
    void resourcesAreRefusedExactlyWhenTheWebhookRefusesThem() throws IOException {
        var folder = SharedCases.suite("istio-validation");
        assumeTrue(
                folder.isPresent(), "no cases: set MESHWRIGHT_CONFORMANCE to the folder that holds istio-validation");
        var json = new JsonMapper();
        var lines = Files.readAllLines(folder.get().resolve("cases.jsonl"));
        assertThat(lines).isNotEmpty();
        var failed = new ArrayList<Integer>();
        for (int row = 0; row < lines.size(); row++) {
            var one = json.readTree(lines.get(row));
            var findings =
                    ValidityCases.findings(row + ".json", one.path("resource").toString());
            if (!passes(one, findings)) {
                failed.add(row);
                System.out.println("istio-validation fails: " + row + " "
                        + one.path("resource").path("kind") + " " + one.path("errors") + one.path("warnings") + " "
                        + findings);
            }
        }
        int passed = lines.size() - failed.size();
        System.out.println("istio-validation: " + passed + "/" + lines.size());
        assertThat((double) passed / lines.size()).as("failed rows: %s", failed).isGreaterThanOrEqualTo(FLOOR);
    }

    private static boolean passes(JsonNode one, List<Finding> findings) {
        boolean warned = one.path("warnings").isEmpty()
                || findings.stream().anyMatch(finding -> !finding.severity().isAtLeast(Severity.ERROR));
        return warned && ValidityCases.accepts(findings) == one.path("valid").booleanValue();
    }
}
