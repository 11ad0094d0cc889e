package dev.meshwright.posture.envoy;

import dev.meshwright.analysis.Severity;
import dev.meshwright.posture.Certificates;
import dev.meshwright.posture.Mismatch;
import dev.meshwright.posture.MismatchCode;
import dev.meshwright.posture.ProxyState;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Holds the views of one proxy against each other: what it lists as listeners, clusters and certificates has to be
/// what its dump holds.
final class Views {
    private final EnvoyDump dump;
    private final ProxyState state;
    private final List<Mismatch> mismatches = new ArrayList<>();

    Views(EnvoyDump dump, ProxyState state) {
        this.dump = dump;
        this.state = state;
    }

    /// @param roots the mesh's roots; empty where they are not known
    List<Mismatch> compare(List<X509Certificate> roots) {
        compareListeners();
        compareClusters();
        compareCertificates(roots);
        compareNodes();
        compareInlineRoutes();
        return mismatches;
    }

    private void disagree(String resource, String dumped, String listed, String message) {
        mismatches.add(Mismatch.of(MismatchCode.VIEWS_DISAGREE, resource, dumped, listed, message));
    }

    private void compareListeners() {
        if (!state.listeners().has("listener_statuses") || !dump.holds("listener")) {
            return;
        }
        var dumped = new TreeMap<String, Set<String>>();
        Stream.of("listener", "static-listener", "draining-listener")
                .flatMap(dump::ofKind)
                .forEach(one -> dumped.computeIfAbsent(one.name(), _ -> new HashSet<>())
                        .add(one.config().path("address").toString()));
        var listed = new TreeSet<String>();
        for (var status : state.listeners().path("listener_statuses")) {
            var name = status.path("name").asString("");
            var address = status.path("local_address");
            listed.add(name);
            var known = dumped.get(name);
            if (known == null) {
                disagree("listener/" + name, "", Difference.shown(address), "a listener that the dump does not show");
            } else if (address.has("socket_address") && !known.contains(address.toString())) {
                disagree(
                        "listener/" + name,
                        String.join(", ", known),
                        address.toString(),
                        "it listens on another address than the dump shows");
            }
        }
        for (var kind : List.of("listener", "static-listener")) {
            dump.ofKind(kind)
                    .filter(one -> !listed.contains(one.name()))
                    .forEach(one -> disagree(
                            "listener/" + one.name(),
                            one.name(),
                            "",
                            "a listener of the dump that the proxy does not list"));
        }
    }

    private void compareClusters() {
        if (!state.clusters().has("cluster_statuses") || !dump.holds("cluster")) {
            return;
        }
        var dumped = Stream.of("cluster", "static-cluster", "warming-cluster")
                .flatMap(dump::ofKind)
                .map(Resource::name)
                .collect(Collectors.toSet());
        var listed = new TreeSet<String>();
        for (var status : state.clusters().path("cluster_statuses")) {
            var name = status.path("name").asString("");
            listed.add(name);
            if (!dumped.contains(name)) {
                disagree("cluster/" + name, "", name, "a destination that the dump does not show");
            } else if (name.startsWith("outbound|")) {
                compareHosts(name, status);
            }
        }
        dump.ofKind("cluster")
                .filter(one -> !listed.contains(one.name()))
                .forEach(one ->
                        disagree(one.id(), one.name(), "", "a destination of the dump that the proxy does not list"));
    }

    private void compareHosts(String name, JsonNode status) {
        var dumped = new TreeSet<String>();
        var endpoints = dump.named("endpoint", name);
        if (endpoints.isEmpty()) {
            return;
        }
        for (var group : endpoints.get().config().path("endpoints")) {
            for (var endpoint : group.path("lb_endpoints")) {
                dumped.add(endpoint.path("endpoint").path("address").toString());
            }
        }
        var listed = new TreeSet<String>();
        for (var host : status.path("host_statuses")) {
            listed.add(host.path("address").toString());
        }
        if (!dumped.equals(listed)) {
            disagree(
                    "endpoint/" + name,
                    String.join(", ", dumped),
                    String.join(", ", listed),
                    "the instances that the proxy lists are not those of the dump");
        }
    }

