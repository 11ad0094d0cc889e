package dev.meshwright.access.reach;

import dev.meshwright.access.Membership.Proxy;
import dev.meshwright.access.condition.TextPattern;
import dev.meshwright.access.reach.Arrival.Door;
import dev.meshwright.access.reach.Arrival.Target;
import dev.meshwright.access.reach.Matrix.Cell;
import dev.meshwright.access.reach.Matrix.Row;
import dev.meshwright.access.reach.Matrix.Share;
import dev.meshwright.access.reach.NetworkPolicies.Direction;
import dev.meshwright.access.reach.NetworkPolicies.Policy;
import dev.meshwright.topology.Workload;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Fills a [Matrix]. At each callee the callers are told apart by what its rules and NetworkPolicies name; those that
/// nothing tells apart are judged once per group. Sets are of positions in the list of workloads.
final class MatrixBuilder {
    private static final BitSet NONE = new BitSet();

    private final Names names;
    private final Arrival arrival;
    private final NetworkPolicies networkPolicies;
    private final List<Party.Pods> parties;
    private final PodSets pods;
    private final Map<String, BitSet> byPeer = new HashMap<>();
    private final Map<TextPattern, BitSet> byPattern = new ConcurrentHashMap<>();
    private final Map<Integer, List<BitSet>> heldTowards = new HashMap<>();
    private final Map<Likeness, Integer> groups = new LinkedHashMap<>();
    private final List<List<Integer>> members = new ArrayList<>();

    /// What callers of a group have in common.
    ///
    /// @param egress what NetworkPolicies let them send to whomever; empty where none holds them
    private record Likeness(Proxy proxy, Optional<List<String>> egress) {}

    /// Callers of a group that the same sets hold.
    private record Alike(int group, BitSet among) {}

    MatrixBuilder(Names names, Arrival arrival, NetworkPolicies networkPolicies) {
        this.names = names;
        this.arrival = arrival;
        this.networkPolicies = networkPolicies;
        this.parties = names.workloads().stream().map(names::pods).toList();
        this.pods = new PodSets(names.workloads(), networkPolicies::labelsOf);
        var held = new LinkedHashMap<Policy, BitSet>();
        for (int i = 0; i < parties.size(); i++) {
            int position = i;
            var party = parties.get(i);
            var peer = party.shown().peer();
            if (peer != null) {
                byPeer.computeIfAbsent(peer, _ -> new BitSet()).set(i);
            }
            var egress = networkPolicies.of(Direction.EGRESS, party.workload());
            egress.forEach(
                    policy -> held.computeIfAbsent(policy, _ -> new BitSet()).set(position));
            members.get(group(new Likeness(party.proxy(), towardsAll(egress)))).add(i);
        }
        held.forEach((policy, senders) -> towards(policy).stream()
                .forEach(to ->
                        heldTowards.computeIfAbsent(to, _ -> new ArrayList<>()).add(senders)));
    }

    private int group(Likeness likeness) {
        return groups.computeIfAbsent(likeness, _ -> {
            members.add(new ArrayList<>());
            return members.size() - 1;
        });
    }

