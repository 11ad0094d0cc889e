package dev.meshwright.analysis.identity;

import dev.meshwright.access.Attribute;
import dev.meshwright.access.AuthorizationPolicy;
import dev.meshwright.access.Membership;
import dev.meshwright.access.Membership.Proxy;
import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.MeshAccess;
import dev.meshwright.analysis.Reads;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.topology.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Several applications run as one service account, so that policies cannot tell them apart.
final class SharedIdentity implements Rule {
    private static final List<String> APP_LABELS = List.of("app.kubernetes.io/name", "app", "k8s-app");
    private static final int SHOWN = 3;

    private static final RuleInfo INFO = new RuleInfo(
            "MW2702",
            "SharedIdentity",
            Category.SECURITY,
            Severity.WARNING,
            "Several applications share one identity",
            "The identity in the mesh is the service account. A policy that admits it admits all that run as it: who takes"
                    + " over one of them may call whatever any of them may.",
            "Give each application a ServiceAccount of its own, and name that one in policies.",
            pods("shared", "shared"),
            pods("web", "batch"),
            "https://istio.io/latest/docs/concepts/security/#istio-identity");

    private static String pods(String first, String second) {
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
                    spec: {serviceAccountName: %s, containers: [{name: web}]}
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: batch, namespace: shop}
                spec:
                  template:
                    metadata: {labels: {app: batch}}
                    spec: {serviceAccountName: %s, containers: [{name: batch}]}
                ---
                apiVersion: security.istio.io/v1
                kind: AuthorizationPolicy
                metadata: {name: cart, namespace: shop}
                spec:
                  selector: {matchLabels: {app: cart}}
                  rules: [{from: [{source: {principals: [cluster.local/ns/shop/sa/%s]}}]}]
                """.formatted(first, second, first);
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    /// An account by its namespace and name.
    private record Account(String namespace, String name) {}

    @Override
    public Reads reads() {
        return Reads.MESH;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        var membership = Membership.of(mesh.manifests());
        var byAccount = new LinkedHashMap<Account, List<Workload>>();
        for (var workload : mesh.workloads()) {
            if (membership.proxyOf(workload) != Proxy.NONE && !workload.isGateway()) {
                byAccount
                        .computeIfAbsent(
                                new Account(workload.namespace(), workload.serviceAccount()), _ -> new ArrayList<>())
                        .add(workload);
            }
        }
        byAccount.values().removeIf(workloads -> workloads.size() < 2);
        if (byAccount.isEmpty()) {
            return Stream.empty();
        }
        var named = named(mesh);
        var services = servicesByWorkload(mesh);
        return byAccount.entrySet().stream()
                .flatMap(entry -> finding(entry.getKey(), entry.getValue(), named, services));
    }

    /// The accounts that rules name, one by one.
    private static Set<Account> named(Mesh mesh) {
        var named = new HashSet<Account>();
        for (var policy : MeshAccess.of(mesh).access().policies()) {
            policy.rules().stream()
                    .flatMap(AuthorizationPolicy.Rule::constraints)
                    .forEach(constraint -> constraint.values().forEach(value -> {
                        if (constraint.attribute() == Attribute.PRINCIPAL) {
                            var parts = value.text().split("/", -1);
                            if (parts.length == 5 && parts[1].equals("ns") && parts[3].equals("sa")) {
                                named.add(new Account(parts[2], parts[4]));
                            }
                        } else if (constraint.attribute() == Attribute.SERVICE_ACCOUNT) {
                            int slash = value.text().indexOf('/');
                            named.add(new Account(
                                    slash < 0
                                            ? policy.namespace()
                                            : value.text().substring(0, slash),
                                    value.text().substring(slash + 1)));
                        }
                    }));
        }
        return named;
    }

    private static Stream<Finding> finding(
            Account account, List<Workload> workloads, Set<Account> named, Map<String, List<String>> services) {
        var apps = apps(workloads, services);
        if (apps.size() < 2) {
            return Stream.empty();
        }
        var first = workloads.getFirst();
        var names = apps.stream().map(Workload::name).toList();
        var finding = Finding.of(
                INFO,
                first.manifest(),
                first.podSpec()
                        .at("serviceAccountName")
                        .map(node -> node.where())
                        .orElse(first.where()),
                "spec.template.spec.serviceAccountName",
                names.stream().limit(SHOWN).collect(Collectors.joining(", "))
                        + (names.size() > SHOWN ? " and " + (names.size() - SHOWN) + " more" : "")
                        + " all run as service account " + account.namespace() + "/" + account.name()
                        + (named.contains(account) ? ", which policies name" : ""),
                INFO.fix());
        return Stream.of(named.contains(account) ? finding : finding.withSeverity(Severity.INFO));
    }

    /// The first workload of each application: versions of one are behind the same Service, or have its name.
    private static List<Workload> apps(List<Workload> workloads, Map<String, List<String>> services) {
        var seen = new HashSet<String>();
        var apps = new ArrayList<Workload>();
        for (var workload : workloads) {
            var keys = keys(workload, services.getOrDefault(workload.id(), List.of()));
            if (keys.stream().noneMatch(seen::contains)) {
                apps.add(workload);
            }
            seen.addAll(keys);
        }
        return apps;
    }

    private static List<String> keys(Workload workload, List<String> services) {
        var labels = APP_LABELS.stream()
                .filter(workload.labels()::containsKey)
                .map(label -> label + "=" + workload.labels().get(label));
        return Stream.concat(services.stream(), labels).toList();
    }

    private static Map<String, List<String>> servicesByWorkload(Mesh mesh) {
        var services = new HashMap<String, List<String>>();
        mesh.topology().services().stream()
                .filter(service -> !service.isWorkloadOnly())
                .forEach(service -> service.workloads()
                        .forEach(id -> services.computeIfAbsent(id, _ -> new ArrayList<>())
                                .add(service.id())));
        return services;
    }
}