    private void compareCertificates(List<X509Certificate> roots) {
        if (!state.certs().has("certificates")) {
            return;
        }
        var chains = serials("certificate_chain");
        var trusted = serials("trusted_ca");
        roots.forEach(root -> trusted.add(Certificates.serial(root)));
        for (var context : state.certs().path("certificates")) {
            for (var root : context.path("ca_cert")) {
                if (!trusted.isEmpty() && !trusted.contains(serial(root))) {
                    disagree(
                            "secret/ROOTCA",
                            String.join(", ", trusted),
                            serial(root),
                            "a root is in use that the dump does not show");
                }
            }
            var leaf = context.path("cert_chain").path(0);
            if (!chains.isEmpty() && !leaf.isMissingNode() && !chains.contains(serial(leaf))) {
                compareLeaf(leaf);
            }
        }
    }

    /// A certificate that was renewed between the two views is no lie.
    private void compareLeaf(JsonNode leaf) {
        var names = new TreeSet<String>();
        leaf.path("subject_alt_names")
                .forEach(name ->
                        names.add(name.path("uri").asString(name.path("dns").asString(""))));
        var dumped = new TreeSet<String>();
        dump.ofKind("secret")
                .flatMap(secret -> certificates(secret, "certificate_chain"))
                .forEach(certificate -> dumped.addAll(Certificates.uris(certificate)));
        var mismatch = Mismatch.of(
                MismatchCode.VIEWS_DISAGREE,
                "secret/default",
                String.join(", ", dumped),
                String.join(", ", names) + " " + serial(leaf),
                "a certificate is in use that the dump does not show");
        mismatches.add(dumped.containsAll(names) ? mismatch.withSeverity(Severity.INFO) : mismatch);
    }

    private static String serial(JsonNode certificate) {
        return certificate.path("serial_number").asString("").replaceFirst("^0+(?=.)", "");
    }

    private Set<String> serials(String field) {
        var serials = new TreeSet<String>();
        dump.ofKind("secret")
                .flatMap(secret -> certificates(secret, field))
                .forEach(certificate -> serials.add(Certificates.serial(certificate)));
        return serials;
    }

    private static Stream<X509Certificate> certificates(Resource secret, String field) {
        return secret.config().findValues(field).stream()
                .flatMap(source -> Certificates.text(source).stream())
                .flatMap(text -> Certificates.read(text).stream());
    }

    private void compareNodes() {
        var dumped = dump.bootstrap().path("node").path("id").asString("");
        var told = state.serverInfo().path("node").path("id").asString("");
        if (!dumped.isEmpty() && !told.isEmpty() && !dumped.equals(told)) {
            disagree("bootstrap/rest", dumped, told, "the proxy gives two names of itself");
        }
    }

    /// Routes that are part of a listener are shown a second time by themselves.
    private void compareInlineRoutes() {
        if (dump.ofKind("draining-listener").findAny().isPresent()) {
            return;
        }
        var inListeners = new HashSet<JsonNode>();
        Stream.of("listener", "static-listener", "warming-listener")
                .flatMap(dump::ofKind)
                .flatMap(one -> one.config().findValues("route_config").stream())
                .forEach(routes -> inListeners.add(withoutType(routes)));
        dump.ofKind("inline-route")
                .filter(one -> !inListeners.contains(withoutType(one.config())))
                .forEach(one -> disagree(
                        "route/" + one.name(),
                        "",
                        Difference.shown(one.config()),
                        "routes that are part of no listener of the dump"));
    }

    private static JsonNode withoutType(JsonNode routes) {
        var copy = Message.of();
        routes.properties().forEach(field -> {
            if (!field.getKey().equals("@type")) {
                copy.set(field.getKey(), field.getValue());
            }
        });
        return copy;
    }
}
