package dev.meshwright.analysis.ambient;

import dev.meshwright.access.PeerAuthentication.Mode;
import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.stream.Stream;

/// A port that a PeerAuthentication leaves out of STRICT stays STRICT at ztunnel.
final class ExceptionLostAtZtunnel implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW4114",
            "ExceptionLostAtZtunnel",
            Category.AMBIENT,
            Severity.ERROR,
            "ztunnel does not make this exception from STRICT",
            "Where the mode is inherited, istiod looks for PERMISSIVE ports only: one that is DISABLE alone does not count,"
                    + " and the port stays STRICT. The callers that the exception is for are refused.",
            "Write PERMISSIVE for the port: in ambient mode DISABLE means no more than that.",
            Examples.CART
                    + Examples.peers("shop", "default", "{mtls: {mode: STRICT}}")
                    + Examples.peers(
                            "shop",
                            "cart",
                            "{selector: {matchLabels: {app: cart}}, portLevelMtls: {8080: {mode: DISABLE}}}"),
            Examples.CART
                    + Examples.peers("shop", "default", "{mtls: {mode: STRICT}}")
                    + Examples.peers(
                            "shop",
                            "cart",
                            "{selector: {matchLabels: {app: cart}}, portLevelMtls: {8080: {mode: PERMISSIVE}}}"),
            "https://github.com/istio/istio/blob/master/pilot/pkg/serviceregistry/ambient/authorization.go");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return PeerModeLost.all(AmbientView.of(mesh))
                .filter(lost -> lost.enforced().mode() == Mode.STRICT)
                .map(lost -> lost.finding(
                        INFO,
                        "port " + lost.port() + " of " + lost.workload().id()
                                + " stays STRICT at ztunnel, although it is "
                                + lost.said().mode() + " here"));
    }
}
