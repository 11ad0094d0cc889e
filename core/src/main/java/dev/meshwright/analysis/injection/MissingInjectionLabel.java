package dev.meshwright.analysis.injection;

import dev.meshwright.access.SidecarInjection;
import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Edit;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.analysis.SummaryRule;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.topology.Workload;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A workload gets its sidecar only because of its namespace's label, in a mesh that labels its workloads.
final class MissingInjectionLabel implements SummaryRule<MissingInjectionLabel.Noted> {
    private static final RuleInfo INFO = new RuleInfo(
            "MW5102",
            "MissingInjectionLabel",
            Category.INJECTION,
            Severity.WARNING,
            "A workload has no explicit sidecar label",
            "Injection rests on the namespace alone: when its label is removed, or the workload moves, its next pods"
                    + " start without a sidecar, in plaintext and outside every policy, and nothing says so.",
            "Add the label sidecar.istio.io/inject: \"true\" to the pod template.",
            """
            apiVersion: v1
            kind: Namespace
            metadata: {name: shop, labels: {istio-injection: enabled}}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: reviews, namespace: shop, labels: {app: reviews, sidecar.istio.io/inject: "true"}}
            spec:
              containers: [{name: reviews, image: "registry.example/reviews:1"}]
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: ratings, namespace: shop, labels: {app: ratings}}
            spec:
              containers: [{name: ratings, image: "registry.example/ratings:1"}]
            """,
            """
            apiVersion: v1
            kind: Namespace
            metadata: {name: shop, labels: {istio-injection: enabled}}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: reviews, namespace: shop, labels: {app: reviews, sidecar.istio.io/inject: "true"}}
            spec:
              containers: [{name: reviews, image: "registry.example/reviews:1"}]
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: ratings, namespace: shop, labels: {app: ratings, sidecar.istio.io/inject: "true"}}
            spec:
              containers: [{name: ratings, image: "registry.example/ratings:1"}]
            """,
            "https://istio.io/latest/docs/setup/additional-setup/sidecar-injection/#controlling-the-injection-policy");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    /// A workload.
    ///
    /// @param rests whether its injection rests on its namespace alone
    /// @param isLabelled whether it has the label
    /// @param in its namespace's object, if that is there
    record Noted(Workload workload, boolean rests, boolean isLabelled, Optional<Manifest> in) {}

    @Override
    public Stream<Fact<Noted>> facts(Mesh mesh) {
        return mesh.workloads().stream()
                .map(workload -> new Noted(
                        workload,
                        restsOnNamespace(mesh, workload),
                        workload.labels()
                                .getOrDefault(SidecarInjection.INJECT, "")
                                .equals("true"),
                        mesh.namespace(workload.namespace())))
                .filter(noted -> noted.rests() || noted.isLabelled())
                .map(noted -> new Fact<>(noted.workload().manifest(), noted));
    }

    private static boolean restsOnNamespace(Mesh mesh, Workload workload) {
        return SidecarInjection.wish(workload).isEmpty()
                && !workload.hostNetwork()
                && !SidecarInjection.hasProxyContainer(workload)
                && Injection.namespaceInjects(mesh, workload.namespace());
    }

    @Override
    public Stream<Finding> summary(List<Fact<Noted>> facts) {
        var resting = facts.stream().map(Fact::what).filter(Noted::rests).toList();
        return facts.stream().anyMatch(fact -> fact.what().isLabelled())
                ? resting.stream().map(noted -> finding(noted.workload()))
                : once(resting);
    }

    private static Finding finding(Workload workload) {
        return Finding.of(
                        INFO,
                        workload.manifest(),
                        PodTemplate.where(workload, "labels"),
                        PodTemplate.path(workload) + ".labels",
                        workload.id() + " has no explicit sidecar label; injection rests on the namespace alone",
                        INFO.fix())
                .withEdit(new Edit.Set(
                        workload.manifest(), PodTemplate.keys(workload, "labels", SidecarInjection.INJECT), "true"));
    }

    /// Where nobody uses the label, leaving it out is how this mesh does it: said once, for information.
    private static Stream<Finding> once(List<Noted> workloads) {
        return workloads.stream()
                .findFirst()
                .flatMap(Noted::in)
                .map(namespace -> Finding.of(
                                INFO,
                                namespace,
                                namespace.where("metadata", "labels"),
                                "metadata.labels",
                                "no workload has an explicit sidecar label; the injection of " + workloads.size()
                                        + (workloads.size() == 1 ? " workload" : " workloads")
                                        + " rests on namespaces alone",
                                INFO.fix())
                        .withSeverity(Severity.INFO))
                .stream();
    }
}
