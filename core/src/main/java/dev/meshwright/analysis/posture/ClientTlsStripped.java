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

/// A DestinationRule makes callers speak plaintext to a workload that would take mutual TLS.
final class ClientTlsStripped implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW2202",
            "ClientTlsStripped",
            Category.SECURITY,
            Severity.WARNING,
            "A DestinationRule takes mutual TLS away",
            "Without the rule sidecars would start mutual TLS by themselves. With it calls can be read and changed on"
                    + " the way, callers have no identity, and policies by principal refuse them.",
            "Remove the rule's tls, or exclude the port from the sidecar if the application needs it raw.",
            Examples.permissiveCart() + Examples.tls("DISABLE"),
            Examples.permissiveCart() + Examples.tls("ISTIO_MUTUAL"),
            "https://istio.io/latest/docs/ops/configuration/traffic-management/tls-configuration/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        var findings = new LinkedHashMap<String, Finding>();
        for (var tls : RuleTls.all(mesh)) {
            boolean isStripped = tls.outcome() == Outcome.PLAINTEXT
                    && tls.proxy() == Proxy.SIDECAR
                    && MutualTls.outcome(Proxy.SIDECAR, tls.proxy(), tls.mode().mode(), null) == Outcome.MUTUAL_TLS;
            if (isStripped) {
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
                "callers speak plaintext to " + tls.to().id() + " on port " + tls.podPort()
                        + " of the pod, which would take mutual TLS",
                INFO.fix());
    }
}
