package dev.meshwright.analysis.review;

import dev.meshwright.access.Access;
import dev.meshwright.access.AuthorizationPolicy;
import dev.meshwright.access.Membership;
import dev.meshwright.access.MeshSettings;
import dev.meshwright.access.PeerModes;
import dev.meshwright.access.reach.Matrix;
import dev.meshwright.access.reach.Reach;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.ambient.AmbientView;
import dev.meshwright.analysis.review.WorkloadState.MeshMode;
import dev.meshwright.manifest.Manifests;
import dev.meshwright.topology.Service;
import dev.meshwright.topology.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// The mesh as a review looks at it.
final class ReviewView {
    private final Mesh mesh;
    private final AmbientView ambient;
    private final Reach reach;
    private final Matrix matrix;
    private final SequencedMap<String, Workload> workloads = new LinkedHashMap<>();
    private final SequencedMap<String, Service> services = new LinkedHashMap<>();
    private final Map<String, List<Workload>> byNamespace = new HashMap<>();
    private final List<Workload> allWorkloads;
    private final List<Service> allServices;

    private ReviewView(Mesh mesh, AmbientView ambient) {
        this.mesh = mesh;
        this.ambient = ambient;
        this.reach = reachIn(mesh.manifests());
        this.matrix = reach.matrix();
        mesh.workloads().forEach(workload -> workloads.putIfAbsent(workload.id(), workload));
        mesh.topology().services().forEach(service -> services.putIfAbsent(service.id(), service));
        this.allWorkloads = List.copyOf(workloads.sequencedValues());
        this.allServices = List.copyOf(services.sequencedValues());
        allWorkloads.forEach(workload -> byNamespace
                .computeIfAbsent(workload.namespace(), _ -> new ArrayList<>())
                .add(workload));
    }

    static ReviewView of(Mesh mesh) {
        var ambient = AmbientView.of(mesh); // a view must not be made while another one is
        return mesh.view(ReviewView.class, one -> new ReviewView(one, ambient));
    }

    Mesh mesh() {
        return mesh;
    }

    AmbientView ambient() {
        return ambient;
    }

    Access access() {
        return ambient.access();
    }

    MeshSettings settings() {
        return ambient.settings();
    }

    Membership membership() {
        return ambient.membership();
    }

    Reach reach() {
        return reach;
    }

    /// Who reaches whom by the addresses of pods.
    Matrix matrix() {
        return matrix;
    }

    /// Who reaches whom in the same mesh with other objects.
    Reach reachIn(Manifests manifests) {
        return Reach.of(manifests, mesh.topology(), ambient.settings());
    }

    List<Workload> workloads() {
        return allWorkloads;
    }

    /// The workloads that a policy by selector or namespace is for, in the order of the topology.
    List<Workload> selected(AuthorizationPolicy policy) {
        if (policy.targetsRefs()) {
            return List.of();
        }
        var namespace = policy.namespace();
        var candidates = namespace.equals(settings().rootNamespace())
                ? allWorkloads
                : policy.selector().isEmpty()
                        ? byNamespace.getOrDefault(namespace, List.of())
                        : mesh.selected(namespace, policy.selector());
        return candidates.stream()
                .filter(workload -> policy.appliesTo(workload, settings()))
                .toList();
    }

    Optional<Workload> workload(String id) {
        return Optional.ofNullable(workloads.get(id));
    }

    List<Service> services() {
        return allServices;
    }

    Optional<Service> service(String id) {
        return Optional.ofNullable(services.get(id));
    }

    MeshMode mode(Workload workload) {
        if (workload.isGateway()) {
            return MeshMode.GATEWAY;
        }
        return switch (membership().proxyOf(workload)) {
            case SIDECAR -> MeshMode.SIDECAR;
            case ZTUNNEL -> MeshMode.AMBIENT;
            case NONE -> MeshMode.NONE;
        };
    }

    /// Whether the input says how the workload is in the mesh; else a sidecar is taken for granted.
    boolean isModeSaid(Workload workload) {
        return workload.isGateway()
                || membership().of(workload) != Membership.State.UNSAID
                || membership().knowsNamespace(workload.namespace());
    }

    /// The mode of mutual TLS of a port of the pods, 0 for those without one of their own; for pods with a proxy.
    PeerModes.Effective peerMode(Workload workload, int port) {
        var modes = access().peerModes();
        return mode(workload) == MeshMode.AMBIENT ? modes.ofAmbient(workload, port) : modes.of(workload, port);
    }
}
