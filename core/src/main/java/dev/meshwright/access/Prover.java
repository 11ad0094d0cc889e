package dev.meshwright.access;

import dev.meshwright.access.Decision.Reason;
import dev.meshwright.access.Membership.State;
import dev.meshwright.access.Proof.Pair;
import dev.meshwright.access.condition.Request;
import dev.meshwright.intent.Intent;
import dev.meshwright.manifest.Manifests;
import dev.meshwright.topology.Topology;
import dev.meshwright.topology.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Evaluates the policies for every caller, workload and port, and compares what they admit with the calls that are
/// known. Callers of one identity are evaluated once.
///
/// Left out, and named as blind spots instead: workloads without a sidecar. Gateways are callers only, because
/// everyone outside may call them.
public final class Prover {
    private final Access access;
    private final KnownCalls known;
    private final Callers callers;
    private final Gateways gateways;
    private final List<Pair> surplus = new ArrayList<>();
    private final List<Pair> refused = new ArrayList<>();
    private int checked;
    private int admitted;

    private Prover(Access access, KnownCalls known, Callers callers, Gateways gateways) {
        this.access = access;
        this.known = known;
        this.callers = callers;
        this.gateways = gateways;
    }

    /// The outcome for these policies.
    ///
    /// @param topology of the workloads
    /// @param intent for the trust domain, the gateways, public ports (also those found in manifests) and further
    ///     callers
    /// @param manifests holding the policies, and the namespaces' labels
    public static Proof prove(Topology topology, Intent intent, Manifests manifests) {
        var settings = MeshSettings.of(intent);
        var membership = Membership.of(manifests);
        var inMesh = topology.workloads().stream()
                .filter(workload -> membership.of(workload) != State.OUT)
                .toList();
        var gateways = Gateways.of(manifests, inMesh, intent);
        var known = KnownCalls.of(topology, intent);
        var access = Access.of(manifests, settings);
        var prover = new Prover(access, known, Callers.of(inMesh, gateways, settings), gateways);
        var blindSpots = new BlindSpots(topology, manifests, access, known, membership, prover::isStillInDryRun);
        inMesh.forEach(prover::prove);
        return new Proof(prover.checked, prover.admitted, prover.surplus, prover.refused, blindSpots.find());
    }

    private void prove(Workload callee) {
        if (Gateways.isGateway(callee)) {
            return;
        }
        known.ports(callee.id()).forEach((number, port) -> {
            if (!isStillInDryRun(callee, port)) {
                prove(callee, number, port);
            }
        });
    }

    private void prove(Workload callee, int number, KnownCalls.Port port) {
        var inbound = access.atSidecar(callee, number, port.isHttp());
        var plaintext = inbound.decide(Request.some(null, number));
        boolean open = port.isOpen() || (port.isEntry() && gateways.areAssumed() && plaintext.isAllowed());
        count(plaintext, 1);
        if (open && !plaintext.isAllowed()) {
            refused.add(new Pair(Caller.PLAINTEXT, callee.id(), number, plaintext.why()));
        } else if (!open && plaintext.isAllowed()) {
            surplus.add(new Pair(Caller.PLAINTEXT, callee.id(), number, plaintext.why()));
        }
        proveIdentities(callee, number, port, inbound, open);
    }

    private void proveIdentities(Workload callee, int number, KnownCalls.Port port, Inbound inbound, boolean open) {
        var decisions = new Decisions(inbound, number);
        boolean entered = false;
        boolean everyone = false;
        Decision atEntry = null;
        for (var group : callers.groups()) {
            var decision = decisions.of(group.identity());
            count(decision, group.members().size());
            if (group.entry()) {
                entered |= decision.isAllowed();
                atEntry = decision;
            }
            boolean expected = open || (group.entry() && port.isEntry());
            if (decision.isAllowed() && !expected && hasStranger(group, port)) {
                if (decision.reason() == Reason.NO_ALLOW_POLICY) {
                    everyone = true;
                } else {
                    addSurplus(group, callee, number, port, decision);
                }
            }
            if (!decision.isAllowed()) {
                addRefused(group, callee, number, port, decision);
            }
        }
        if (everyone) {
            surplus.add(new Pair(Pair.EVERYONE, callee.id(), number, "no enforced ALLOW policy applies"));
        }
        if (port.isEntry() && !open && !entered && atEntry != null) {
            var first = gateways.accounts().firstEntry().getValue();
            refused.add(new Pair(first, callee.id(), number, atEntry.why()));
        }
    }

    /// Decides once for all identities that the rules do not tell apart.
    private static final class Decisions {
        private final Inbound inbound;
        private final int port;
        private final Optional<Set<String>> named;
        private @Nullable Decision stranger;

        Decisions(Inbound inbound, int port) {
            this.inbound = inbound;
            this.port = port;
            this.named = inbound.namedPeers()
                    .map(peers -> peers.stream()
                            .map(peer -> peer.substring(Math.min(Caller.SPIFFE.length(), peer.length())))
                            .collect(Collectors.toSet()));
        }

        Decision of(Caller.Identity identity) {
            if (named.isEmpty() || named.get().contains(identity.principal())) {
                return inbound.decide(Request.some(identity.peer(), port));
            }
            if (stranger == null) {
                stranger = inbound.decide(Request.some(identity.peer(), port));
            }
            return stranger;
        }
    }

    private void count(Decision decision, int callers) {
        checked += callers;
        admitted += decision.isAllowed() ? callers : 0;
    }

    private static boolean hasStranger(Callers.Group group, KnownCalls.Port port) {
        return !port.callers().containsAll(group.members());
    }

    /// One pair per identity: the first of its workloads that is not known to call stands for the others.
    private void addSurplus(Callers.Group group, Workload callee, int number, KnownCalls.Port port, Decision decision) {
        var strangers = group.members().stream()
                .filter(member -> !port.hasCaller(member))
                .toList();
        var others = group.members().size() == 1
                ? ""
                : "; " + group.members().size() + " workloads share the service account "
                        + group.identity().serviceAccount()
                        + ", and no policy can tell them apart: give each an account of its own";
        surplus.add(new Pair(strangers.getFirst(), callee.id(), number, decision.why() + others));
    }

    private void addRefused(Callers.Group group, Workload callee, int number, KnownCalls.Port port, Decision decision) {
        for (var member : group.members()) {
            if (port.hasCaller(member)) {
                refused.add(new Pair(member, callee.id(), number, decision.why()));
            }
        }
    }

    /// An entry whose policy only counts until the gateway's identity is known.
    private boolean isStillInDryRun(Workload callee, KnownCalls.Port port) {
        return port.isEntry()
                && !access.atSidecar(callee, 0, true).deniesByDefault()
                && access.policiesOf(callee).stream().anyMatch(AuthorizationPolicy::dryRun);
    }
}
