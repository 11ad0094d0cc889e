package dev.meshwright.analysis.review;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.meshwright.access.reach.Matrix.Share;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Finding.Certainty;
import dev.meshwright.analysis.Finding.EvidenceOf;
import dev.meshwright.analysis.Finding.Fault;
import dev.meshwright.analysis.Severity;
import dev.meshwright.topology.diff.MapDiff;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// What a change does to a mesh.
///
/// @param objects that came, went or are not the same, the most dangerous first
/// @param modes workloads that take calls in another way
/// @param opened who reaches whom now, and did not before
/// @param closed who does not reach whom any more
/// @param breaks known calls that no longer get through, and new ones that never do
/// @param mends known calls that get through again
/// @param weakened known calls that lose mutual TLS on some way
/// @param blast how far it goes
/// @param newFindings the worst first
/// @param goneFindings what nobody finds any more
/// @param map how the map of calls differs
public record Change(
        Blast blast,
        List<ObjectChange> objects,
        List<ModeChange> modes,
        List<CallChange> breaks,
        List<CallChange> weakened,
        List<CallChange> mends,
        List<ReachChange> opened,
        List<ReachChange> closed,
        List<Finding> newFindings,
        List<Fault> goneFindings,
        MapDiff map) {

    public Change {
        objects = List.copyOf(objects);
        modes = List.copyOf(modes);
        breaks = List.copyOf(breaks);
        weakened = List.copyOf(weakened);
        mends = List.copyOf(mends);
        opened = List.copyOf(opened);
        closed = List.copyOf(closed);
        newFindings = List.copyOf(newFindings);
        goneFindings = List.copyOf(goneFindings);
    }

    /// How far a change goes.
    ///
    /// @param touched workloads that take calls in another way, are reached by others, or are changed themselves
    /// @param workloads how many there are in all
    /// @param dependents services that call what is touched, directly or through others, without being touched
    public record Blast(List<String> touched, int workloads, List<String> dependents, Certainty certainty) {
        public Blast {
            touched = List.copyOf(touched);
            dependents = List.copyOf(dependents);
        }
    }

    /// What became of an object.
    public enum How {
        ADDED,
        REMOVED,
        CHANGED;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// An object that is not as it was.
    ///
    /// @param object kind and `namespace/name`
    /// @param means what that does to the mesh; "" where the object's own fields say it all
    /// @param fields that differ; empty where it was added or removed
    public record ObjectChange(
            Severity severity,
            How how,
            String object,
            String means,
            List<Field> fields,
            Certainty certainty,
            EvidenceOf evidence,
            String file,
            int line) {
        public ObjectChange {
            fields = List.copyOf(fields);
        }
    }

    /// A value within an object.
    ///
    /// @param before, after "" where there is none, or where it is not to be shown; shortened where it is long
    public record Field(String path, String before, String after) {}

    /// How a workload takes calls.
    ///
    /// @param port 0 for all that have no mode of their own
    /// @param before, after mesh mode and mutual TLS: `sidecar, STRICT`
    public record ModeChange(
            Severity severity,
            String workload,
            int port,
            String before,
            String after,
            String by,
            Certainty certainty,
            EvidenceOf evidence,
            String file,
            int line) {}

    /// A known call.
    ///
    /// @param before, after whether it gets through, or the percentage of its ways with mutual TLS
    public record CallChange(
            Severity severity,
            String from,
            String to,
            int port,
            String before,
            String after,
            String why,
            Certainty certainty,
            EvidenceOf evidence,
            String file,
            int line) {}

    /// Who reaches a workload by the addresses of its pods.
    ///
    /// @param from a workload, `plaintext`, or [#ANYONE]
    public record ReachChange(
            Severity severity,
            String from,
            String to,
            Share before,
            Share after,
            Certainty certainty,
            EvidenceOf evidence) {
        /// Every identity of the mesh that is not listed by name.
        public static final String ANYONE = "any workload of the mesh";
    }

    /// Whether the PeerAuthentication of the whole mesh is among what changed.
    boolean isOfMeshWide() {
        return objects.stream()
                .anyMatch(object -> object.severity() == Severity.CRITICAL
                        && object.object().startsWith("PeerAuthentication "));
    }

    boolean isAtLeast(Severity level) {
        return Stream.of(
                        objects.stream().map(ObjectChange::severity),
                        modes.stream().map(ModeChange::severity),
                        breaks.stream().map(CallChange::severity),
                        weakened.stream().map(CallChange::severity),
                        opened.stream().map(ReachChange::severity))
                .flatMap(severities -> severities)
                .anyMatch(severity -> severity.isAtLeast(level));
    }
}
