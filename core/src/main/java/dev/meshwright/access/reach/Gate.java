package dev.meshwright.access.reach;

import dev.meshwright.access.Caller;
import dev.meshwright.access.Decision;
import dev.meshwright.access.Inbound;
import dev.meshwright.access.condition.Condition;
import dev.meshwright.access.condition.Field;
import dev.meshwright.access.condition.Match;
import dev.meshwright.access.condition.Request;
import dev.meshwright.access.condition.Witness;
import dev.meshwright.access.reach.Answer.Layer;
import dev.meshwright.access.reach.Answer.Reason;
import dev.meshwright.access.reach.Answer.Verdict;
import dev.meshwright.manifest.Manifest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Authorization at one proxy. Where a request leaves something open and the rules care, an example is looked for that
/// gets through.
final class Gate {
    /// How many requests are tried in search of an example, over all rules; each rule gets its share.
    private static final int MOST_TRIES = 4_000;

    private static final int FEWEST_TRIES = 20;

    private final Inbound inbound;
    private final Condition when;
    private final Request request;

    /// What it says, with an example where only some requests pass.
    record Outcome(Reason reason, Optional<Request> example) {}

    /// @param when what further holds for the requests that come here
    Gate(Inbound inbound, Condition when, Request request) {
        this.inbound = inbound;
        this.when = when;
        this.request = request;
    }

    Outcome ask(Layer layer) {
        var decision = inbound.decide(request);
        boolean comes = when.test(request) == Match.YES;
        if (!decision.isAllowed()) {
            return new Outcome(reason(layer, Verdict.NO, decision), Optional.empty());
        }
        if (comes && decision.verdict() == Decision.Verdict.ALLOWED) {
            return new Outcome(reason(layer, Verdict.YES, decision), Optional.empty());
        }
        var example = example();
        var verdict = example.isPresent() ? Verdict.SOME : Verdict.UNDECIDED;
        return new Outcome(reason(layer, verdict, example.map(inbound::decide).orElse(decision)), example);
    }

    private Optional<Request> example() {
        int tries = Math.max(
                FEWEST_TRIES, MOST_TRIES / Math.max(1, inbound.admitting().size()));
        var admitting = inbound.admitting().isEmpty() ? List.of(Condition.anything()) : inbound.admitting();
        return admitting.stream()
                .filter(rule -> rule.test(request) != Match.NO)
                .flatMap(rule -> {
                    var asked = new ArrayList<>(List.of(rule, when));
                    asked.addAll(inbound.refusing());
                    return Witness.find(request, asked, tries, this::passes).stream();
                })
                .findFirst();
    }

    private boolean passes(Request tried) {
        return when.test(tried) == Match.YES && inbound.decide(tried).verdict() == Decision.Verdict.ALLOWED;
    }

    private Reason reason(Layer layer, Verdict verdict, Decision decision) {
        var by = decision.by();
        return new Reason(
                layer,
                verdict,
                decision.reason() == Decision.Reason.NO_ALLOW_RULE && by != null ? notAdmitted(by) : decision.why(),
                by == null ? "" : by.kind() + " " + by.id(),
                decision.rule(),
                decision.where());
    }

    private String notAdmitted(Manifest policy) {
        var peer = request.text(Field.PEER);
        var caller = peer == null ? "a caller without a certificate" : peer.substring(Caller.SPIFFE.length());
        var admitted = new LinkedHashSet<String>();
        inbound.admitting().forEach(rule -> addPeers(rule, admitted));
        return "no ALLOW rule matches " + caller + "; " + policy.id() + " admits "
                + (admitted.isEmpty() ? "others" : String.join(", ", admitted));
    }

    /// The accounts that a rule names in full.
    private static void addPeers(Condition condition, Set<String> named) {
        switch (condition) {
            case Condition.All(var parts) -> parts.forEach(part -> addPeers(part, named));
            case Condition.Any(var parts) -> parts.forEach(part -> addPeers(part, named));
            case Condition.Text(var field, var pattern)
            when field == Field.PEER ->
                pattern.literal().ifPresent(peer -> named.add(peer.substring(peer.lastIndexOf('/') + 1)));
            default -> {}
        }
    }
}
