package dev.meshwright.analysis.review;

import dev.meshwright.access.Caller;
import dev.meshwright.access.reach.Matrix;
import dev.meshwright.access.reach.Matrix.Row;
import dev.meshwright.access.reach.Matrix.Share;
import dev.meshwright.analysis.Finding.Certainty;
import dev.meshwright.analysis.Finding.EvidenceOf;
import dev.meshwright.analysis.Severity;
import dev.meshwright.analysis.review.Change.ReachChange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Who reaches whom now and did not before, and the other way around: two matrices, row by row. Callers whom neither
/// row
/// names are told once, together. Workloads that are new are told by the map.
final class ReachChanges {
    private final ReviewView after;
    private final Scope.Part scope;
    private final Matrix fresh;
    private final Map<String, Integer> before = new HashMap<>();
    private final Map<String, Integer> now = new HashMap<>();
    private final Map<Both, Set<String>> byGroups = new LinkedHashMap<>();
    private final Set<String> moved = new TreeSet<>();

    /// The group of a caller in both matrices.
    private record Both(int before, int now) {}

    private ReachChanges(Matrix old, Matrix fresh, ReviewView after, Scope.Part scope) {
        this.after = after;
        this.scope = scope;
        this.fresh = fresh;
        old.callers().forEach(caller -> before.put(caller.from(), caller.group()));
        fresh.callers().forEach(caller -> now.put(caller.from(), caller.group()));
        now.forEach((caller, group) -> {
            if (before.containsKey(caller)) {
                var groups = new Both(before.get(caller), group);
                byGroups.computeIfAbsent(groups, _ -> new TreeSet<>()).add(caller);
                boolean hadIdentity = old.groups().get(groups.before()).hasIdentity();
                if (hadIdentity != fresh.groups().get(group).hasIdentity()) {
                    moved.add(caller);
                }
            }
        });
    }

    /// All pairs of which another part of requests gets through, by callee and caller.
    static List<ReachChange> between(ReviewView before, ReviewView after, Scope.Part scope) {
        var old = before.matrix();
        var fresh = after.matrix();
        var changes = new ReachChanges(old, fresh, after, scope);
        var rows = new HashMap<String, Row>();
        old.rows().forEach(row -> rows.put(row.to(), row));
        return fresh.rows().stream()
                .flatMap(row ->
                        rows.containsKey(row.to()) ? changes.between(rows.get(row.to()), row).stream() : Stream.empty())
                .toList();
    }

    /// The callers of groups that change otherwise than anyone does.
    private Set<String> changed(Row old, Row fresh) {
        var callers = new TreeSet<String>();
        byGroups.forEach((groups, members) -> {
            var first = old.others().get(groups.before());
            var second = fresh.others().get(groups.now());
            boolean hasIdentity = this.fresh.groups().get(groups.now()).hasIdentity();
            if (first != second && (first != anyone(old, hasIdentity) || second != anyone(fresh, hasIdentity))) {
                callers.addAll(members);
            }
        });
        return callers;
    }

    private List<ReachChange> between(Row old, Row fresh) {
        var was = named(old);
        var is = named(fresh);
        var changes = new ArrayList<ReachChange>();
        boolean isOwn = after.workload(fresh.to()).filter(scope::contains).isPresent();
        if (isOwn) {
            add(changes, Caller.PLAINTEXT, fresh.to(), old.plaintext(), fresh.plaintext());
            add(changes, ReachChange.ANYONE, fresh.to(), old.identities(), fresh.identities());
        }
        var callers = new TreeSet<>(was.keySet());
        callers.addAll(is.keySet());
        callers.addAll(moved);
        callers.addAll(changed(old, fresh));
        callers.remove(fresh.to());
        for (var caller : callers) {
            if (!now.containsKey(caller)
                    || !(isOwn || after.workload(caller).filter(scope::contains).isPresent())) {
                continue;
            }
            var first = before.containsKey(caller)
                    ? was.getOrDefault(caller, old.others().get(before.get(caller)))
                    : Share.NONE;
            var second = is.getOrDefault(caller, fresh.others().get(now.get(caller)));
            boolean hasIdentity = this.fresh.groups().get(now.get(caller)).hasIdentity();
            boolean isTold = isOwn
                    && before.containsKey(caller)
                    && first == anyone(old, hasIdentity)
                    && second == anyone(fresh, hasIdentity);
            if (!isTold) {
                add(changes, caller, fresh.to(), first, second);
            }
        }
        return changes;
    }

    private static Share anyone(Row row, boolean hasIdentity) {
        return hasIdentity ? row.identities() : row.plaintext();
    }

    private static Map<String, Share> named(Row row) {
        var named = new HashMap<String, Share>();
        row.named().forEach(cell -> named.put(cell.from(), cell.share()));
        return named;
    }

    private void add(List<ReachChange> changes, String from, String to, Share was, Share is) {
        if (was == is) {
            return;
        }
        boolean isOpen = is.compareTo(was) > 0;
        boolean isUnknown = from.equals(Caller.PLAINTEXT) || from.equals(ReachChange.ANYONE);
        changes.add(new ReachChange(
                !isOpen ? Severity.INFO : isUnknown ? Severity.ERROR : Severity.WARNING,
                from,
                to,
                was,
                is,
                after.workload(to).filter(after::isModeSaid).isPresent() ? Certainty.FACT : Certainty.INFERENCE,
                EvidenceOf.FILES));
    }
}
