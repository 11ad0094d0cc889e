package dev.meshwright.topology;

import dev.meshwright.topology.source.SourceFile;
import dev.meshwright.topology.source.SourceTrees;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Calls that no address shows: source code has a client of a gRPC service that another workload's code implements.
final class GrpcCalls {
    private final SourceTrees sources;
    private final SourceOwners sourceOwners;
    private final Owners owners;
    private final Map<String, Service> services = new HashMap<>();

    private GrpcCalls(SourceTrees sources, SourceOwners sourceOwners, Owners owners, List<Service> services) {
        this.sources = sources;
        this.sourceOwners = sourceOwners;
        this.owners = owners;
        services.forEach(service -> this.services.put(service.id(), service));
    }

    static List<Call> of(SourceTrees sources, SourceOwners sourceOwners, Owners owners, List<Service> services) {
        return new GrpcCalls(sources, sourceOwners, owners, services).calls();
    }

    /// Clients of a gRPC service that exactly one other service implements.
    private List<Call> calls() {
        Map<String, Set<String>> implementers = new HashMap<>();
        for (var file : sources.files()) {
            for (var server : file.grpcServers()) {
                sourceOwners
                        .of(file.path())
                        .forEach(workload -> implementers
                                .computeIfAbsent(server.service(), _ -> new TreeSet<>())
                                .add(owners.of(workload)));
            }
        }
        var calls = new ArrayList<Call>();
        for (var file : sources.files()) {
            for (var client : file.grpcClients()) {
                var servers = implementers.getOrDefault(client.service(), Set.of());
                if (servers.size() == 1) {
                    grpcCall(file, client, servers.iterator().next()).ifPresent(calls::add);
                }
            }
        }
        return calls;
    }

    private Optional<Call> grpcCall(SourceFile file, SourceFile.Grpc client, String server) {
        var callers =
                sourceOwners.of(file.path()).stream().map(owners::of).distinct().toList();
        var to = services.get(server);
        if (callers.size() != 1 || callers.getFirst().equals(server) || to == null || to.isWorkloadOnly()) {
            return Optional.empty();
        }
        return Optional.of(new Call(
                callers.getFirst(),
                to,
                grpcPort(to),
                new Address("grpc", to.name(), 0, Address.Form.CLEAR),
                Edge.Confidence.SOURCE,
                new Evidence(file.path(), client.line(), Setting.SOURCE, client.text()),
                SettingKey.of("")));
    }

    /// The only port, or the only one that says that it speaks gRPC.
    private static int grpcPort(Service service) {
        var ports = service.ports().size() == 1
                ? service.ports()
                : service.ports().stream()
                        .filter(port -> port.protocol() == Protocol.GRPC)
                        .toList();
        return ports.size() == 1 ? ports.getFirst().port() : 0;
    }
}
