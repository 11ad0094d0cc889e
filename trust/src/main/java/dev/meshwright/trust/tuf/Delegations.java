package dev.meshwright.trust.tuf;

import dev.meshwright.trust.RefusedException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Function;

/// Who trusts whom below the top-level targets role. In a repository that we write each role is delegated to by one
/// other.
/// @param below whom a role delegates to, in order
record Delegations(Function<String, List<Delegation>> below) {
    /// Whom the delegating role lets sign for a role.
    Authority authority(String role) {
        return delegation(delegator(role), role).authority();
    }

    /// The role that delegates to a role; only as many roles are asked as it takes to find it.
    String delegator(String role) {
        var seen = new HashSet<String>();
        var toVisit = new ArrayDeque<>(List.of(Targets.ROLE));
        while (!toVisit.isEmpty()) {
            var visited = toVisit.removeFirst();
            var delegations = of(visited);
            if (delegations.stream().anyMatch(delegation -> delegation.role().equals(role))) {
                return visited;
            }
            delegations.stream().map(Delegation::role).filter(seen::add).forEach(toVisit::addLast);
        }
        throw new RefusedException("no role delegates to " + role);
    }

    /// The first role that a client asks for a path and that no other stands below.
    String roleFor(String path) {
        var seen = new HashSet<String>();
        var role = Targets.ROLE;
        for (var next = role; seen.add(next); ) {
            role = next;
            next = of(role).stream()
                    .filter(delegation -> delegation.covers(path))
                    .map(Delegation::role)
                    .findFirst()
                    .orElse(role);
        }
        return role;
    }

    /// All roles below the top-level one, with who may sign them, in the order a client visits them.
    SequencedMap<String, Authority> all() {
        var all = new LinkedHashMap<String, Authority>();
        var toVisit = new ArrayDeque<>(of(Targets.ROLE));
        while (!toVisit.isEmpty()) {
            var delegation = toVisit.removeFirst();
            if (all.putIfAbsent(delegation.role(), delegation.authority()) == null) {
                new ArrayList<>(of(delegation.role())).reversed().forEach(toVisit::addFirst);
            }
        }
        return all;
    }

    private List<Delegation> of(String role) {
        return below.apply(role);
    }

    private Delegation delegation(String from, String to) {
        return of(from).stream()
                .filter(delegation -> delegation.role().equals(to))
                .findFirst()
                .orElseThrow(() -> new RefusedException(from + " does not delegate to " + to));
    }
}
