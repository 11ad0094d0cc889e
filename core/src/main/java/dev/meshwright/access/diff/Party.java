package dev.meshwright.access.diff;

import dev.meshwright.access.Caller;
import dev.meshwright.access.condition.Condition;
import dev.meshwright.access.condition.Field;
import dev.meshwright.access.condition.TextPattern;
import dev.meshwright.access.diff.AccessDiff.Change;
import dev.meshwright.access.reach.Doors;
import dev.meshwright.access.reach.Doors.Visitor;
import dev.meshwright.access.symbolic.Space;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Everyone who may call, before and after a change.
final class Party {
    private final SequencedMap<Identities, List<String>> workloads = new LinkedHashMap<>();
    private final TreeSet<String> trustDomains = new TreeSet<>();
    private final SequencedSet<Identities> moved = new LinkedHashSet<>();
    private final List<Identities> identified = new ArrayList<>();
    private final Map<String, List<Identities>> byPeer = new HashMap<>();

    /// All workloads with a certificate.
    private final List<String> anyone = new ArrayList<>();

    /// Who somebody is; null for a caller without a certificate.
    record Identities(@Nullable String before, @Nullable String after) {}

    /// Callers that nothing tells apart.
    ///
    /// @param before the URI of their certificate; null where they have none
    /// @param names as [Change#callers]
    record Group(@Nullable String before, @Nullable String after, List<String> names) {}

    Party(Doors before, Doors after) {
        var olds = byWorkload(before.visitors());
        var news = byWorkload(after.visitors());
        news.forEach((name, visitor) -> add(name, olds.getOrDefault(name, visitor), visitor));
        olds.forEach((name, visitor) -> {
            if (!news.containsKey(name)) {
                add(name, visitor, visitor);
            }
        });
        workloads.forEach(this::index);
        for (var settings : List.of(before.settings(), after.settings())) {
            trustDomains.add(settings.trustDomain());
            trustDomains.addAll(settings.trustDomainAliases());
        }
    }

    private void index(Identities who, List<String> names) {
        if (!Objects.equals(who.before(), who.after())) {
            moved.add(who);
        }
        if (who.before() != null || who.after() != null) {
            identified.add(who);
        }
        if (who.after() != null) {
            anyone.addAll(names);
            byPeer.computeIfAbsent(who.after(), _ -> new ArrayList<>()).add(who);
        }
    }

    private static SequencedMap<String, Visitor> byWorkload(List<Visitor> visitors) {
        var byWorkload = new LinkedHashMap<String, Visitor>();
        visitors.forEach(visitor -> byWorkload.putIfAbsent(visitor.workload(), visitor));
        return byWorkload;
    }

    private void add(String name, Visitor before, Visitor after) {
        workloads
                .computeIfAbsent(new Identities(before.peer(), after.peer()), _ -> new ArrayList<>())
                .add(name);
    }

    /// The caller's certificate is of a trust domain whose callers are let in at all.
    Condition home() {
        return Condition.any(trustDomains.stream()
                .<Condition>map(domain ->
                        new Condition.Text(Field.PEER, TextPattern.startingWith(Caller.SPIFFE + domain + "/")))
                .toList());
    }

    /// Those whose identity changes.
    SequencedSet<Identities> moved() {
        return moved;
    }

    /// Those whose identity changes, as far as this space tells them apart.
    List<Group> moved(Space space) {
        return groups(space, moved);
    }

    /// Everyone of these sorts, as far as this space tells them apart: workloads, then callers without a certificate,
    /// then accounts that no workload runs as. Those whose identity changes are of every sort.
    ///
    /// @param sorts of callers with a certificate
    List<Group> all(Space space, Set<Integer> sorts) {
        var candidates = candidates(space, sorts);
        var groups = new ArrayList<>(groups(
                space,
                candidates.stream()
                        .filter(who -> moved.contains(who) || sorts.contains(space.sortOf(who.after())))
                        .toList()));
        groups.add(new Group(null, null, List.of(Change.PLAINTEXT)));
        var known = new HashSet<Integer>();
        candidates.forEach(who -> known.add(space.sortOf(who.after())));
        var home = space.of(home());
        for (var peer : space.peers()) {
            int sort = space.sortOf(peer);
            if (sorts.contains(sort)
                    && !known.contains(sort)
                    && !home.from(peer).isEmpty()) {
                groups.add(new Group(peer, peer, List.of(Change.STRANGERS)));
            }
        }
        return groups;
    }

    /// Everyone who may be of these sorts. Where they are of single callers, those are looked up.
    private Collection<Identities> candidates(Space space, Set<Integer> sorts) {
        if (!Collections.disjoint(sorts, space.sortsOfOthers())) {
            return identified;
        }
        var found = new LinkedHashSet<>(moved);
        space.namedPeers().stream()
                .sorted()
                .flatMap(peer -> byPeer.getOrDefault(peer, List.of()).stream())
                .forEach(found::add);
        return found;
    }

    /// Two groups that turned out to be treated alike.
    Group together(Group first, Group second) {
        var names = new LinkedHashSet<>(first.names());
        names.addAll(second.names());
        if (names.size() > 1) {
            names.remove(Change.STRANGERS);
        }
        return new Group(first.before(), first.after(), List.copyOf(names));
    }

    /// The names of a group, shortened where it is everyone with a certificate.
    List<String> shown(Group group) {
        return anyone.size() > 1
                        && group.names().size() >= anyone.size()
                        && new HashSet<>(group.names()).containsAll(anyone)
                ? Stream.concat(Stream.of(Change.ANYONE), group.names().stream().filter(Change.PLAINTEXT::equals))
                        .toList()
                : group.names();
    }

    private List<Group> groups(Space space, Collection<Identities> some) {
        record Sorts(int before, int after) {}
        var bySort = new LinkedHashMap<Sorts, Group>();
        for (var who : some) {
            var sorts = new Sorts(space.sortOf(who.before()), space.sortOf(who.after()));
            bySort.computeIfAbsent(sorts, _ -> new Group(who.before(), who.after(), new ArrayList<>()))
                    .names()
                    .addAll(workloads.getOrDefault(who, List.of()));
        }
        return List.copyOf(bySort.values());
    }
}
