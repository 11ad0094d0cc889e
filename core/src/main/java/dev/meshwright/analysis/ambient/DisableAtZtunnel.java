package dev.meshwright.analysis.ambient;

import dev.meshwright.access.PeerAuthentication;
import dev.meshwright.access.PeerAuthentication.Mode;
import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.manifest.Source;
import java.util.LinkedHashMap;
import java.util.stream.Stream;

/// A PeerAuthentication with mode DISABLE for ambient workloads.
final class DisableAtZtunnel implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW4115",
            "DisableAtZtunnel",
            Category.AMBIENT,
            Severity.INFO,
            "DISABLE means PERMISSIVE in ambient mode",
            "ztunnel always takes mutual TLS: callers of the mesh come with it and have an identity, and plaintext is taken"
                    + " besides. Nothing is disabled.",
            "Write PERMISSIVE, if that is meant; better STRICT.",
            Examples.CART + Examples.peers("shop", "default", "{mtls: {mode: DISABLE}}"),
            Examples.CART + Examples.peers("shop", "default", "{mtls: {mode: STRICT}}"),
            "https://istio.io/latest/docs/ambient/architecture/traffic-redirection/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        var view = AmbientView.of(mesh);
        var modes = view.access().peerModes();
        var findings = new LinkedHashMap<Source, Finding>();
        view.ambient()
                .forEach(workload -> view.ports(workload).forEach(port -> {
                    var said = modes.of(workload, port);
                    PeerAuthentication by = said.by();
                    var where = said.where();
                    if (said.mode() == Mode.DISABLE && by != null && where != null) {
                        findings.putIfAbsent(
                                where,
                                Finding.of(
                                        INFO,
                                        by.object(),
                                        where,
                                        "spec",
                                        "at the ztunnel of " + workload.id() + " DISABLE means PERMISSIVE",
                                        INFO.fix()));
                    }
                }));
        return findings.values().stream();
    }
}
