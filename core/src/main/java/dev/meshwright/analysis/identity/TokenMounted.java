package dev.meshwright.analysis.identity;

import dev.meshwright.access.Membership;
import dev.meshwright.access.Membership.Proxy;
import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Reads;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Node;
import dev.meshwright.topology.Workload;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Pods carry a token for the Kubernetes API that nothing gives any right to. Said once, and only where the input holds
/// role bindings to judge by.
final class TokenMounted implements Rule {
    private static final String RBAC = "rbac.authorization.k8s.io";

    private static final RuleInfo INFO = new RuleInfo(
            "MW2701",
            "TokenMounted",
            Category.SECURITY,
            Severity.INFO,
            "Pods carry a token that they do not need",
            "Every container of a pod may read the mounted token: with it somebody who takes over the application is the"
                    + " service account, to the Kubernetes API and to whoever else trusts it. The sidecar has a token"
                    + " of its own and does not need it.",
            "Set automountServiceAccountToken: false on the ServiceAccount or the pod.",
            pods(""),
            pods("automountServiceAccountToken: false, "),
            "https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/"
                    + "#opt-out-of-api-credential-automounting");

    private static String pods(String automount) {
        return """
                apiVersion: v1
                kind: Namespace
                metadata: {name: shop, labels: {istio-injection: enabled}}
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web, namespace: shop}
                spec:
                  template:
                    metadata: {labels: {app: web}}
                    spec: {serviceAccountName: web, %scontainers: [{name: web}]}
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: RoleBinding
                metadata: {name: operator, namespace: shop}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: operator}
                subjects: [{kind: ServiceAccount, name: operator, namespace: shop}]
                """.formatted(automount);
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Reads reads() {
        return Reads.MESH;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        if (mesh.lacks(RBAC, "RoleBinding") && mesh.lacks(RBAC, "ClusterRoleBinding")) {
            return Stream.empty();
        }
        var bound = bound(mesh);
        var membership = Membership.of(mesh.manifests());
        var carrying = mesh.workloads().stream()
                .filter(workload -> membership.proxyOf(workload) != Proxy.NONE
                        && isMounted(mesh, workload)
                        && !bound.contains(workload.namespace() + "/" + workload.serviceAccount())
                        && !bound.contains(workload.namespace())
                        && !bound.contains(""))
                .toList();
        return carrying.stream()
                .limit(1)
                .map(first -> Finding.of(
                        INFO,
                        first.manifest(),
                        first.where(),
                        "spec.template.spec",
                        first.id()
                                + (carrying.size() == 1 ? "" : " and " + (carrying.size() - 1) + " more")
                                + " mount the token of an account that no role is bound to",
                        INFO.fix()));
    }

    /// What roles are bound to: accounts as `namespace/name`, all of a namespace as its name, all of the cluster as "".
    private static Set<String> bound(Mesh mesh) {
        var bound = new HashSet<String>();
        Stream.of("RoleBinding", "ClusterRoleBinding")
                .flatMap(kind -> mesh.objects(RBAC, kind).stream())
                .forEach(binding -> binding.root().items("subjects").forEach(subject -> {
                    var name = subject.text("name").orElse("");
                    var kind = subject.text("kind").orElse("");
                    if (kind.equals("ServiceAccount")) {
                        bound.add(subject.text("namespace").orElse(binding.namespaceOrDefault()) + "/" + name);
                    } else if (kind.equals("Group") && name.startsWith("system:serviceaccounts:")) {
                        bound.add(name.substring("system:serviceaccounts:".length()));
                    } else if (kind.equals("Group")
                            && (name.equals("system:serviceaccounts") || name.equals("system:authenticated"))) {
                        bound.add("");
                    }
                }));
        return bound;
    }

    private static boolean isMounted(Mesh mesh, Workload workload) {
        return automount(workload.podSpec())
                .or(() -> mesh.object("", "ServiceAccount", workload.namespace(), workload.serviceAccount())
                        .map(Manifest::root)
                        .flatMap(TokenMounted::automount))
                .orElse(true);
    }

    private static Optional<Boolean> automount(Node node) {
        return node.bool("automountServiceAccountToken");
    }
}
