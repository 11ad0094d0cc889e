package dev.meshwright.analysis.posture;

import dev.meshwright.access.Membership.Proxy;
import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.analysis.posture.SecuredCall.Outcome;
import dev.meshwright.manifest.Source;
import dev.meshwright.topology.Edge;
import java.util.stream.Stream;

/// A workload without a proxy is known to call one that takes mutual TLS only.
final class PlaintextCallerRefused implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW2203",
            "PlaintextCallerRefused",
            Category.SECURITY,
            Severity.ERROR,
            "A caller outside the mesh calls a STRICT workload",
            "The caller has no certificate, so its connections are reset. Nothing else tells: the caller's files look"
                    + " right, and so do the callee's.",
            "Bring the caller into the mesh, or make the one port PERMISSIVE by portLevelMtls until it is.",
            Examples.STRICT_CART + Examples.caller("team: web"),
            Examples.STRICT_CART + Examples.caller("istio-injection: enabled"),
            "https://istio.io/latest/docs/tasks/security/authentication/mtls-migration/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        var tls = MutualTls.of(mesh);
        return tls.calls().stream()
                .filter(call -> call.outcome() == Outcome.REFUSED
                        && tls.proxyOf(call.from()) == Proxy.NONE
                        && tls.isSaidToBeIn(call.to()))
                .map(PlaintextCallerRefused::finding);
    }

    private static Finding finding(SecuredCall call) {
        var from = call.from();
        var by = call.mode().by();
        var evidence = call.edge().evidence().stream()
                .filter(one -> one.file().equals(from.where().file()))
                .findFirst();
        var finding = Finding.of(
                INFO,
                from.manifest(),
                evidence.map(one -> new Source(one.file(), one.line(), 1)).orElse(from.where()),
                "",
                from.id() + " is not in the mesh and calls " + call.to().id() + ", which is STRICT"
                        + (by == null ? "" : " by PeerAuthentication " + by.id()),
                INFO.fix());
        return call.edge().confidence().isAtLeast(Edge.Confidence.OBSERVED) ? finding : finding.asInference();
    }
}
