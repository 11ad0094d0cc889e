package dev.meshwright.access.reach;

import dev.meshwright.access.Access;
import dev.meshwright.access.Enforced;
import dev.meshwright.access.Inbound;
import dev.meshwright.access.Membership;
import dev.meshwright.access.MeshSettings;
import dev.meshwright.access.RequestAuthentications;
import dev.meshwright.manifest.Manifests;
import dev.meshwright.topology.Protocol;
import dev.meshwright.topology.Topology;
import dev.meshwright.topology.Workload;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a mesh decides who gets in: every port of every workload's pods, and every waypoint before a Service. Gateways
/// are no doors, because everyone outside may call them.
public final class Doors {
    private static final Collection<String> NOBODY = List.of();

    private final Names names;
    private final Membership membership;
    private final Access access;
    private final RequestAuthentications authentications;
    private final Waypoints waypoints;
    private final MeshSettings settings;
    private final Topology topology;

    /// One place where it is decided.
    ///
    /// @param to `namespace/name` of the workload, or of the Service behind a waypoint
    /// @param at who decides: `sidecar`, `ztunnel`, `waypoint`, or `no proxy`
    /// @param port of the pods, or of the Service; 0 for any, where nothing declares one
    /// @param issuers whose tokens are checked
    public record Door(String to, String at, int port, Inbound inbound, Enforced enforced, List<String> issuers) {
        public Door {
            issuers = List.copyOf(issuers);
        }
    }

    /// Someone who may come to a door.
    ///
    /// @param workload `namespace/name`
    /// @param peer the URI of its certificate; null where it has none
    public record Visitor(String workload, @Nullable String peer) {}

    private Doors(Manifests manifests, Topology topology, MeshSettings settings) {
        this.topology = topology;
        this.settings = settings;
        this.membership = Membership.of(manifests);
        this.names = new Names(topology, manifests, membership, settings);
        this.access = Access.of(manifests, settings);
        this.authentications = new RequestAuthentications(manifests, settings);
        this.waypoints = new Waypoints(manifests, membership);
    }

    public static Doors of(Manifests manifests, Topology topology, MeshSettings settings) {
        return new Doors(manifests, topology, settings);
    }

    public MeshSettings settings() {
        return settings;
    }

    /// The doors, first those of workloads, in the order of the topology.
    public List<Door> all() {
        var doors = new ArrayList<Door>();
        for (var workload : names.workloads()) {
            if (!workload.isGateway() && !workload.isJob()) {
                var ports = names.podPorts(workload);
                (ports.isEmpty() ? List.of(0) : ports).forEach(port -> doors.add(door(workload, port)));
            }
        }
        for (var service : topology.services()) {
            waypoints
                    .before(service.namespace(), service.id())
                    .ifPresent(waypoint -> service.ports().stream()
                            .filter(port -> port.protocol() != Protocol.UDP)
                            .forEach(port -> {
                                boolean http = Names.isHttp(port);
                                var inbound = access.atWaypoint(waypoint, http);
                                var issuers =
                                        http ? RequestAuthentications.issuers(authentications.of(waypoint)) : NOBODY;
                                doors.add(new Door(
                                        service.id(),
                                        "waypoint",
                                        port.port(),
                                        inbound,
                                        inbound.enforced(http),
                                        List.copyOf(issuers)));
                            }));
        }
        return doors;
    }

    private Door door(Workload workload, int port) {
        boolean http = names.isHttp(workload, port);
        return switch (membership.proxyOf(workload)) {
            case SIDECAR -> {
                var inbound = access.atSidecar(workload, port, http);
                var issuers = http ? RequestAuthentications.issuers(authentications.of(workload)) : NOBODY;
                yield new Door(workload.id(), "sidecar", port, inbound, inbound.enforced(http), List.copyOf(issuers));
            }
            case ZTUNNEL -> {
                var inbound = access.atZtunnel(workload, port);
                yield new Door(workload.id(), "ztunnel", port, inbound, inbound.enforced(false), List.of());
            }
            case NONE ->
                new Door(
                        workload.id(),
                        "no proxy",
                        port,
                        Inbound.open(),
                        Inbound.open().enforced(http),
                        List.of());
        };
    }

    /// Everyone who runs in the mesh, in the order of the topology.
    public List<Visitor> visitors() {
        return names.workloads().stream()
                .map(names::pods)
                .map(pods -> new Visitor(pods.workload().id(), pods.shown().peer()))
                .toList();
    }
}
