package dev.meshwright.analysis.review;

import dev.meshwright.access.Membership;
import dev.meshwright.access.PeerModes;
import dev.meshwright.access.SidecarInjection;
import dev.meshwright.access.reach.Enrolment;
import dev.meshwright.access.reach.Matrix;
import dev.meshwright.access.reach.Matrix.Share;
import dev.meshwright.analysis.Finding.Certainty;
import dev.meshwright.analysis.Finding.EvidenceOf;
import dev.meshwright.analysis.review.WorkloadState.Guard;
import dev.meshwright.analysis.review.WorkloadState.MeshMode;
import dev.meshwright.analysis.review.WorkloadState.MutualTls;
import dev.meshwright.analysis.review.WorkloadState.Port;
import dev.meshwright.analysis.review.WorkloadState.WaypointState;
import dev.meshwright.manifest.Source;
import dev.meshwright.topology.Service;
import dev.meshwright.topology.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Says of each workload how it is in the mesh and takes calls.
final class WorkloadStates {
    private final ReviewView view;
    private final Map<String, List<Guard>> guards = new HashMap<>();
    private final Map<String, Matrix.Row> rows = new HashMap<>();

    /// @param policies what is known of the policies already
    WorkloadStates(ReviewView view, List<PolicyState> policies) {
        this.view = view;
        view.matrix().rows().forEach(row -> rows.put(row.to(), row));
        for (var policy : policies) {
            for (var place : policy.places()) {
                var guard = new Guard(policy.policy(), policy.action(), place.layer(), place.runs());
                workloads(place)
                        .forEach(id -> guards.computeIfAbsent(id, _ -> new ArrayList<>())
                                .add(guard));
            }
        }
    }

    /// A waypoint stands before Services, all others before workloads.
    private SequencedSet<String> workloads(PolicyState.Place place) {
        var ids = new LinkedHashSet<String>();
        for (var id : place.at()) {
            if (place.layer() == PolicyState.Layer.WAYPOINT) {
                view.service(id).map(Service::workloads).ifPresent(ids::addAll);
            } else {
                ids.add(id);
            }
        }
        return ids;
    }

    List<WorkloadState> of(Scope.Part scope) {
        return view.workloads().stream()
                .filter(scope::contains)
                .map(this::state)
                .toList();
    }

    private WorkloadState state(Workload workload) {
        var mode = view.mode(workload);
        return new WorkloadState(
                workload.id(),
                workload.kind(),
                mode,
                why(workload, mode),
                mode == MeshMode.GATEWAY ? List.of() : waypoints(workload),
                mutualTls(workload, 0),
                ports(workload),
                share(workload, Matrix.Row::plaintext),
                share(workload, Matrix.Row::identities),
                guards.getOrDefault(workload.id(), List.of()),
                view.isModeSaid(workload) ? Certainty.FACT : Certainty.INFERENCE,
                EvidenceOf.FILES,
                workload.where().file(),
                workload.where().line());
    }

    private Share share(Workload workload, Function<Matrix.Row, Share> caller) {
        return Optional.ofNullable(rows.get(workload.id())).map(caller).orElse(Share.NONE);
    }

    private List<Port> ports(Workload workload) {
        return view.ambient().ports(workload).stream()
                .filter(port -> port > 0)
                .map(port -> new Port(port, mutualTls(workload, port)))
                .toList();
    }

    private MutualTls mutualTls(Workload workload, int port) {
        if (view.mode(workload) == MeshMode.NONE) {
            return new MutualTls(
                    MutualTls.NONE,
                    "",
                    view.isModeSaid(workload) ? Certainty.FACT : Certainty.INFERENCE,
                    EvidenceOf.FILES,
                    workload.where().file(),
                    workload.where().line());
        }
        return mutualTls(view.peerMode(workload, port), workload.where());
    }

    private static MutualTls mutualTls(PeerModes.Effective effective, Source otherwise) {
        var by = effective.by();
        if (by == null) {
            // A policy that the input does not hold could still say otherwise.
            return new MutualTls(
                    effective.mode().name(),
                    "",
                    Certainty.INFERENCE,
                    EvidenceOf.DOCUMENTATION,
                    otherwise.file(),
                    otherwise.line());
        }
        @Nullable Source deciding = effective.where();
        var where = deciding == null ? by.object().where() : deciding;
        return new MutualTls(
                effective.mode().name(),
                "PeerAuthentication " + by.id(),
                Certainty.FACT,
                EvidenceOf.FILES,
                where.file(),
                where.line());
    }

    private List<WaypointState> waypoints(Workload workload) {
        var states = new LinkedHashSet<WaypointState>();
        var waypoints = view.ambient().waypoints();
        for (var service : view.ambient().servicesOf(workload)) {
            view.ambient()
                    .object(service)
                    .flatMap(waypoints::ofService)
                    .ifPresent(found -> states.add(waypoint(found, workload, "Service " + service.id())));
        }
        waypoints
                .ofPods(workload.namespace(), workload.labels())
                .ifPresent(found -> states.add(waypoint(found, workload, "pods of " + workload.id())));
        return List.copyOf(states);
    }

    private static WaypointState waypoint(Enrolment found, Workload workload, String own) {
        return new WaypointState(
                found.gateway(), found.state(), found.inherited() ? "Namespace " + workload.namespace() : own);
    }

    private String why(Workload workload, MeshMode mode) {
        var namespace = view.membership().labelsOf(workload.namespace());
        return switch (mode) {
            case GATEWAY -> "its labels make it a gateway";
            case AMBIENT -> by(workload, namespace, SidecarInjection.DATAPLANE_MODE);
            case SIDECAR -> {
                if (SidecarInjection.hasProxyContainer(workload)) {
                    yield "istio-proxy stands in the manifest";
                }
                if (!view.isModeSaid(workload)) {
                    yield "the input lacks Namespace " + workload.namespace() + "; a sidecar is taken for granted";
                }
                if (SidecarInjection.wish(workload).isPresent()) {
                    yield by(workload, Map.of(), SidecarInjection.INJECT);
                }
                yield by(
                        workload,
                        namespace,
                        namespace.containsKey(SidecarInjection.NAMESPACE_LABEL)
                                ? SidecarInjection.NAMESPACE_LABEL
                                : SidecarInjection.REVISION);
            }
            case NONE -> {
                if (workload.hostNetwork()) {
                    yield "its pods are on the host network";
                }
                yield view.membership().of(workload) == Membership.State.OUT
                        ? "its labels or those of Namespace " + workload.namespace() + " keep a proxy away"
                        : "neither it nor Namespace " + workload.namespace() + " asks for a proxy";
            }
        };
    }

    /// Which of both says it.
    private static String by(Workload workload, Map<String, String> namespace, String label) {
        var own = workload.labels().getOrDefault(label, workload.annotations().get(label));
        return own != null
                ? "its pods have " + label + "=" + own
                : "Namespace " + workload.namespace() + " has " + label + "=" + namespace.getOrDefault(label, "");
    }
}
