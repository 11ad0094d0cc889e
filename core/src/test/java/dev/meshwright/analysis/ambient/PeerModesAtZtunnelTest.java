package dev.meshwright.analysis.ambient;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Findings;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.Severity;
import dev.meshwright.intent.Intent;
import dev.meshwright.manifest.ManifestReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Where ztunnel enforces another mode than PeerAuthentications say.
class PeerModesAtZtunnelTest {
    private static List<Finding> check(Rule rule, String mesh, String namespace, String own) {
        return Findings.of(rule, text(mesh, namespace, own));
    }

    private static String text(String mesh, String namespace, String own) {
        return Examples.CART
                + Examples.peers("istio-system", "mesh", mode(mesh))
                + Examples.peers("shop", "namespace", mode(namespace))
                + Examples.peers("shop", "cart", "{selector: {matchLabels: {app: cart}}, " + own.substring(1));
    }

    private static String mode(String mode) {
        return mode.equals("-") ? "{}" : "{mtls: {mode: %s}}".formatted(mode);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // What the mesh, the namespace and the workload say, and what is lost: STRICT, the exception, nothing.
                "STRICT | -          | {portLevelMtls: {9000: {mode: PERMISSIVE}}}                     | strict",
                "STRICT | STRICT     | {portLevelMtls: {9000: {mode: PERMISSIVE}}}                     | nothing",
                "STRICT | -          | {mtls: {mode: STRICT}, portLevelMtls: {9000: {mode: DISABLE}}}  | nothing",
                "STRICT | -          | {mtls: {mode: PERMISSIVE}, portLevelMtls: {8080: {mode: STRICT}}} | strict",
                "-      | -          | {mtls: {mode: PERMISSIVE}, portLevelMtls: {8080: {mode: STRICT}}} | nothing",
                "STRICT | STRICT     | {portLevelMtls: {8080: {mode: DISABLE}}}                        | exception",
                "STRICT | STRICT     | {portLevelMtls: {8080: {mode: PERMISSIVE}}}                     | nothing",
                "STRICT | STRICT     | {mtls: {mode: DISABLE}}                                         | nothing",
                "-      | PERMISSIVE | {mtls: {mode: STRICT}}                                          | nothing",
            })
    void whatIsLostOnTheWayToZtunnelIsSaid(String mesh, String namespace, String own, String lost) {
        assertThat(check(new StrictLostAtZtunnel(), mesh, namespace, own)).hasSize(lost.equals("strict") ? 1 : 0);
        assertThat(check(new ExceptionLostAtZtunnel(), mesh, namespace, own)).hasSize(lost.equals("exception") ? 1 : 0);
    }

    @Test
    void withASidecarNothingIsLost() {
        var text = text("STRICT", "-", "{portLevelMtls: {9000: {mode: PERMISSIVE}}}")
                .replace("istio.io/dataplane-mode: ambient", "istio-injection: enabled");

        assertThat(Findings.of(new StrictLostAtZtunnel(), text)).isEmpty();
        assertThat(Findings.of(new DisableAtZtunnel(), text.replace("PERMISSIVE", "DISABLE")))
                .isEmpty();
    }

    @Test
    void outsideOfProductionItIsForInformation() {
        var text = text("STRICT", "-", "{portLevelMtls: {9000: {mode: PERMISSIVE}}}");
        var intent = Intent.defaults();
        var test = new Intent(
                intent.trustDomain(), intent.istioVersion(), List.of(), null, List.of("shop"), intent.services());

        assertThat(new StrictLostAtZtunnel()
                        .check(Mesh.of(ManifestReader.parse("mesh.yaml", text), test, Intent.NEWEST_ISTIO)))
                .extracting(Finding::severity)
                .containsExactly(Severity.INFO);
    }

    @Test
    void disableIsSaidToBePermissiveOncePerSetting() {
        assertThat(check(new DisableAtZtunnel(), "-", "DISABLE", "{mtls: {mode: UNSET}}"))
                .extracting(Finding::resource)
                .containsExactly("namespace");
        assertThat(check(new DisableAtZtunnel(), "-", "DISABLE", "{mtls: {mode: STRICT}}"))
                .isEmpty();
    }
}
