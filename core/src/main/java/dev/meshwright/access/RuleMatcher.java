package dev.meshwright.access;

import dev.meshwright.access.AuthorizationPolicy.Action;
import dev.meshwright.access.AuthorizationPolicy.Constraint;
import dev.meshwright.access.AuthorizationPolicy.Entry;
import dev.meshwright.access.AuthorizationPolicy.Rule;
import dev.meshwright.access.AuthorizationPolicy.Value;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Decides whether a rule matches a call, as a sidecar does. On a port where the proxy does not read requests, a rule
/// that asks for an HTTP attribute is skipped in an ALLOW policy, and loses that attribute in the others.
final class RuleMatcher {
    private static final String DEFAULT_TRUST_DOMAIN = "cluster.local";

    private final MeshSettings settings;

    RuleMatcher(MeshSettings settings) {
        this.settings = settings;
    }

    Match matches(AuthorizationPolicy policy, Rule rule, Call call) {
        if (rule.constraints().anyMatch(constraint -> constraint.attribute() == Attribute.UNKNOWN)) {
            return Match.NO;
        }
        if (!call.http()
                && policy.action() == Action.ALLOW
                && rule.constraints()
                        .anyMatch(constraint -> constraint.attribute().isHttpOnly())) {
            return Match.NO;
        }
        var match = all(policy, rule.when(), call);
        match = match == Match.NO ? match : match.and(any(policy, rule.to(), call));
        return match == Match.NO ? match : match.and(any(policy, rule.from(), call));
    }

    private Match any(AuthorizationPolicy policy, List<Entry> entries, Call call) {
        var match = Match.of(entries.isEmpty());
        for (var entry : entries) {
            match = match.or(all(policy, entry, call));
            if (match == Match.YES) {
                return match;
            }
        }
        return match;
    }

    private Match all(AuthorizationPolicy policy, Entry entry, Call call) {
        var match = Match.YES;
        for (var constraint : entry.constraints()) {
            match = match.and(constraint(policy, constraint, call));
        }
        return match;
    }

    private Match constraint(AuthorizationPolicy policy, Constraint constraint, Call call) {
        if (!call.http() && constraint.attribute().isHttpOnly()) {
            return Match.YES;
        }
        var match = Match.NO;
        for (var value : constraint.values()) {
            match = match.or(value(policy, constraint.attribute(), value, call));
            if (match == Match.YES) {
                break;
            }
        }
        return constraint.negated() ? match.not() : match;
    }

    private Match value(AuthorizationPolicy policy, Attribute attribute, Value value, Call call) {
        var text = value.text();
        return switch (attribute) {
            case PRINCIPAL -> identity(call, identity -> Wildcard.matches(inOurTrustDomain(text), identity.principal()));
            case NAMESPACE ->
                identity(
                        call,
                        identity -> text.indexOf('*') < 0
                                ? text.equals(identity.namespace())
                                : Wildcard.matchesAnywhere(text, identity.namespace()));
            case SERVICE_ACCOUNT -> identity(call, identity -> isAccount(text, policy.namespace(), identity));
            case TRUST_DOMAIN -> identity(call, identity -> Wildcard.matchesAnywhere(text, identity.trustDomain()));
            case PORT -> Match.of(text.equals(Integer.toString(call.port())));
            case METHOD -> known(text, call.method(), false);
            case PATH -> known(text, call.path(), true);
            case HOST -> text.equals("*") ? Match.YES : Match.SOME;
            case SOURCE_IP, REMOTE_IP, DESTINATION_IP, SNI, REQUEST_PRINCIPAL, REQUEST, FILTER -> Match.SOME;
            case UNKNOWN -> Match.NO;
        };
    }

    private static Match known(String pattern, @Nullable String text, boolean path) {
        if (text == null) {
            return pattern.equals("*") ? Match.YES : Match.SOME;
        }
        return Match.of(path ? Wildcard.matchesPath(pattern, text) : Wildcard.matches(pattern, text));
    }

    private static Match identity(Call call, Predicate<Caller.Identity> test) {
        return switch (call.from()) {
            case Caller.Identity identity -> Match.of(test.test(identity));
            case Caller.Plaintext() -> Match.NO;
        };
    }

    private static boolean isAccount(String text, String policyNamespace, Caller.Identity identity) {
        int slash = text.indexOf('/');
        var namespace = slash < 0 ? policyNamespace : text.substring(0, slash);
        return namespace.equals(identity.namespace())
                && text.substring(slash + 1).equals(identity.serviceAccount());
    }

    /// Istio reads `cluster.local` in a full principal as the mesh's own trust domain.
    private String inOurTrustDomain(String principal) {
        if (!settings.trustDomain().equals(DEFAULT_TRUST_DOMAIN)
                && principal.startsWith(DEFAULT_TRUST_DOMAIN + "/")
                && principal.chars().filter(c -> c == '/').count() == 4) {
            return settings.trustDomain() + principal.substring(DEFAULT_TRUST_DOMAIN.length());
        }
        return principal;
    }
}
