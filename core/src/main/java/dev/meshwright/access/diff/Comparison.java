package dev.meshwright.access.diff;

import dev.meshwright.access.Caller;
import dev.meshwright.access.Enforced;
import dev.meshwright.access.RequestAuthentications;
import dev.meshwright.access.condition.Field;
import dev.meshwright.access.condition.Request;
import dev.meshwright.access.diff.AccessDiff.Change;
import dev.meshwright.access.diff.AccessDiff.Example;
import dev.meshwright.access.diff.AccessDiff.Unknown;
import dev.meshwright.access.reach.Doors;
import dev.meshwright.access.reach.Doors.Door;
import dev.meshwright.access.symbolic.BeyondBoundsException;
import dev.meshwright.access.symbolic.RequestSet;
import dev.meshwright.access.symbolic.Space;
import dev.meshwright.access.symbolic.Spaces;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Compares doors pairwise. Doors that ask the same before and after are passed over, others that ask the same as each
/// other are compared once; callers that nothing tells apart are taken together.
final class Comparison {
    private final Doors before;
    private final Doors after;
    private final Spaces spaces = new Spaces();
    private final Party party;
    private final Map<Pair, List<Difference>> compared = new HashMap<>();
    private final Collected allowed = new Collected();
    private final Collected refused = new Collected();
    private final List<Unknown> unknown = new ArrayList<>();

    Comparison(Doors before, Doors after) {
        this.before = before;
        this.after = after;
        this.party = new Party(before, after);
    }

    /// What is asked on both sides; null where there is no such door.
    private record Pair(@Nullable Side old, @Nullable Side now, int port) {
        static Pair of(@Nullable Door old, @Nullable Door now, int port) {
            return new Pair(old == null ? null : Side.of(old), now == null ? null : Side.of(now), port);
        }
    }

    private record Side(Enforced enforced, List<String> issuers) {
        static Side of(Door door) {
            return new Side(door.enforced(), door.issuers());
        }
    }

    /// Callers for whom it makes a difference.
    ///
    /// @param rises whether more is allowed, and not less
    private record Difference(Party.Group group, boolean rises, boolean all, Request witness) {}

    private record Key(String to, String at, int port) {}

    AccessDiff diff() {
        var olds = byKey(before.all());
        var news = byKey(after.all());
        var keys = new LinkedHashSet<>(news.sequencedKeySet());
        keys.addAll(olds.sequencedKeySet());
        for (var key : keys) {
            compare(key, olds.get(key), news.get(key));
        }
        return new AccessDiff(allowed.changes(), refused.changes(), unknown, keys.size());
    }

    private static SequencedMap<Key, Door> byKey(List<Door> doors) {
        var byKey = new LinkedHashMap<Key, Door>();
        doors.forEach(door -> byKey.putIfAbsent(new Key(door.to(), door.at(), door.port()), door));
        return byKey;
    }

    private void compare(Key key, @Nullable Door old, @Nullable Door now) {
        var pair = Pair.of(old, now, key.port());
        boolean isSame = pair.old() != null && pair.old().equals(pair.now());
        if (isSame && party.moved().isEmpty()) {
            return;
        }
        try {
            var differences = compared.computeIfAbsent(pair, _ -> differences(pair, isSame));
            for (var difference : differences) {
                add(key, old, now, difference);
            }
        } catch (BeyondBoundsException e) {
            unknown.add(new Unknown(key.to(), key.at(), key.port(), e.what()));
        }
    }

