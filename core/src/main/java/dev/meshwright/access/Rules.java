package dev.meshwright.access;

import dev.meshwright.access.AuthorizationPolicy.Rule;
import dev.meshwright.access.condition.Condition;
import java.util.Optional;

/// How a kind of proxy reads the rules of authorization policies.
sealed interface Rules permits EnvoyRules, ZtunnelRules {
    /// What the proxy is given for a rule; empty where it is not given the rule at all.
    Optional<Condition> read(AuthorizationPolicy policy, Rule rule);
}
