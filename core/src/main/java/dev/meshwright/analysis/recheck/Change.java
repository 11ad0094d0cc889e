package dev.meshwright.analysis.recheck;

import dev.meshwright.analysis.Finding;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.topology.Service;
import dev.meshwright.topology.Topology;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A change of the objects, and how far it can be seen.
final class Change {
    private final boolean everywhere;
    private final List<Manifest> added;
    private final Set<Subject> changed = new HashSet<>();
    private final Set<Subject> about = new HashSet<>();
    private final Set<String> services = new HashSet<>();
    private final List<Manifest> seen;
    private boolean changesCalls;

    /// What a finding is about.
    private record Subject(String kind, String namespace, String name, String file) {
        static Subject of(Manifest object) {
            return new Subject(
                    object.kind(),
                    object.namespace(),
                    object.name(),
                    object.where().file());
        }
    }

    /// @param everywhere whether anything may see it
    /// @param near what may see it
    /// @param seen what these look at, in the order of the input
    Change(boolean everywhere, List<Entry> removed, List<Entry> added, Collection<Entry> near, List<Manifest> seen) {
        this.everywhere = everywhere;
        this.added = added.stream().map(entry -> entry.object).toList();
        this.seen = seen;
        removed.forEach(entry -> changed.add(Subject.of(entry.object)));
        added.forEach(entry -> changed.add(Subject.of(entry.object)));
        about.addAll(changed);
        removed.forEach(entry -> services.add(entry.object.id()));
        for (var entry : near) {
            about.add(Subject.of(entry.object));
            services.add(entry.object.id());
        }
    }

    boolean isSeenFromEverywhere() {
        return everywhere;
    }

    List<Manifest> added() {
        return added;
    }

    /// What those that may see the change look at, in the order of the input.
    List<Manifest> seen() {
        return seen;
    }

    /// The Services and workloads (`namespace/name`) near the change.
    Set<String> services() {
        return services;
    }

    void compareCalls(Topology before, Topology now) {
        changesCalls = !before.edges().equals(now.edges())
                || (!before.services().equals(now.services()) && !ids(before).equals(ids(now)))
                || !before.warnings().equals(now.warnings());
    }

    private static List<String> ids(Topology topology) {
        return topology.services().stream().map(Service::id).toList();
    }

    boolean changesCalls() {
        return changesCalls;
    }

    boolean isChanged(Finding finding) {
        return contains(changed, finding);
    }

    /// Whether the finding is about something near the change, or about no object at all.
    boolean isAbout(Finding finding) {
        return finding.kind().isEmpty() || contains(about, finding);
    }

    boolean isAbout(Manifest object) {
        return about.contains(Subject.of(object));
    }

    private static boolean contains(Set<Subject> subjects, Finding finding) {
        return subjects.contains(new Subject(finding.kind(), finding.namespace(), finding.resource(), finding.file()));
    }
}
