package dev.meshwright.access;

import dev.meshwright.access.AuthorizationPolicy.Action;
import dev.meshwright.access.AuthorizationPolicy.Constraint;
import dev.meshwright.access.AuthorizationPolicy.Entry;
import dev.meshwright.access.AuthorizationPolicy.Rule;
import dev.meshwright.access.AuthorizationPolicy.Value;
import java.util.List;
import java.util.Set;
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

    /// Whether the proxy is given the rule at all.
    ///
    /// @param http whether the proxy reads requests on the port
    static boolean isLoaded(AuthorizationPolicy policy, Rule rule, boolean http) {
        boolean skipsHttp = !http && policy.action() == Action.ALLOW;
        return rule.constraints()
                .noneMatch(constraint -> constraint.attribute() == Attribute.UNKNOWN
                        || (skipsHttp && constraint.attribute().isHttpOnly()));
    }

    /// Adds the principals that a constraint names; false if it tells identities apart by anything else.
    boolean addPrincipals(Constraint constraint, Set<String> named) {
        return switch (constraint.attribute()) {
            case PRINCIPAL -> {
                constraint.values().forEach(value -> named.add(inOurTrustDomain(value.text())));
                yield constraint.values().stream()
                        .noneMatch(value ->
                                value.text().startsWith("*") || value.text().endsWith("*"));
            }
            case NAMESPACE, SERVICE_ACCOUNT, TRUST_DOMAIN -> false;
            default -> true;
        };
    }

    Match matches(AuthorizationPolicy policy, Rule rule, Call call) {
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
        var pattern = value.text();
        return switch (attribute) {
            case PRINCIPAL ->
                identity(call, identity -> Wildcard.matches(inOurTrustDomain(pattern), identity.principal()));
            case NAMESPACE ->
                identity(
                        call,
                        identity -> pattern.indexOf('*') < 0
                                ? pattern.equals(identity.namespace())
                                : Wildcard.matchesAnywhere(pattern, identity.namespace()));
            case SERVICE_ACCOUNT -> identity(call, identity -> isAccount(pattern, policy.namespace(), identity));
            case TRUST_DOMAIN -> identity(call, identity -> Wildcard.matchesAnywhere(pattern, identity.trustDomain()));
            case PORT -> Match.of(pattern.equals(Integer.toString(call.port())));
            case METHOD -> known(pattern, call.method(), false);
            case PATH -> known(pattern, call.path(), true);
            case HOST -> pattern.equals("*") ? Match.YES : Match.SOME;
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
