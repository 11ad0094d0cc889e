package dev.meshwright.analysis.review;

import dev.meshwright.access.reach.Enrolment;
import dev.meshwright.analysis.review.PolicyState.Layer;
import dev.meshwright.analysis.review.PolicyState.Runs;
import dev.meshwright.analysis.review.Section.Rows;
import dev.meshwright.analysis.review.WorkloadState.MeshMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The workloads, those alike together: how they are in the mesh, who gets in, which policies guard them.
final class WorkloadSection {
    private final Review review;
    private final boolean all;

    private WorkloadSection(Review review, boolean all) {
        this.review = review;
        this.all = all;
    }

    static Section of(Review review, boolean all) {
        return new WorkloadSection(review, all).section();
    }

    private Section section() {
        var groups = new LinkedHashMap<List<String>, List<WorkloadState>>();
        for (var one : review.workloads()) {
            var key = List.of(
                    one.certainty().word(),
                    one.mode().word(),
                    waypoints(one),
                    mutualTls(one),
                    guards(one),
                    all ? one.workload() : "");
            groups.computeIfAbsent(key, _ -> new ArrayList<>()).add(one);
        }
        boolean isAlone = review.workloads().size() == 1;
        var rows = new Rows();
        groups.forEach((key, same) -> {
            var first = same.getFirst();
            var names = same.stream().map(WorkloadState::workload).toList();
            rows.add(
                    first.certainty(),
                    (names.size() == 1 ? "" : names.size() + " workloads: ") + Section.some(names)
                            + (all || isAlone || first.mode() == MeshMode.NONE ? " (" + why(first) + ")" : "")
                            + ": " + key.get(4),
                    names.size() == 1 ? Section.place(first.file(), first.line()) : "",
                    key.get(1),
                    key.get(2),
                    key.get(3));
        });
        return rows.section("Workloads", "", "mode", "waypoint", "mutual TLS", "workload and its policies");
    }

    private static String why(WorkloadState one) {
        return one.mtls().by().isEmpty()
                ? one.why()
                : one.why() + "; mutual TLS by " + one.mtls().by();
    }

    private static String waypoints(WorkloadState one) {
        if (one.waypoints().isEmpty()) {
            return one.mode() == MeshMode.AMBIENT ? "no waypoint" : "-";
        }
        return one.waypoints().stream()
                .map(waypoint -> waypoint.gateway()
                        + (waypoint.state() == Enrolment.State.BOUND
                                ? ""
                                : " ("
                                        + waypoint.state()
                                                .name()
                                                .toLowerCase(Locale.ROOT)
                                                .replace('_', ' ') + ")"))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static String mutualTls(WorkloadState one) {
        var exceptions = one.exceptions().stream()
                .map(port -> ", " + port.port() + " " + port.mtls().mode())
                .collect(Collectors.joining());
        return (one.mode() == MeshMode.NONE ? "plaintext" : one.mtls().mode())
                + (one.mode() != MeshMode.NONE && one.mtls().by().isEmpty() ? " (default)" : "")
                + exceptions;
    }

    /// `ALLOW at sidecar, DENY at ztunnel: never`.
    private static String guards(WorkloadState one) {
        if (one.policies().isEmpty()) {
            return "no policy, admits all";
        }
        return one.policies().stream()
                .map(guard -> guard.action()
                        + (guard.layer() == Layer.NOWHERE ? " " : " at ")
                        + guard.layer().word()
                        + (guard.runs() == Runs.AS_WRITTEN || guard.layer() == Layer.NOWHERE
                                ? ""
                                : " (" + guard.runs().word() + ")"))
                .distinct()
                .collect(Collectors.joining(", "));
    }
}
