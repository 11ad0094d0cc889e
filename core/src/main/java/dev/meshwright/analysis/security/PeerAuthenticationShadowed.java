package dev.meshwright.analysis.security;

import dev.meshwright.access.PeerAuthentication;
import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/// Several PeerAuthentications at one level: only the oldest counts.
final class PeerAuthenticationShadowed implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW2106",
            "PeerAuthenticationShadowed",
            Category.SECURITY,
            Severity.WARNING,
            "Several PeerAuthentications at the same level",
            "The oldest wins and the others are ignored without a word, so the mode depends on which was created first.",
            "Keep one per namespace, and one per workload.",
            """
            apiVersion: security.istio.io/v1
            kind: PeerAuthentication
            metadata: {name: first, namespace: shop}
            spec: {mtls: {mode: STRICT}}
            ---
            apiVersion: security.istio.io/v1
            kind: PeerAuthentication
            metadata: {name: second, namespace: shop}
            spec: {mtls: {mode: PERMISSIVE}}
            """,
            """
            apiVersion: security.istio.io/v1
            kind: PeerAuthentication
            metadata: {name: default, namespace: shop}
            spec: {mtls: {mode: STRICT}}
            """,
            "https://istio.io/latest/docs/reference/config/security/peer_authentication/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        Map<Level, PeerAuthentication> first = new HashMap<>();
        return SecurityView.of(mesh).peerAuthentications().stream().flatMap(policy -> {
            var winner = first.putIfAbsent(new Level(policy.namespace(), Map.copyOf(policy.selector())), policy);
            return winner == null || winner.id().equals(policy.id())
                    ? Stream.<Finding>empty()
                    : Stream.of(finding(policy, winner));
        });
    }

    private record Level(String namespace, Map<String, String> selector) {}

    private static Finding finding(PeerAuthentication policy, PeerAuthentication winner) {
        return Finding.of(
                INFO,
                policy.object(),
                policy.object().where(),
                "",
                policy.id() + " is ignored where " + winner.id() + " ("
                        + winner.object().where() + ") is older: both are for the same workloads",
                INFO.fix());
    }
}
