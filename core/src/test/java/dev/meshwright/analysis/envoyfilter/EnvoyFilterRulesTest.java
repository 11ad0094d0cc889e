package dev.meshwright.analysis.envoyfilter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.analysis.Findings;
import dev.meshwright.analysis.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvoyFilterRulesTest {
    @ParameterizedTest
    @CsvSource({
        "INSERT_BEFORE, HTTP_FILTER, 1",
        "INSERT_AFTER, CLUSTER, 1",
        "REMOVE, CLUSTER, 1",
        "REMOVE, HTTP_ROUTE, 0",
        "REPLACE, NETWORK_FILTER, 1",
        "REPLACE, CLUSTER, 0",
        "MERGE, CLUSTER, 0",
        "ADD, CLUSTER, 0"
    })
    void anOperationIsRelativeWhereItNeedsWhatIsThere(String operation, String applyTo, int findings) {
        assertThat(Findings.of(new RelativePatch(), filter("a", "", patch(operation, applyTo, ""))))
                .hasSize(findings);
    }

    @Test
    void aPriorityFixesTheOrder() {
        var patch = patch("INSERT_BEFORE", "HTTP_FILTER", "");

        assertThat(Findings.of(new RelativePatch(), filter("a", "priority: -1, ", patch)))
                .isEmpty();
        assertThat(Findings.of(new RelativePatch(), filter("a", "priority: 0, ", patch)))
                .hasSize(1);
    }

    @Test
    void aVirtualHostMayBeReplacedAndAClusterNot() {
        assertThat(Findings.of(new ReplacePatchNotOnFilter(), filter("a", "", patch("REPLACE", "VIRTUAL_HOST", ""))))
                .isEmpty();
        assertThat(Findings.of(new ReplacePatchNotOnFilter(), filter("a", "", patch("REPLACE", "CLUSTER", ""))))
                .hasSize(1);
    }

    @Test
    void patchesOfOneEnvoyFilterShareAFindingThatNamesThem() {
        var text = filter("a", "", patch("ADD", "HTTP_ROUTE", "") + ", " + patch("ADD", "ROUTE_CONFIGURATION", ""));

        assertThat(Findings.of(new AddPatchOnRoute(), text))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message())
                        .startsWith("patch 0 (ADD on HTTP_ROUTE), patch 1 (ADD on ROUTE_CONFIGURATION): "));
    }

    @Test
    void aPatchForOneVersionCountsAlsoFromAnotherEnvoyFilter() {
        var versioned = filter("a", "", patch("INSERT_FIRST", "HTTP_FILTER", "proxy: {proxyVersion: '^1'}"));
        var later = filter("b", "", patch("INSERT_AFTER", "HTTP_FILTER", ""));

        assertThat(count(new RelativePatchOfVersion(), versioned, later)).isEqualTo(1);
        assertThat(count(new RelativePatch(), versioned, later)).isZero();
        assertThat(count(new RelativePatchOfVersion(), later, versioned)).isZero();
        assertThat(count(new RelativePatch(), later, versioned)).isEqualTo(1);
    }

    @Test
    void whatIsNotWrittenIsNoPatch() {
        assertThat(Findings.of(
                        new RelativePatch(), filter("a", "", "{applyTo: HTTP_FILTER, match: null, patch: null}")))
                .isEmpty();
    }

    private static int count(Rule rule, String... objects) {
        return Findings.of(rule, objects).size();
    }

    private static String patch(String operation, String applyTo, String match) {
        return "{applyTo: %s, match: {%s}, patch: {operation: %s, value: {name: lua}}}"
                .formatted(applyTo, match, operation);
    }

    private static String filter(String name, String settings, String patches) {
        return """
                apiVersion: networking.istio.io/v1alpha3
                kind: EnvoyFilter
                metadata: {name: %s, namespace: shop}
                spec: {%sconfigPatches: [%s]}
                """.formatted(name, settings, patches);
    }
}
