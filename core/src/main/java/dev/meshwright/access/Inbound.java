package dev.meshwright.access;

import dev.meshwright.access.AuthorizationPolicy.Action;
import dev.meshwright.access.AuthorizationPolicy.Rule;
import dev.meshwright.access.Decision.Reason;
import dev.meshwright.access.Decision.Verdict;
import dev.meshwright.access.PeerAuthentication.Mode;
import dev.meshwright.access.condition.Condition;
import dev.meshwright.access.condition.Field;
import dev.meshwright.access.condition.Match;
import dev.meshwright.access.condition.Request;
import dev.meshwright.access.condition.TextPattern;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a proxy enforces on one port of a workload: first the connection, then CUSTOM, DENY and ALLOW rules.
public final class Inbound {
    private final PeerModes.Effective mode;
    private final PathNormalization paths;
    private final List<AuthorizationPolicy> allowing;
    private final List<Candidate> custom;
    private final List<Candidate> deny;
    private final List<Candidate> allow;
    private final List<Candidate> all;
    private final Set<TextPattern> peerPatterns;

    /// A rule as the proxy is given it.
    public record Candidate(AuthorizationPolicy policy, Rule rule, Condition condition) {}

    /// @param policies those that the proxy is given
    Inbound(PeerModes.Effective mode, List<AuthorizationPolicy> policies, Rules rules, PathNormalization paths) {
        var enforced = policies.stream().filter(policy -> !policy.dryRun()).toList();
        this.mode = mode;
        this.paths = paths;
        this.allowing = enforced.stream()
                .filter(policy -> policy.action() == Action.ALLOW)
                .toList();
        this.custom = candidates(enforced, Action.CUSTOM, rules);
        this.deny = candidates(enforced, Action.DENY, rules);
        this.allow = candidates(enforced, Action.ALLOW, rules);
        var peers = new HashSet<TextPattern>();
        this.all = Stream.of(custom, deny, allow).flatMap(List::stream).toList();
        all.forEach(candidate -> addPeers(candidate.condition(), peers));
        this.peerPatterns = Set.copyOf(peers);
    }

    /// A port that no proxy stands before.
    public static Inbound open() {
        return new Inbound(PeerModes.ANY, List.of(), new ZtunnelRules(), PathNormalization.NONE);
    }

    private static List<Candidate> candidates(List<AuthorizationPolicy> policies, Action action, Rules rules) {
        var candidates = new ArrayList<Candidate>();
        for (var policy : policies) {
            if (policy.action() == action) {
                for (var rule : policy.rules()) {
                    rules.read(policy, rule)
                            .ifPresent(condition -> candidates.add(new Candidate(policy, rule, condition)));
                }
            }
        }
        return candidates;
    }

    /// Whether some ALLOW policy is enforced, so that what no rule admits is refused.
    public boolean deniesByDefault() {
        return !allowing.isEmpty();
    }

    /// What its rules ask of the URIs of peers: those that match nothing of it are treated alike.
    public Set<TextPattern> peerPatterns() {
        return peerPatterns;
    }

    /// The URIs of the peers that its rules tell apart: all other identities are treated alike. Empty where rules ask
    /// for more than exact ones.
    public Optional<Set<String>> namedPeers() {
        var named = new HashSet<String>();
        return peerPatterns.stream()
                        .allMatch(pattern -> pattern.literal().map(named::add).isPresent())
                ? Optional.of(named)
                : Optional.empty();
    }

    private static void addPeers(Condition condition, Set<TextPattern> found) {
        switch (condition) {
            case Condition.All(var parts) -> parts.forEach(part -> addPeers(part, found));
            case Condition.Any(var parts) -> parts.forEach(part -> addPeers(part, found));
            case Condition.Not(var part) -> addPeers(part, found);
            case Condition.Text(var field, var pattern)
            when field == Field.PEER && !pattern.isPresence() -> found.add(pattern);
            default -> {}
        }
    }

    /// How the proxy takes connections here.
    public PeerModes.Effective mode() {
        return mode;
    }

    /// The rules that it is given: those of CUSTOM policies, of DENY policies, of ALLOW policies.
    public List<Candidate> candidates() {
        return all;
    }

    /// What it asks, without the objects behind it.
    ///
    /// @param http whether it reads requests
    public Enforced enforced(boolean http) {
        return new Enforced(
                mode.mode(), deniesByDefault(), conditions(custom), conditions(deny), conditions(allow), paths, http);
    }

    private static List<Condition> conditions(List<Candidate> candidates) {
        return candidates.stream().map(Candidate::condition).toList();
    }

    /// What its ALLOW rules ask, rule by rule.
    public List<Condition> admitting() {
        return conditions(allow);
    }

    public Decision decide(Request asked) {
        var path = asked.text(Field.PATH);
        var request = path == null ? asked : asked.with(Field.PATH, paths.apply(path));
        if (mode.mode() == Mode.STRICT && request.text(Field.PEER) == null) {
            var by = mode.by();
            return new Decision(Verdict.REFUSED, Reason.STRICT, by == null ? null : by.object(), -1, mode.where());
        }
        // Under DISABLE no handshake takes place, so nobody has an identity.
        var seen = mode.mode() == Mode.DISABLE ? request.with(Field.PEER, (String) null) : request;
        boolean conditional = best(custom, seen) != null;
        for (var candidate : deny) {
            var match = candidate.condition().test(seen);
            if (match == Match.YES) {
                return decision(Verdict.REFUSED, Reason.DENY_RULE, candidate);
            }
            conditional |= match == Match.SOME;
        }
        if (allowing.isEmpty()) {
            return new Decision(verdict(conditional), Reason.NO_ALLOW_POLICY, null, -1, null);
        }
        var admitting = best(allow, seen);
        if (admitting == null) {
            var first = allowing.getFirst().object();
            return new Decision(Verdict.REFUSED, Reason.NO_ALLOW_RULE, first, -1, first.where());
        }
        conditional |= admitting.match() == Match.SOME;
        return decision(verdict(conditional), Reason.ALLOW_RULE, admitting.candidate());
    }

    private record Best(Candidate candidate, Match match) {}

    /// The first rule that matches every such request, else the first that matches some.
    private @Nullable Best best(List<Candidate> candidates, Request request) {
        Best best = null;
        for (var candidate : candidates) {
            var match = candidate.condition().test(request);
            if (match == Match.YES) {
                return new Best(candidate, match);
            }
            if (match == Match.SOME && best == null) {
                best = new Best(candidate, match);
            }
        }
        return best;
    }

    private static Verdict verdict(boolean conditional) {
        return conditional ? Verdict.CONDITIONAL : Verdict.ALLOWED;
    }

    private static Decision decision(Verdict verdict, Reason reason, Candidate candidate) {
        var rule = candidate.rule();
        return new Decision(verdict, reason, candidate.policy().object(), rule.index(), rule.where());
    }
}