    private List<Difference> differences(Pair pair, boolean isSame) {
        var sides = Stream.of(pair.old(), pair.now())
                .<Side>mapMulti((side, found) -> {
                    if (side != null) {
                        found.accept(side);
                    }
                })
                .toList();
        var also = new ArrayList<>(List.of(party.home()));
        sides.forEach(side -> also.add(RequestAuthentications.tokenOf(side.issuers())));
        var space = Enforced.space(spaces, sides.stream().map(Side::enforced).toList(), also);
        var old = Passing.of(pair.old(), space, pair.port());
        var now = Passing.of(pair.now(), space, pair.port());
        var differences = new ArrayList<Difference>();
        var groups = isSame ? party.moved(space) : party.all(space, affected(space, old, now));
        alike(groups, old, now).forEach((behaviour, group) -> {
            var was = behaviour.was();
            var is = behaviour.is();
            is.above(was)
                    .witness()
                    .ifPresent(witness -> differences.add(
                            new Difference(group, true, is.above(was).equals(is.whole()), witness)));
            was.above(is)
                    .witness()
                    .ifPresent(witness -> differences.add(
                            new Difference(group, false, was.above(is).equals(was.whole()), witness)));
        });
        return differences;
    }

    /// The sorts of callers with a certificate for whom anything changes.
    private static Set<Integer> affected(Space space, Passing old, Passing now) {
        return space.peers().stream()
                .filter(peer -> !old.from(peer).treatsAs(now.from(peer)))
                .map(space::sortOf)
                .collect(Collectors.toSet());
    }

    /// How requests of a caller are treated.
    private record Behaviour(Passing was, Passing is) {}

    private SequencedMap<Behaviour, Party.Group> alike(List<Party.Group> groups, Passing old, Passing now) {
        var alike = new LinkedHashMap<Behaviour, Party.Group>();
        for (var group : groups) {
            var behaviour = new Behaviour(old.from(group.before()), now.from(group.after()));
            alike.merge(behaviour, group, party::together);
        }
        return alike;
    }

    /// What gets through on one side.
    ///
    /// @param certain all of these
    /// @param possible these too, if an authorizer outside agrees
    /// @param whole all that policies are asked about
    private record Passing(RequestSet certain, RequestSet possible, RequestSet whole) {
        static Passing of(@Nullable Side side, Space space, int port) {
            if (side == null) {
                return new Passing(space.nothing(), space.nothing(), space.nothing());
            }
            var admitted = side.enforced().admitted(space);
            var here = port == 0 ? space.everything() : space.like(Request.any(port));
            return new Passing(
                    looked(admitted.allowed(), side, space).and(here),
                    looked(admitted.either(), side, space).and(here),
                    looked(space.everything(), side, space).and(here));
        }

        private static RequestSet looked(RequestSet set, Side side, Space space) {
            return RequestAuthentications.looked(set, space, side.issuers());
        }

        Passing from(@Nullable String peer) {
            return new Passing(certain.from(peer), possible.from(peer), whole.from(peer));
        }

        boolean treatsAs(Passing other) {
            return certain.equals(other.certain) && possible.equals(other.possible);
        }

        /// What fares better here than there.
        RequestSet above(Passing other) {
            return certain.minus(other.certain).or(possible.minus(other.possible));
        }
    }

    private void add(Key key, @Nullable Door old, @Nullable Door now, Difference difference) {
        var group = difference.group();
        var callers = party.shown(group).stream()
                .filter(name -> !name.equals(key.to()))
                .toList();
        if (callers.isEmpty()) {
            return;
        }
        int port = key.port() == 0 ? difference.witness().port() : key.port();
        var request = difference.witness().withPort(port);
        var peer = difference.rises() ? group.after() : group.before();
        var example =
                new Example(principal(peer), port, request.describe(Request.any(port)), request.with(Field.PEER, peer));
        var change = new Change(
                List.of(),
                callers,
                difference.all(),
                example,
                why(old, request.with(Field.PEER, group.before())),
                why(now, request.with(Field.PEER, group.after())));
        (difference.rises() ? allowed : refused).add(change, key.to(), key.at(), key.port());
    }

    private static String principal(@Nullable String peer) {
        return peer == null ? Caller.PLAINTEXT : peer.substring(Caller.SPIFFE.length());
    }

    private static String why(@Nullable Door door, Request request) {
        if (door == null) {
            return "there is no such port";
        }
        var decision = door.inbound().decide(door.issuers().isEmpty() ? request.withClaims(null) : request);
        return decision.why() + (decision.place().isEmpty() ? "" : "  " + decision.place());
    }
}
