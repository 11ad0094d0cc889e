package dev.meshwright.analysis.traffic;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Node;
import dev.meshwright.manifest.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Several ServiceEntries give one port of one host different protocols.
final class ServiceEntriesDisagreeOnProtocol implements Rule {
    private static final String ALL = "*";

    private static final RuleInfo INFO = new RuleInfo(
            "IST0177",
            "ServiceEntriesDisagreeOnProtocol",
            Category.TRAFFIC,
            Severity.WARNING,
            "ServiceEntries disagree on a port's protocol",
            "The proxy has one listener for the port and takes one of the protocols: calls meant for the"
                    + " other fail.",
            "Give the port the same protocol in all of them, or narrow exportTo so that no namespace sees" + " two.",
            """
            apiVersion: networking.istio.io/v1
            kind: ServiceEntry
            metadata: {name: bank, namespace: shop}
            spec:
              hosts: [bank.example.com]
              ports: [{number: 8443, name: bank, protocol: HTTP}]
              location: MESH_EXTERNAL
              resolution: DNS
            ---
            apiVersion: networking.istio.io/v1
            kind: ServiceEntry
            metadata: {name: bank-tls, namespace: shop}
            spec:
              hosts: [bank.example.com]
              ports: [{number: 8443, name: bank, protocol: HTTPS}]
              location: MESH_EXTERNAL
              resolution: DNS
            """,
            """
            apiVersion: networking.istio.io/v1
            kind: ServiceEntry
            metadata: {name: bank, namespace: shop}
            spec:
              hosts: [bank.example.com]
              ports: [{number: 8443, name: bank, protocol: HTTPS}]
              location: MESH_EXTERNAL
              resolution: DNS
            ---
            apiVersion: networking.istio.io/v1
            kind: ServiceEntry
            metadata: {name: bank-tls, namespace: shop}
            spec:
              hosts: [bank.example.com]
              ports: [{number: 8443, name: bank, protocol: HTTPS}]
              location: MESH_EXTERNAL
              resolution: DNS
            """,
            "https://istio.io/latest/docs/reference/config/analysis/ist0177/");

    /// A port of a host as one namespace sees it, or all (`*`).
    private record Port(String scope, String host, int number) {}

    private record Entry(Manifest object, String protocol) {}

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        var byPort = new LinkedHashMap<Port, List<Entry>>();
        for (var object : mesh.objects(Istio.NETWORKING, "ServiceEntry")) {
            for (var scope : scopes(object)) {
                for (var host : Istio.hosts(object)) {
                    for (var port : object.root().items("spec", "ports")) {
                        byPort.computeIfAbsent(
                                        new Port(
                                                scope,
                                                host,
                                                port.integer("number").orElse(0)),
                                        _ -> new ArrayList<>())
                                .add(new Entry(object, protocol(port)));
                    }
                }
            }
        }
        var reported = new LinkedHashMap<Source, Finding>();
        byPort.forEach((port, own) -> {
            var entries = new ArrayList<>(own);
            if (!port.scope().equals(ALL)) {
                entries.addAll(byPort.getOrDefault(new Port(ALL, port.host(), port.number()), List.of()));
            }
            var protocols = entries.stream().map(Entry::protocol).collect(Collectors.toCollection(TreeSet::new));
            if (protocols.size() > 1) {
                entries.forEach(entry -> reported.computeIfAbsent(
                        entry.object().where(), _ -> finding(entry.object(), port, entries, protocols)));
            }
        });
        return reported.values().stream();
    }

    /// The namespaces that see the entry, or all.
    private static Set<String> scopes(Manifest object) {
        var scopes = new LinkedHashSet<String>();
        Istio.exportTo(object).forEach(scope -> scopes.add(scope.equals(".") ? object.namespaceOrDefault() : scope));
        return scopes.isEmpty() || scopes.contains(ALL) ? Set.of(ALL) : scopes;
    }

    private static String protocol(Node port) {
        return port.text("protocol").orElse("").toUpperCase(Locale.ROOT);
    }

    private static Finding finding(Manifest object, Port port, List<Entry> entries, Set<String> protocols) {
        var names = entries.stream().map(entry -> entry.object().id()).collect(Collectors.toCollection(TreeSet::new));
        return Finding.of(
                INFO,
                object,
                object.where("metadata", "name"),
                "spec.ports",
                "port " + port.number() + " of " + port.host() + " is " + String.join(" and ", protocols) + " in "
                        + String.join(", ", names),
                INFO.fix());
    }
}
