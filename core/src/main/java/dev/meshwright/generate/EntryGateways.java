package dev.meshwright.generate;

import static dev.meshwright.generate.Resource.map;

import dev.meshwright.generate.Generation.Omission;
import dev.meshwright.intent.Entrances;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Manifests;
import dev.meshwright.manifest.Node;
import dev.meshwright.topology.Service;
import dev.meshwright.topology.Topology;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// For each Ingress that a controller outside the mesh serves: the Gateway that could take its place, with the routes
/// bound to it. The Ingress keeps working until the DNS name points to the gateway.
final class EntryGateways {
    private final Topology topology;
    private final Existing existing;
    private final Entrances entrances;

    EntryGateways(Topology topology, Existing existing, Entrances entrances) {
        this.topology = topology;
        this.existing = existing;
        this.entrances = entrances;
    }

    void add(Manifests manifests, List<GeneratedFile> files, List<Omission> omissions) {
        manifests.ofKind("networking.k8s.io", "Ingress").forEach(ingress -> {
            var hosts = hosts(ingress);
            var reason = reasonAgainst(ingress, hosts.keySet().stream().toList());
            if (reason.isEmpty()) {
                files.add(file(ingress, hosts));
            } else {
                omissions.add(new Omission(ingress.id(), "Gateway", reason));
            }
        });
    }

    private String reasonAgainst(Manifest ingress, List<String> hosts) {
        if (!Names.isLabel(ingress.name()) || !Names.isLabel(ingress.namespaceOrDefault())) {
            return "its name is no DNS label";
        }
        if (!entrances.isOutside(ingress)) {
            return "the Ingress is served by the mesh's own gateway already; a Gateway for its hosts would double it";
        }
        if (entrances.identities().isEmpty()) {
            return "no ingress gateway of the mesh is known (ingressGateways in the intent)";
        }
        if (hosts.isEmpty()) {
            return "the Ingress names no host";
        }
        var name = ingress.name();
        return existing.nameTaken("Gateway", ingress.namespaceOrDefault(), name)
                .or(() -> existing.nameTaken("VirtualService", ingress.namespaceOrDefault(), name + "-entry"))
                .or(() -> hosts.stream()
                        .filter(existing::hasGatewayFor)
                        .findFirst()
                        .map(host -> "a Gateway for " + host + " exists"))
                .orElse("");
    }

    /// The routes of each host that is a DNS name.
    private NavigableMap<String, List<SequencedMap<String, Object>>> hosts(Manifest ingress) {
        var hosts = new TreeMap<String, List<Path>>();
        for (var rule : ingress.root().items("spec", "rules")) {
            var host = rule.text("host").filter(Names::isHost);
            host.ifPresent(
                    name -> hosts.computeIfAbsent(name, _ -> new ArrayList<>()).addAll(paths(ingress, rule)));
        }
        var routes = new TreeMap<String, List<SequencedMap<String, Object>>>();
        hosts.forEach((host, paths) -> {
            paths.sort(Comparator.comparingInt((Path path) -> -path.path().length()));
            if (!paths.isEmpty()) {
                routes.put(host, paths.stream().map(EntryGateways::route).toList());
            }
        });
        return routes;
    }

    private record Path(String path, boolean exact, Service service, int port) {}

    private List<Path> paths(Manifest ingress, Node rule) {
        var paths = new ArrayList<Path>();
        for (var node : rule.items("http", "paths")) {
            var id = ingress.namespaceOrDefault() + "/"
                    + node.text("backend", "service", "name").orElse("");
            var number = node.text("backend", "service", "port", "number");
            var name = node.text("backend", "service", "port", "name");
            topology.service(id)
                    .ifPresent(service -> service.ports().stream()
                            .filter(port -> number.map(n -> n.equals("" + port.port()))
                                            .orElse(false)
                                    || name.map(n -> n.equals(port.name())).orElse(false))
                            .findFirst()
                            .ifPresent(port -> paths.add(new Path(
                                    node.text("path").orElse("/"),
                                    node.text("pathType").orElse("").equals("Exact"),
                                    service,
                                    port.port()))));
        }
        return paths;
    }

    private static SequencedMap<String, Object> route(Path path) {
        var route = map();
        var base =
                path.path().endsWith("/") ? path.path().substring(0, path.path().length() - 1) : path.path();
        if (path.exact()) {
            route.put("match", List.of(map("uri", map("exact", path.path()))));
        } else if (!base.isEmpty()) {
            // Istio's prefix is one of characters, an Ingress means whole segments.
            route.put("match", List.of(map("uri", map("exact", base)), map("uri", map("prefix", base + "/"))));
        }
        route.put(
                "route",
                List.of(map("destination", map("host", path.service().host(), "port", map("number", path.port())))));
        route.put("retries", map("attempts", 0));
        return route;
    }

    private GeneratedFile file(Manifest ingress, NavigableMap<String, List<SequencedMap<String, Object>>> hosts) {
        var namespace = ingress.namespaceOrDefault();
        var name = ingress.name();
        var servers = new ArrayList<Object>();
        servers.add(map(
                "port", map("number", 80, "name", "http", "protocol", "HTTP"), "hosts", List.copyOf(hosts.keySet())));
        int tls = 0;
        for (var node : ingress.root().items("spec", "tls")) {
            var secured = new TreeSet<String>();
            node.items("hosts")
                    .forEach(host -> host.text().filter(hosts::containsKey).ifPresent(secured::add));
            var secret = node.text("secretName");
            if (secret.isPresent() && !secured.isEmpty()) {
                servers.add(map(
                        "port",
                        map("number", 443, "name", "https-" + tls++, "protocol", "HTTPS"),
                        "hosts",
                        List.copyOf(secured),
                        "tls",
                        map("mode", "SIMPLE", "credentialName", secret.get())));
            }
        }
        var file = new FileText("Gateway that can take the place of the Ingress " + ingress.id() + ".")
                .note(
                        "The Ingress keeps working beside it: move the DNS name to the gateway when it is proven, then delete")
                .note("the Ingress, and with it the plaintext port that it needs.")
                .note("  credentialName   the Secret must be in the namespace of the ingress gateway")
                .note("  retries 0        the services behind it have their own")
                .document(Resource.of(
                        "networking.istio.io/v1",
                        "Gateway",
                        namespace,
                        name,
                        map("selector", entrances.gatewayLabels(), "servers", servers)));
        hosts.forEach((host, routes) -> file.document(Resource.of(
                "networking.istio.io/v1",
                "VirtualService",
                namespace,
                hosts.size() == 1 ? name + "-entry" : name + "-entry-" + host.replace('*', 'x'),
                map("hosts", List.of(host), "gateways", List.of(namespace + "/" + name), "http", routes))));
        return file.at(MeshFiles.FOLDER + "/entry-" + namespace + "." + name + ".yaml");
    }
}
