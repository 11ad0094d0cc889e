package dev.meshwright.access;

import dev.meshwright.access.AuthorizationPolicy.Action;
import dev.meshwright.access.AuthorizationPolicy.Constraint;
import dev.meshwright.access.AuthorizationPolicy.Entry;
import dev.meshwright.access.AuthorizationPolicy.Rule;
import dev.meshwright.access.condition.Condition;
import dev.meshwright.access.condition.Field;
import dev.meshwright.access.condition.TextPattern;
import dev.meshwright.access.condition.TextPattern.Gap;
import dev.meshwright.access.condition.TextPattern.Letters;
import dev.meshwright.access.condition.TextPattern.Literal;
import dev.meshwright.access.condition.TextPattern.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What istiod makes of rules for ztunnel, which sees connections only. A rule of an ALLOW policy that asks for more is
/// left out. In a DENY policy only what asks for more is left out; an entry of which nothing is left then matches
/// nothing, unlike at Envoy. `trustDomains` of a source are dropped without a word.
final class ZtunnelRules implements Rules {
    private static final Gap PART = new Gap(Letters.NO_SLASH, 1);

    @Override
    public Optional<Condition> read(AuthorizationPolicy policy, Rule rule) {
        if (policy.action() == Action.ALLOW && asksForMore(rule)) {
            return Optional.empty();
        }
        var parts = new ArrayList<Condition>();
        addEntries(policy, rule.to(), parts);
        addEntries(policy, rule.from(), parts);
        for (var condition : rule.when().constraints()) {
            parts.add(match(policy, List.of(condition)));
        }
        return Optional.of(Condition.all(parts));
    }

    ZtunnelReading reading(AuthorizationPolicy policy, Rule rule) {
        var inert = new ArrayList<Entry>();
        var lost = new ArrayList<Constraint>();
        var widened = new ArrayList<Constraint>();
        for (var entry : Stream.concat(rule.from().stream(), rule.to().stream()).toList()) {
            var gone = entry.constraints().stream()
                    .filter(one -> choices(policy, one).isEmpty())
                    .toList();
            lost.addAll(gone);
            if (gone.size() == entry.constraints().size()) {
                inert.add(entry);
            } else {
                widened.addAll(gone);
            }
        }
        rule.when().constraints().stream()
                .filter(one -> choices(policy, one).isEmpty())
                .forEach(lost::add);
        boolean matches =
                read(policy, rule).filter(condition -> !condition.isNothing()).isPresent();
        return new ZtunnelReading(rule, matches, lost, inert, widened);
    }

    private static boolean asksForMore(Rule rule) {
        return rule.constraints()
                .anyMatch(one -> one.key().isEmpty()
                        ? one.attribute().isHttpOnly() || one.attribute() == Attribute.REMOTE_IP
                        : !one.attribute().isKnownToZtunnel());
    }

    private static void addEntries(AuthorizationPolicy policy, List<Entry> entries, List<Condition> parts) {
        if (!entries.isEmpty()) {
            parts.add(Condition.any(entries.stream()
                    .map(entry -> match(policy, entry.constraints()))
                    .toList()));
        }
    }

    private static Condition match(AuthorizationPolicy policy, List<Constraint> constraints) {
        var parts = new ArrayList<Condition>();
        for (var constraint : constraints) {
            var choices = choices(policy, constraint);
            if (!choices.isEmpty()) {
                var any = Condition.any(choices);
                parts.add(constraint.negated() ? new Condition.Not(any) : any);
            }
        }
        return parts.isEmpty() ? Condition.nothing() : Condition.all(parts);
    }

    /// What is left of its values; none where ztunnel is not told of the attribute.
    private static List<Condition> choices(AuthorizationPolicy policy, Constraint constraint) {
        return constraint.values().stream()
                .flatMap(value -> value(policy.namespace(), constraint, value.text()).stream())
                .toList();
    }

    private static Optional<Condition> value(String policyNamespace, Constraint constraint, String value) {
        return switch (constraint.attribute()) {
            case PRINCIPAL -> peer(TextPattern.after(Caller.SPIFFE, value));
            case NAMESPACE -> peer(identity(namespace(value), List.of(PART)));
            case SERVICE_ACCOUNT -> constraint.key().isEmpty() ? account(policyNamespace, value) : Optional.empty();
            case SOURCE_IP -> EnvoyValues.address(Field.SOURCE_IP, value);
            case DESTINATION_IP -> EnvoyValues.address(Field.DESTINATION_IP, value);
            case PORT -> EnvoyValues.port(value);
            default -> Optional.empty();
        };
    }

    private static Optional<Condition> peer(TextPattern pattern) {
        return Optional.of(new Condition.Text(Field.PEER, pattern));
    }

    /// Exact, `x*`, `*x` or `*`; a star elsewhere is a star.
    private static List<Piece> namespace(String value) {
        var rest = new Gap(Letters.NO_SLASH, 0);
        if (value.equals("*")) {
            return List.of(PART);
        }
        if (value.startsWith("*")) {
            return List.of(rest, new Literal(value.substring(1)));
        }
        return value.endsWith("*")
                ? List.of(new Literal(value.substring(0, value.length() - 1)), rest)
                : List.of(new Literal(value));
    }

    private static Optional<Condition> account(String policyNamespace, String value) {
        int slash = value.indexOf('/');
        var namespace = slash < 0 ? policyNamespace : value.substring(0, slash);
        return peer(identity(List.of(new Literal(namespace)), List.of(new Literal(value.substring(slash + 1)))));
    }

    private static TextPattern identity(List<Piece> namespace, List<Piece> account) {
        var pieces = new ArrayList<Piece>(List.of(new Literal(Caller.SPIFFE), PART, new Literal("/ns/")));
        pieces.addAll(namespace);
        pieces.add(new Literal("/sa/"));
        pieces.addAll(account);
        return new TextPattern(pieces, false);
    }
}
