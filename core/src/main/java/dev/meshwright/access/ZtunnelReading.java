package dev.meshwright.access;

import dev.meshwright.access.AuthorizationPolicy.Constraint;
import dev.meshwright.access.AuthorizationPolicy.Entry;
import dev.meshwright.access.AuthorizationPolicy.Rule;
import java.util.List;

/// What becomes of a rule on its way to ztunnel, which is told of connections only.
///
/// @param matches whether ztunnel is given the rule, and some connection can match it
/// @param lost everything it asks that ztunnel is not told
/// @param inert entries of `from` and `to` of which nothing is left: they match nothing
/// @param widened what is lost of the other entries: they match more than they say
public record ZtunnelReading(
        Rule rule, boolean matches, List<Constraint> lost, List<Entry> inert, List<Constraint> widened) {
    public ZtunnelReading {
        lost = List.copyOf(lost);
        inert = List.copyOf(inert);
        widened = List.copyOf(widened);
    }

    /// What ztunnel makes of a rule of an ALLOW or DENY policy.
    public static ZtunnelReading of(AuthorizationPolicy policy, Rule rule) {
        return new ZtunnelRules().reading(policy, rule);
    }
}
