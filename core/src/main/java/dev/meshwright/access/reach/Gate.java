package dev.meshwright.access.reach;

import dev.meshwright.access.Caller;
import dev.meshwright.access.Decision;
import dev.meshwright.access.Enforced;
import dev.meshwright.access.Inbound;
import dev.meshwright.access.RequestAuthentications;
import dev.meshwright.access.condition.Condition;
import dev.meshwright.access.condition.Field;
import dev.meshwright.access.condition.Match;
import dev.meshwright.access.condition.Request;
import dev.meshwright.access.reach.Answer.Layer;
import dev.meshwright.access.reach.Answer.Reason;
import dev.meshwright.access.reach.Answer.Verdict;
import dev.meshwright.access.symbolic.BeyondBoundsException;
import dev.meshwright.access.symbolic.Spaces;
import dev.meshwright.manifest.Manifest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Authorization at one proxy. Where a request leaves something open and the rules care, the requests that it stands
/// for
/// are asked as a set: the answer is exact, and has the shortest request that gets through as its example.
final class Gate {
    private final Inbound inbound;
    private final Condition when;
    private final Request request;
    private final boolean http;
    private final List<String> issuers;
    private final Spaces spaces;

    /// What it says, with an example where only some requests pass.
    record Outcome(Reason reason, Optional<Request> example) {}

    /// @param when what further holds for the requests that come here
    /// @param http whether they are HTTP
    /// @param issuers whose tokens they may have, where their token is open
    Gate(Inbound inbound, Condition when, Request request, boolean http, List<String> issuers, Spaces spaces) {
        this.inbound = inbound;
        this.when = when;
        this.request = request;
        this.http = http;
        this.issuers = issuers;
        this.spaces = spaces;
    }

    Outcome ask(Layer layer) {
        var decision = inbound.decide(request);
        if (!decision.isAllowed()) {
            return new Outcome(reason(layer, Verdict.NO, decision), Optional.empty());
        }
        if (when.test(request) == Match.YES && decision.verdict() == Decision.Verdict.ALLOWED) {
            return new Outcome(reason(layer, Verdict.YES, decision), Optional.empty());
        }
        try {
            return asSet(layer, decision);
        } catch (BeyondBoundsException _) {
            return new Outcome(reason(layer, Verdict.UNDECIDED, decision), Optional.empty());
        }
    }

    private Outcome asSet(Layer layer, Decision decision) {
        var enforced = inbound.enforced(http);
        var tokens = RequestAuthentications.tokenOf(issuers);
        var space = Enforced.space(spaces, List.of(enforced), List.of(when, tokens));
        var asked = space.like(enforced.seen(request));
        var coming =
                request.isOpen(Field.CLAIMS) ? asked.and(space.withoutToken().or(space.of(tokens))) : asked;
        var here = coming.and(space.of(when));
        var admitted = enforced.admitted(space);
        var passing = admitted.allowed().and(here);
        if (!passing.isEmpty() && passing.equals(coming)) {
            return new Outcome(reason(layer, Verdict.YES, decision), Optional.empty());
        }
        var example = passing.witness().map(found -> found.withAllOf(request));
        if (example.isPresent()) {
            return new Outcome(reason(layer, Verdict.SOME, inbound.decide(example.get())), example);
        }
        boolean isOut = !asked.isEmpty() && admitted.perhaps().and(here).isEmpty();
        return new Outcome(reason(layer, isOut ? Verdict.NO : Verdict.UNDECIDED, decision), Optional.empty());
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
