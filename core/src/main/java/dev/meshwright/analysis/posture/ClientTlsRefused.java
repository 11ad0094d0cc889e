package dev.meshwright.analysis.posture;

import dev.meshwright.access.Membership.Proxy;
import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.analysis.posture.SecuredCall.Outcome;
import java.util.LinkedHashMap;
import java.util.stream.Stream;

/// A DestinationRule makes callers connect in a way that the workload does not take.
final class ClientTlsRefused implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW2201",
            "ClientTlsRefused",
            Category.SECURITY,
            Severity.ERROR,
            "Callers start TLS that the workload refuses",
            "The DestinationRule decides what callers' sidecars start, the PeerAuthentication what the callee's takes."
                    + " Where the two do not fit, every call fails with 503.",
            "Remove the rule's tls: sidecars then start what the workload takes.",
            Examples.STRICT_CART + Examples.tls("DISABLE"),
            Examples.STRICT_CART + Examples.tls("ISTIO_MUTUAL"),
            "https://istio.io/latest/docs/ops/common-problems/network-issues/"
                    + "#503-errors-after-setting-destination-rule");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        var findings = new LinkedHashMap<String, Finding>();
        for (var tls : RuleTls.all(mesh)) {
            if (tls.outcome() == Outcome.REFUSED) {
                findings.putIfAbsent(tls.node().where() + tls.to().id(), finding(mesh, tls));
            }
        }
        return findings.values().stream();
    }

    private static Finding finding(Mesh mesh, RuleTls tls) {
        var where = tls.node().where();
        return Finding.of(
                INFO,
                mesh.objectAt(where.file(), where.line()).orElse(tls.rule()),
                where,
                "spec.trafficPolicy.tls",
                "callers start " + started(tls.wanted()) + " with " + tls.to().id() + " on port " + tls.podPort()
                        + " of the pod, but " + taken(tls),
                INFO.fix());
    }

    private static String started(String wanted) {
        return switch (wanted) {
            case "ISTIO_MUTUAL" -> "the mesh's mutual TLS";
            case "DISABLE" -> "plaintext";
            default -> "TLS of their own (" + wanted + ")";
        };
    }

    private static String taken(RuleTls tls) {
        if (tls.proxy() == Proxy.NONE) {
            return "it has no sidecar to take it";
        }
        var by = tls.mode().by();
        return "its mode is " + tls.mode().mode() + (by == null ? "" : " by PeerAuthentication " + by.id());
    }
}
