package dev.meshwright.access.reach;

import dev.meshwright.access.Membership.Proxy;
import dev.meshwright.access.reach.Arrival.Target;
import dev.meshwright.access.reach.Matrix.Cell;
import dev.meshwright.access.reach.Matrix.Row;
import dev.meshwright.access.reach.Matrix.Share;
import dev.meshwright.topology.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Fills a [Matrix]. Callers that no rule at the callee tells apart are judged once.
final class MatrixBuilder {
    private final Names names;
    private final Arrival arrival;
    private final List<Party.Pods> parties;
    private final Map<String, List<Party.Pods>> byPeer = new HashMap<>();

    MatrixBuilder(Names names, Arrival arrival) {
        this.names = names;
        this.arrival = arrival;
        this.parties = names.workloads().stream().map(names::pods).toList();
        for (var party : parties) {
            var peer = party.identity().peer();
            if (party.proxy() != Proxy.NONE && peer != null) {
                byPeer.computeIfAbsent(peer, _ -> new ArrayList<>()).add(party);
            }
        }
    }

    Matrix build() {
        var callers = parties.stream()
                .map(party -> new Matrix.Caller(party.workload().id(), party.proxy() != Proxy.NONE))
                .toList();
        return new Matrix(
                callers, names.workloads().parallelStream().map(this::row).toList());
    }

    private Row row(Workload to) {
        var targets = names.podPorts(to).stream()
                .map(port -> new Target(null, to, port, port, names.isHttp(to, port), Optional.empty()))
                .toList();
        var stranger = share(new Party.Account(names.identity("", "")), targets);
        var plaintext = share(new Party.Outside(), targets);
        var named = new ArrayList<Cell>();
        for (var party : told(targets)) {
            var share = share(party, targets);
            boolean hasIdentity = party.proxy() != Proxy.NONE;
            if (share != (hasIdentity ? stranger : plaintext)
                    && !party.workload().id().equals(to.id())) {
                named.add(new Cell(party.workload().id(), share));
            }
        }
        return new Row(to.id(), stranger, plaintext, named);
    }

    /// The callers that something at the targets may tell from the others.
    private List<Party.Pods> told(List<Target> targets) {
        var peers = new LinkedHashSet<String>();
        for (var target : targets) {
            var named = arrival.namedPeers(target);
            if (named.isEmpty()) {
                return parties;
            }
            peers.addAll(named.get());
        }
        return inOrder(peers);
    }

    private List<Party.Pods> inOrder(Set<String> peers) {
        return peers.stream()
                .sorted()
                .flatMap(peer -> byPeer.getOrDefault(peer, List.of()).stream())
                .toList();
    }

    private Share share(Party from, List<Target> targets) {
        Share all = null;
        for (var target : targets) {
            all = both(all, arrival.share(from, target));
        }
        return all == null ? Share.NONE : all;
    }

    private static Share both(@Nullable Share first, Share second) {
        return first == null || first == second ? second : Share.SOME;
    }
}
