package dev.meshwright.access;

import dev.meshwright.access.Decision.Reason;
import dev.meshwright.access.Membership.State;
import dev.meshwright.access.Proof.Pair;
import dev.meshwright.access.symbolic.Spaces;
import dev.meshwright.intent.Intent;
import dev.meshwright.manifest.Manifests;
import dev.meshwright.topology.Topology;
import dev.meshwright.topology.Workload;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Compares, for every caller, workload and port, the set of requests that the policies admit with the calls that are
/// known: where nobody is known to call it has to be empty, and where somebody is it must not be. Callers of one
/// identity are evaluated once.
///
/// Left out, and named as blind spots instead: workloads without a sidecar. Gateways are callers only, because
/// everyone outside may call them.
public final class Prover {
    private static final Collection<String> NOBODY = List.of();

    private final Access access;
    private final RequestAuthentications authentications;
    private final Spaces spaces = new Spaces();
    private final KnownCalls known;
    private final Callers callers;
    private final Gateways gateways;
    private final List<Pair> surplus = new ArrayList<>();
    private final List<Pair> refused = new ArrayList<>();
    private int checked;
    private int admitted;

    private Prover(
            Access access,
            RequestAuthentications authentications,
            KnownCalls known,
            Callers callers,
            Gateways gateways) {
        this.access = access;
        this.authentications = authentications;
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
        var prover = new Prover(
                access,
                new RequestAuthentications(manifests, settings),
                known,
                Callers.of(inMesh, gateways, settings),
                gateways);
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
        var issuers = port.isHttp() ? RequestAuthentications.issuers(authentications.of(callee)) : NOBODY;
        var decisions = new Decisions(inbound, number, port.isHttp(), issuers, spaces);
        var plaintext = decisions.ofPlaintext();
        boolean open = port.isOpen() || (port.isEntry() && gateways.areAssumed() && plaintext.isAllowed());
        count(plaintext, 1);
        if (open && !plaintext.isAllowed()) {
            refused.add(new Pair(Caller.PLAINTEXT, callee.id(), number, plaintext.why()));
        } else if (!open && plaintext.isAllowed()) {
            surplus.add(new Pair(
                    Caller.PLAINTEXT,
                    callee.id(),
                    number,
                    plaintext.why() + decisions.example(new Caller.Plaintext())));
        }
        proveIdentities(callee, number, port, decisions, open);
    }

    private void proveIdentities(Workload callee, int number, KnownCalls.Port port, Decisions decisions, boolean open) {
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
                    addSurplus(group, callee, number, port, decision.why() + decisions.example(group.identity()));
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

    private void count(Decision decision, int callers) {
        checked += callers;
        admitted += decision.isAllowed() ? callers : 0;
    }

    private static boolean hasStranger(Callers.Group group, KnownCalls.Port port) {
        return !port.callers().containsAll(group.members());
    }

    /// One pair per identity: the first of its workloads that is not known to call stands for the others.
    private void addSurplus(Callers.Group group, Workload callee, int number, KnownCalls.Port port, String why) {
        var strangers = group.members().stream()
                .filter(member -> !port.hasCaller(member))
                .toList();
        var others = group.members().size() == 1
                ? ""
                : "; " + group.members().size() + " workloads share the service account "
                        + group.identity().serviceAccount()
                        + ", and no policy can tell them apart: give each an account of its own";
        surplus.add(new Pair(strangers.getFirst(), callee.id(), number, why + others));
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
