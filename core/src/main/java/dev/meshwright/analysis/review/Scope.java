package dev.meshwright.analysis.review;

import dev.meshwright.Closest;
import dev.meshwright.MeshwrightException;
import dev.meshwright.access.PeerAuthentications;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Hosts;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.topology.Workload;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What a review is about.
///
/// @param namespace "" for the whole mesh
/// @param workload its name; "" for a whole namespace
public record Scope(String namespace, String workload) {
    public static final Scope MESH = new Scope("", "");

    /// Reads `mesh`, `ns/NAME` or `workload/NS/NAME`.
    ///
    /// @throws MeshwrightException if it is something else
    public static Scope parse(String text) {
        var parts = List.of(text.split("/", -1));
        boolean isComplete = parts.stream().noneMatch(String::isBlank);
        if (text.equals("mesh")) {
            return MESH;
        }
        if (isComplete && parts.size() == 2 && parts.getFirst().equals("ns")) {
            return new Scope(parts.get(1), "");
        }
        if (isComplete && parts.size() == 3 && parts.getFirst().equals("workload")) {
            return new Scope(parts.get(1), parts.get(2));
        }
        throw new MeshwrightException(
                "--scope " + text + " is no scope. Write mesh, ns/NAME or workload/NAMESPACE/NAME.");
    }

    public boolean isMesh() {
        return namespace.isEmpty();
    }

    /// As it is typed.
    public String text() {
        if (isMesh()) {
            return "mesh";
        }
        return workload.isEmpty() ? "ns/" + namespace : "workload/" + namespace + "/" + workload;
    }

    /// What of these states of a mesh is in the scope.
    ///
    /// @throws MeshwrightException if it names what none of them has
    Part in(ReviewView... states) {
        var part = new Part(this);
        if (!isMesh()
                && Stream.of(states)
                        .noneMatch(state -> state.workloads().stream().anyMatch(this::contains))) {
            throw unknown(states);
        }
        if (!isMesh()) {
            Stream.of(states).forEach(part::relate);
        }
        return part;
    }

    private boolean contains(Workload one) {
        return isMesh()
                || (one.namespace().equals(namespace)
                        && (workload.isEmpty() || one.name().equals(workload)));
    }

    private MeshwrightException unknown(ReviewView... states) {
        var known = new TreeSet<String>();
        for (var state : states) {
            state.workloads()
                    .forEach(one -> known.add(workload.isEmpty() ? "ns/" + one.namespace() : "workload/" + one.id()));
        }
        var hint = Closest.to(text(), known)
                .map(closest -> "Did you mean " + closest + "?")
                .orElse("The input has " + (known.isEmpty() ? "no workload." : "others: " + known.first() + ", …"));
        return new MeshwrightException("no workload of the input is in " + text() + ". " + hint);
    }

    /// What is in the scope.
    static final class Part {
        private final Scope scope;
        private final Set<String> services = new HashSet<>();
        private final Set<String> objects = new HashSet<>();

        private Part(Scope scope) {
            this.scope = scope;
        }

        boolean isMesh() {
            return scope.isMesh();
        }

        boolean contains(Workload workload) {
            return isMesh() || scope.contains(workload);
        }

        /// Whether a service (`namespace/name`) is in it.
        boolean hasService(String id) {
            return isMesh() || services.contains(id);
        }

        /// Whether the finding is about something that is in it or decides about it.
        boolean covers(Finding finding) {
            return isMesh()
                    || objects.contains(key(finding.kind(), finding.namespace(), finding.resource()))
                    || (scope.workload.isEmpty()
                            && orDefault(finding.namespace()).equals(scope.namespace));
        }

        boolean covers(Manifest object) {
            return isMesh()
                    || objects.contains(key(object.kind(), object.namespace(), object.name()))
                    || (scope.workload.isEmpty() && object.namespaceOrDefault().equals(scope.namespace));
        }

        /// Adds what decides about the workloads: their Services, what routes to these, and the policies that are for
        /// them, wherever they stand.
        private void relate(ReviewView state) {
            objects.add(key("Namespace", "", scope.namespace));
            var own = state.workloads().stream().filter(scope::contains).toList();
            var hosts = new HashSet<String>();
            for (var workload : own) {
                services.add(workload.id());
                add(workload.manifest());
                objects.add(key("ServiceAccount", workload.namespace(), workload.serviceAccount()));
                for (var service : state.ambient().servicesOf(workload)) {
                    services.add(service.id());
                    hosts.add(service.host());
                    objects.add(key("Service", service.namespace(), service.name()));
                }
            }
            state.access().policies().stream()
                    .filter(policy -> own.stream().anyMatch(one -> policy.appliesTo(one, state.settings())))
                    .forEach(policy -> add(policy.object()));
            PeerAuthentications.in(state.mesh().manifests()).stream()
                    .filter(policy -> policy.isMeshWide(state.settings())
                            || own.stream().anyMatch(one -> policy.selects(one, state.settings()))
                            || (!policy.hasSelector() && policy.namespace().equals(scope.namespace)))
                    .forEach(policy -> add(policy.object()));
            for (var kind : List.of("VirtualService", "DestinationRule")) {
                state.mesh().objects("networking.istio.io", kind).stream()
                        .filter(object -> hosts(object).anyMatch(hosts::contains))
                        .forEach(this::add);
            }
        }

        private static Stream<String> hosts(Manifest object) {
            var single = object.root().text("spec", "host").stream();
            var several = object.root().items("spec", "hosts").stream().flatMap(host -> host.text().stream());
            return Stream.concat(single, several).map(host -> Hosts.fullName(object.namespaceOrDefault(), host));
        }

        private void add(Manifest object) {
            objects.add(key(object.kind(), object.namespace(), object.name()));
        }

        private static String key(String kind, String namespace, String name) {
            return kind + " " + (kind.equals("Namespace") ? "" : orDefault(namespace)) + "/" + name;
        }

        private static String orDefault(String namespace) {
            return namespace.isEmpty() ? "default" : namespace;
        }
    }
}