    /// What policies let their pods send without telling callees apart.
    private Optional<List<String>> towardsAll(List<Policy> policies) {
        if (policies.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(policies.stream()
                .flatMap(policy -> policy.rules().stream())
                .filter(rule -> rule.isForEveryone()
                        || rule.addresses()
                        || rule.peers().stream().anyMatch(peer -> pods.isEveryone(pods.of(peer))))
                .map(NetworkPolicies.Rule::likeness)
                .distinct()
                .sorted()
                .toList());
    }

    /// The callees that a policy tells from others.
    private BitSet towards(Policy policy) {
        return union(peers(policy).toList());
    }

    /// The pods that a policy names as the other end, peer by peer; not where all are meant.
    private Stream<BitSet> peers(Policy policy) {
        return policy.rules().stream()
                .flatMap(rule -> rule.peers().stream())
                .map(pods::of)
                .filter(set -> !pods.isEveryone(set));
    }

    Matrix build() {
        var callers = new ArrayList<Matrix.Caller>();
        var groupOf = groupByPosition();
        for (int i = 0; i < parties.size(); i++) {
            callers.add(new Matrix.Caller(parties.get(i).workload().id(), groupOf[i]));
        }
        return new Matrix(
                groups.keySet().stream()
                        .map(one -> new Matrix.Group(one.proxy(), one.egress().isPresent()))
                        .toList(),
                callers,
                IntStream.range(0, parties.size())
                        .parallel()
                        .mapToObj(to -> row(to, groupOf))
                        .toList());
    }

    private int[] groupByPosition() {
        var groupOf = new int[parties.size()];
        for (int group = 0; group < members.size(); group++) {
            for (int member : members.get(group)) {
                groupOf[member] = group;
            }
        }
        return groupOf;
    }

    private Row row(int position, int[] groupOf) {
        var to = parties.get(position).workload();
        var doors = names.podPorts(to).stream()
                .map(port -> new Target(null, to, port, port, names.isHttp(to, port), Optional.empty()))
                .map(arrival::door)
                .toList();
        var telling = telling(position, to, doors);
        var told = union(telling);
        told.set(position);
        var others = new ArrayList<Share>();
        groups.keySet().forEach(likeness -> others.add(share(someone(others.size(), told, likeness), doors)));
        var named = new ArrayList<Cell>();
        var alike = new HashMap<Alike, Share>();
        told.clear(position);
        for (int i = told.nextSetBit(0); i >= 0; i = told.nextSetBit(i + 1)) {
            var party = parties.get(i);
            var share = alike.computeIfAbsent(alike(groupOf[i], i, telling), _ -> share(party, doors));
            if (share != others.get(groupOf[i]) && !party.workload().id().equals(to.id())) {
                named.add(new Cell(party.workload().id(), share));
            }
        }
        var stranger = new Party.Account(names.identity("", ""));
        return new Row(to.id(), share(stranger, doors), share(new Party.Outside(), doors), others, named);
    }

    /// The first of a group that nothing tells apart; a stranger of its kind where there is none.
    private Party someone(int group, BitSet told, Likeness likeness) {
        for (int member : members.get(group)) {
            if (!told.get(member)) {
                return parties.get(member);
            }
        }
        return likeness.proxy() == Proxy.NONE ? new Party.Outside() : new Party.Account(names.identity("", ""));
    }

    private static Alike alike(int group, int caller, List<BitSet> telling) {
        var among = new BitSet();
        for (int i = 0; i < telling.size(); i++) {
            among.set(i, telling.get(i).get(caller));
        }
        return new Alike(group, among);
    }

    private static BitSet union(List<BitSet> sets) {
        var union = new BitSet();
        sets.forEach(union::or);
        return union;
    }

    /// The sets of callers that something at the doors may tell from the others of their group.
    private List<BitSet> telling(int position, Workload to, List<Door> doors) {
        var sets = new LinkedHashSet<BitSet>();
        for (var door : doors) {
            door.peerPatterns().forEach(pattern -> sets.add(callers(pattern)));
        }
        networkPolicies
                .of(Direction.INGRESS, to)
                .forEach(policy -> peers(policy).forEach(sets::add));
        sets.addAll(heldTowards.getOrDefault(position, List.of()));
        return List.copyOf(sets);
    }

    private BitSet callers(TextPattern pattern) {
        var literal = pattern.literal();
        if (literal.isPresent()) {
            return byPeer.getOrDefault(literal.get(), NONE);
        }
        return byPattern.computeIfAbsent(pattern, _ -> {
            var found = new BitSet();
            byPeer.forEach((peer, members) -> {
                if (pattern.matches(peer)) {
                    found.or(members);
                }
            });
            boolean isEveryone = byPeer.values().stream().allMatch(members -> found.intersects(members));
            return isEveryone ? NONE : found;
        });
    }

    private Share share(Party from, List<Door> doors) {
        return doors.stream()
                .map(door -> arrival.share(from, door))
                .reduce(Share::beside)
                .orElse(Share.NONE);
    }
}
