package dev.meshwright.analysis;

import dev.meshwright.Closest;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.TreeSet;

/// Every host that the mesh can route to, and which namespaces see it: Services by their full name, ServiceEntries by
/// each of their hosts. A name without a dot means the Service of that name in the namespace of whoever writes it; any
/// other name is taken as it stands, as istiod does.
public final class Hosts {
    private static final String ALL = "*";

    private final Map<Key, Host> exact = new HashMap<>();
    private final Map<Key, Host> wildcard = new HashMap<>();
    private final NavigableSet<String> reversed = new TreeSet<>();
    private final Map<String, List<String>> fullNamesByShortName = new HashMap<>();

    private record Key(String scope, String host) {}

    /// A host with what is behind it.
    ///
    /// @param name the full name, or the ServiceEntry's host
    /// @param object the Service or ServiceEntry
    /// @param selector the pod labels it stands for; empty where it selects none
    public record Host(String name, Manifest object, List<Port> ports, SequencedMap<String, String> selector) {
        public Host {
            ports = List.copyOf(ports);
        }

        public boolean isService() {
            return object.kind().equals("Service");
        }

        /// Whether its ports are all here. An ExternalName Service may leave them to the name that it stands for.
        public boolean tellsPorts() {
            return !ports.isEmpty()
                    || !object.root().text("spec", "type").orElse("").equals("ExternalName");
        }

        public Optional<Port> port(int number) {
            return ports.stream().filter(port -> port.number() == number).findFirst();
        }
    }

    /// A port of a host, by the number that callers use.
    ///
    /// @param node the port's entry in the manifest
    public record Port(int number, String name, Node node) {}

    Hosts(List<Manifest> services, List<Manifest> serviceEntries) {
        serviceEntries.forEach(this::addServiceEntry);
        services.forEach(this::addService);
    }

    private void addService(Manifest service) {
        var name = service.name() + "." + service.namespaceOrDefault() + ".svc.cluster.local";
        var host = new Host(name, service, ports(service, "port"), texts(service, "spec", "selector"));
        var exportTo = service.annotations().getOrDefault("networking.istio.io/exportTo", "");
        var scopes = exportTo.isBlank() ? List.<String>of() : List.of(exportTo.split("\\s*,\\s*"));
        add(service.namespaceOrDefault(), name, scopes, host);
        fullNamesByShortName
                .computeIfAbsent(service.name(), _ -> new ArrayList<>())
                .add(name);
    }

    private void addServiceEntry(Manifest entry) {
        var scopes = new ArrayList<String>();
        entry.root().items("spec", "exportTo").forEach(item -> item.text().ifPresent(scopes::add));
        for (var item : entry.root().items("spec", "hosts")) {
            var written = item.text().orElse("");
            if (!written.isEmpty()) {
                var name = fullName(entry.namespaceOrDefault(), written);
                var selector = texts(entry, "spec", "workloadSelector", "labels");
                add(entry.namespaceOrDefault(), name, scopes, new Host(name, entry, ports(entry, "number"), selector));
            }
        }
    }

    private void add(String namespace, String name, List<String> exportTo, Host host) {
        for (var scope : scopes(namespace, exportTo)) {
            if (name.startsWith("*")) {
                wildcard.putIfAbsent(new Key(scope, name.substring(1)), host);
            } else {
                exact.putIfAbsent(new Key(scope, name), host);
            }
        }
        reversed.add(new StringBuilder(name).reverse().toString());
    }

    /// The host that a name means in an object of this namespace, if the namespaces it is exported to see one.
    ///
    /// @param exportTo the object's own `exportTo`; empty for all namespaces
    public Optional<Host> find(String namespace, String name, List<String> exportTo) {
        var fullName = fullName(namespace, name);
        var scopes = new LinkedHashSet<>(List.of(ALL));
        scopes.addAll(exportTo.isEmpty() ? List.of(namespace) : scopes(namespace, exportTo));
        for (var scope : scopes) {
            var host = exact.get(new Key(scope, fullName));
            if (host != null) {
                return Optional.of(host);
            }
        }
        return wildcard.isEmpty() ? Optional.empty() : behindWildcard(namespace, fullName);
    }

    private Optional<Host> behindWildcard(String namespace, String name) {
        var rest = name.startsWith("*") ? name.substring(1) : name;
        for (int i = rest.indexOf('.'); i >= 0; i = rest.indexOf('.', i + 1)) {
            var host = visible(namespace, rest.substring(i));
            if (host.isPresent()) {
                return host;
            }
        }
        return visible(namespace, "");
    }

    private Optional<Host> visible(String namespace, String suffix) {
        return Optional.ofNullable(wildcard.get(new Key(ALL, suffix)))
                .or(() -> Optional.ofNullable(wildcard.get(new Key(namespace, suffix))));
    }

    /// Whether any host ends as this wildcard (`*.prod.svc.cluster.local`) says.
    public boolean anyMatches(String wildcardName) {
        var end = new StringBuilder(wildcardName.substring(1)).reverse().toString();
        var next = reversed.ceiling(end);
        return next != null && next.startsWith(end);
    }

    /// What the writer of an unknown name may have meant: a Service of that first label in another namespace, or the
    /// full name of what was written half.
    public Optional<String> closest(String namespace, String name) {
        int dot = name.indexOf('.');
        var shortName = dot < 0 ? name : name.substring(0, dot);
        var sameName = fullNamesByShortName.getOrDefault(shortName, List.of());
        return Closest.to(fullName(namespace, name), sameName, Integer.MAX_VALUE);
    }

    /// The name as istiod reads it in this namespace.
    public static String fullName(String namespace, String name) {
        return name.indexOf('.') < 0 && !name.startsWith("*") ? name + "." + namespace + ".svc.cluster.local" : name;
    }

    /// `exportTo` with `.` resolved; all namespaces if it is empty or says so. `~` stays and is seen by nobody.
    private static SequencedSet<String> scopes(String namespace, List<String> exportTo) {
        var scopes = new LinkedHashSet<String>();
        for (var scope : exportTo) {
            scopes.add(scope.equals(".") ? namespace : scope);
        }
        return scopes.isEmpty() || scopes.contains(ALL) ? new LinkedHashSet<>(List.of(ALL)) : scopes;
    }

    private static List<Port> ports(Manifest object, String numberKey) {
        var ports = new ArrayList<Port>();
        for (var node : object.root().items("spec", "ports")) {
            node.integer(numberKey)
                    .ifPresent(number ->
                            ports.add(new Port(number, node.text("name").orElse(""), node)));
        }
        return ports;
    }

    private static SequencedMap<String, String> texts(Manifest object, String... keys) {
        var texts = new LinkedHashMap<String, String>();
        for (var entry : object.root().entries(keys)) {
            entry.value().text().ifPresent(text -> texts.put(entry.key(), text));
        }
        return texts;
    }
}
