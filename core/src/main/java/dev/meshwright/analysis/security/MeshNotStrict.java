package dev.meshwright.analysis.security;

import dev.meshwright.access.PeerAuthentication;
import dev.meshwright.access.PeerAuthentication.Mode;
import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.stream.Stream;

/// The mesh-wide PeerAuthentication lets callers in without a certificate.
final class MeshNotStrict implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW2102",
            "MeshNotStrict",
            Category.SECURITY,
            Severity.CRITICAL,
            "The mesh as a whole takes plaintext calls",
            "Every workload without a stricter PeerAuthentication of its own takes calls from anyone who reaches it.",
            "Set mode STRICT, and keep exceptions to single ports of single workloads.",
            """
            apiVersion: security.istio.io/v1
            kind: PeerAuthentication
            metadata: {name: default, namespace: istio-system}
            spec: {mtls: {mode: PERMISSIVE}}
            """,
            """
            apiVersion: security.istio.io/v1
            kind: PeerAuthentication
            metadata: {name: default, namespace: istio-system}
            spec: {mtls: {mode: STRICT}}
            """,
            "https://istio.io/latest/docs/concepts/security/#peer-authentication");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        var view = SecurityView.of(mesh);
        return view.peerAuthentications().stream()
                .filter(policy -> policy.isMeshWide(view.settings()) && policy.mode() != Mode.STRICT)
                .limit(1)
                .map(MeshNotStrict::finding);
    }

    private static Finding finding(PeerAuthentication policy) {
        var mode = policy.mode() == Mode.UNSET ? "no mode (Istio's default is PERMISSIVE)" : "mode " + policy.mode();
        return Finding.of(
                INFO,
                policy.object(),
                policy.modeWhere(),
                "spec.mtls.mode",
                "the mesh-wide PeerAuthentication has " + mode + ": callers need no certificate",
                INFO.fix());
    }
}
