package dev.meshwright.analysis.ambient;

import dev.meshwright.access.PeerAuthentication.Mode;
import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.stream.Stream;

/// Port settings make istiod forget that a port is STRICT.
final class StrictLostAtZtunnel implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW4113",
            "StrictLostAtZtunnel",
            Category.AMBIENT,
            Severity.CRITICAL,
            "ztunnel takes plaintext on a port that is STRICT",
            "A PeerAuthentication with ports of its own replaces, for ztunnel, the plain one that makes a workload STRICT."
                    + " Where it leaves the mode to a level that leaves it to another, or takes back a STRICT of the mesh,"
                    + " istiod writes the replacement without the refusal: callers without a certificate get in.",
            "Write mtls.mode in this PeerAuthentication, and in the namespace's; STRICT with PERMISSIVE ports is kept.",
            Examples.CART
                    + Examples.peers("istio-system", "default", "{mtls: {mode: STRICT}}")
                    + Examples.peers("shop", "default", "{}")
                    + Examples.peers(
                            "shop",
                            "cart",
                            "{selector: {matchLabels: {app: cart}}, portLevelMtls: {9000: {mode: PERMISSIVE}}}"),
            Examples.CART
                    + Examples.peers("istio-system", "default", "{mtls: {mode: STRICT}}")
                    + Examples.peers("shop", "default", "{}")
                    + Examples.peers(
                            "shop",
                            "cart",
                            "{selector: {matchLabels: {app: cart}}, mtls: {mode: STRICT},"
                                    + " portLevelMtls: {9000: {mode: PERMISSIVE}}}"),
            "https://github.com/istio/istio/blob/master/pilot/pkg/serviceregistry/ambient/authorization.go");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return PeerModeLost.all(AmbientView.of(mesh))
                .filter(lost -> lost.said().mode() == Mode.STRICT)
                .map(lost -> inProduction(
                        mesh,
                        lost,
                        lost.finding(
                                INFO,
                                "ztunnel takes plaintext on port " + lost.port() + " of "
                                        + lost.workload().id() + ", which is STRICT for sidecars")));
    }

    private static Finding inProduction(Mesh mesh, PeerModeLost lost, Finding finding) {
        return mesh.intent().notProduction().contains(lost.workload().namespace())
                ? finding.withSeverity(Severity.INFO)
                : finding;
    }
}
