package dev.meshwright.generate;

import static dev.meshwright.generate.Resource.map;

import dev.meshwright.generate.Generation.Omission;
import dev.meshwright.topology.ExternalCall;
import dev.meshwright.topology.Protocol;
import dev.meshwright.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// One ServiceEntry per host outside the cluster, seen only by the namespaces that call it.
final class ServiceEntries {
    private ServiceEntries() {}

    static void add(Topology topology, Existing existing, List<GeneratedFile> files, List<Omission> omissions) {
        var byHost = new TreeMap<String, List<ExternalCall>>();
        for (var call : topology.external()) {
            byHost.computeIfAbsent(call.host().toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
                    .add(call);
        }
        byHost.forEach((host, calls) -> {
            var reason = reasonAgainst(host, calls, existing);
            if (reason.isEmpty()) {
                files.add(file(host, calls));
            } else {
                omissions.add(new Omission(calls.getFirst().from(), "ServiceEntry", host + ": " + reason));
            }
        });
    }

    private static String reasonAgainst(String host, List<ExternalCall> calls, Existing existing) {
        if (!Names.isHost(host) || host.startsWith("*")) {
            return "is no DNS name that a ServiceEntry could carry";
        }
        var found = existing.serviceEntryOf(host)
                .or(() -> existing.nameTaken("ServiceEntry", namespaces(calls).getFirst(), host));
        if (found.isPresent()) {
            return found.get();
        }
        return ports(calls).isEmpty()
                ? "its port is not known, or not HTTP or TLS: without an address it would catch that port for all hosts"
                : "";
    }

    private static GeneratedFile file(String host, List<ExternalCall> calls) {
        var namespaces = namespaces(calls);
        var exportTo = new ArrayList<String>();
        exportTo.add(".");
        exportTo.addAll(namespaces.subList(1, namespaces.size()));
        var ports = new ArrayList<Object>();
        ports(calls)
                .forEach((port, protocol) -> ports.add(map(
                        "number", port, "name", protocol.toLowerCase(Locale.ROOT) + "-" + port, "protocol", protocol)));
        var callers = new TreeSet<String>();
        calls.forEach(call -> callers.add(call.from()));
        return new FileText("ServiceEntry of " + host + ", which is outside the cluster.")
                .note("  called by     " + String.join(", ", callers))
                .note("  protocol TLS  the application encrypts itself; the proxy sees the name, not the content")
                .note("  exportTo      only the namespaces that call it")
                .document(Resource.of(
                        "networking.istio.io/v1",
                        "ServiceEntry",
                        namespaces.getFirst(),
                        host,
                        map(
                                "hosts",
                                List.of(host),
                                "location",
                                "MESH_EXTERNAL",
                                "resolution",
                                "DNS",
                                "ports",
                                ports,
                                "exportTo",
                                exportTo)))
                .at(MeshFiles.FOLDER + "/service-entry-" + host + ".yaml");
    }

    private static NavigableMap<Integer, String> ports(List<ExternalCall> calls) {
        var ports = new TreeMap<Integer, String>();
        for (var call : calls) {
            if (call.port() == 443 || (call.protocol() == Protocol.TLS && call.port() > 0)) {
                ports.putIfAbsent(call.port(), "TLS");
            } else if (call.protocol().isHttp() && call.port() > 0) {
                ports.putIfAbsent(call.port(), call.protocol() == Protocol.GRPC ? "GRPC" : "HTTP");
            }
        }
        return ports;
    }

    private static List<String> namespaces(List<ExternalCall> calls) {
        var namespaces = new TreeSet<String>();
        calls.forEach(call ->
                namespaces.add(call.from().substring(0, Math.max(0, call.from().indexOf('/')))));
        return List.copyOf(namespaces);
    }
}
