package dev.meshwright.access;

import dev.meshwright.access.AuthorizationPolicy.Action;
import dev.meshwright.access.AuthorizationPolicy.Constraint;
import dev.meshwright.access.AuthorizationPolicy.Entry;
import dev.meshwright.access.AuthorizationPolicy.Rule;
import dev.meshwright.access.condition.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What istiod makes of rules for Envoy: sidecars, gateways and waypoints.
///
/// A value that cannot be read, and on a port without requests everything about HTTP, makes istiod leave out the whole
/// rule in an ALLOW policy, and only that value in the others: both err on the strict side.
final class EnvoyRules implements Rules {
    private final EnvoyValues values;
    private final boolean http;

    /// @param http whether the proxy reads requests on the port
    EnvoyRules(MeshSettings settings, boolean http) {
        this.values = new EnvoyValues(settings);
        this.http = http;
    }

    @Override
    public Optional<Condition> read(AuthorizationPolicy policy, Rule rule) {
        if (rule.when().constraints().stream().anyMatch(one -> one.attribute() == Attribute.UNKNOWN)
                || (policy.action() == Action.ALLOW && rule.constraints().anyMatch(one -> !isReadable(policy, one)))) {
            return Optional.empty();
        }
        var parts = new ArrayList<Condition>();
        addEntry(policy, rule.when(), parts);
        addEntries(policy, rule.to(), parts);
        addEntries(policy, rule.from(), parts);
        return Optional.of(Condition.all(parts));
    }

    private boolean isReadable(AuthorizationPolicy policy, Constraint constraint) {
        return constraint.values().stream()
                .allMatch(value -> value(policy, constraint, value.text()).isPresent());
    }

    private void addEntries(AuthorizationPolicy policy, List<Entry> entries, List<Condition> parts) {
        if (entries.isEmpty()) {
            return;
        }
        var choices = new ArrayList<Condition>();
        for (var entry : entries) {
            var fields = new ArrayList<Condition>();
            addEntry(policy, entry, fields);
            choices.add(Condition.all(fields));
        }
        parts.add(Condition.any(choices));
    }

    private void addEntry(AuthorizationPolicy policy, Entry entry, List<Condition> parts) {
        for (var constraint : entry.constraints()) {
            var choices = new ArrayList<Condition>();
            for (var value : constraint.values()) {
                value(policy, constraint, value.text()).ifPresent(choices::add);
            }
            if (!choices.isEmpty()) {
                var any = Condition.any(choices);
                parts.add(constraint.negated() ? new Condition.Not(any) : any);
            }
        }
    }

    private Optional<Condition> value(AuthorizationPolicy policy, Constraint constraint, String value) {
        return !http && constraint.attribute().isHttpOnly()
                ? Optional.empty()
                : values.read(policy.namespace(), constraint, value);
    }
}
