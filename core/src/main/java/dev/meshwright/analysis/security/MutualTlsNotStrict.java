package dev.meshwright.analysis.security;

import dev.meshwright.access.PeerAuthentication;
import dev.meshwright.access.PeerAuthentication.Mode;
import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.analysis.SummaryRule;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.topology.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// A workload of the mesh takes calls in plaintext, because its PeerAuthentication lets it, or because none is for it.
final class MutualTlsNotStrict implements SummaryRule<MutualTlsNotStrict.Noted> {
    private static final RuleInfo INFO = new RuleInfo(
            "MW2101",
            "MutualTlsNotStrict",
            Category.SECURITY,
            Severity.CRITICAL,
            "A workload takes calls without a client certificate",
            "Anyone who reaches the pod can call it without proving who they are, and read or change what is sent.",
            "Set mode STRICT once every caller has a sidecar; open single ports with portLevelMtls.",
            """
            apiVersion: v1
            kind: Namespace
            metadata: {name: shop, labels: {istio-injection: enabled}}
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: cart, namespace: shop}
            spec:
              template:
                metadata: {labels: {app: cart}}
                spec: {serviceAccountName: cart, containers: [{name: cart, ports: [{containerPort: 8080}]}]}
            ---
            apiVersion: security.istio.io/v1
            kind: PeerAuthentication
            metadata: {name: default, namespace: shop}
            spec: {mtls: {mode: PERMISSIVE}}
            """,
            """
            apiVersion: v1
            kind: Namespace
            metadata: {name: shop, labels: {istio-injection: enabled}}
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: cart, namespace: shop}
            spec:
              template:
                metadata: {labels: {app: cart}}
                spec: {serviceAccountName: cart, containers: [{name: cart, ports: [{containerPort: 8080}]}]}
            ---
            apiVersion: security.istio.io/v1
            kind: PeerAuthentication
            metadata: {name: default, namespace: shop}
            spec: {mtls: {mode: STRICT}}
            """,
            "https://istio.io/latest/docs/concepts/security/#peer-authentication");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    /// A fault, of which one example is enough where nobody has begun.
    record Noted(Finding finding, boolean once) {}

    @Override
    public Stream<Finding> summary(List<Fact<Noted>> facts) {
        var notes = facts.stream().map(Fact::what).toList();
        return Stream.concat(
                notes.stream().filter(Noted::once).limit(1).map(Noted::finding),
                notes.stream().filter(noted -> !noted.once()).map(Noted::finding));
    }

    @Override
    public Stream<Fact<Noted>> facts(Mesh mesh) {
        var view = SecurityView.of(mesh);
        var meshed = view.meshed();
        if (view.peerAuthentications().isEmpty()) {
            return meshed.stream()
                    .map(workload -> new Fact<>(
                            workload.manifest(),
                            new Noted(
                                    uncovered(
                                                    workload,
                                                    "the input holds no PeerAuthentication: without"
                                                            + " one Istio takes plaintext calls everywhere")
                                            .asInference(),
                                    true)));
        }
        var modes = view.access().peerModes();
        var facts = new ArrayList<Fact<Noted>>();
        SequencedMap<PeerAuthentication, List<Workload>> byPolicy = new LinkedHashMap<>();
        for (var workload : meshed) {
            var effective = modes.of(workload);
            var by = effective.by();
            if (effective.mode() == Mode.STRICT) {
                continue;
            }
            if (by == null && !isCallable(view, workload)) {
                continue;
            }
            if (by == null) {
                facts.add(fact(
                        view,
                        workload.namespace(),
                        workload.manifest(),
                        uncovered(
                                workload,
                                "no PeerAuthentication is for " + workload.id() + ": it takes plaintext calls")));
            } else if (!by.isMeshWide(view.settings())) {
                byPolicy.computeIfAbsent(by, _ -> new ArrayList<>()).add(workload);
            }
        }
        byPolicy.forEach((policy, workloads) ->
                facts.add(fact(view, policy.namespace(), policy.object(), weakened(policy, workloads))));
        return facts.stream();
    }

    private static Fact<Noted> fact(SecurityView view, String namespace, Manifest object, Finding finding) {
        return new Fact<>(
                object, new Noted(view.isProduction(namespace) ? finding : finding.withSeverity(Severity.INFO), false));
    }

    /// Whether anything says that the workload takes calls: a Service, or a port of a container. A load generator or a
    /// consumer of a queue only makes them.
    private static boolean isCallable(SecurityView view, Workload workload) {
        return !view.ports(workload).isEmpty()
                || view.servicesOf(workload).stream().anyMatch(service -> !service.isWorkloadOnly());
    }

    private static Finding weakened(PeerAuthentication policy, List<Workload> workloads) {
        var names = workloads.stream().map(Workload::id).toList();
        return Finding.of(
                INFO,
                policy.object(),
                policy.modeWhere(),
                "spec.mtls.mode",
                policy.mode() + ": " + SecurityView.some(names) + " takes calls without a client certificate",
                INFO.fix());
    }

    private static Finding uncovered(Workload workload, String message) {
        return Finding.of(
                INFO,
                workload.manifest(),
                workload.where(),
                "",
                message,
                "Add a PeerAuthentication with mode STRICT to the root namespace istio-system, for the whole mesh.");
    }
}
