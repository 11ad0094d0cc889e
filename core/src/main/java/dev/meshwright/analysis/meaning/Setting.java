package dev.meshwright.analysis.meaning;

import dev.meshwright.access.AuthorizationPolicy;
import dev.meshwright.access.AuthorizationPolicy.Action;
import dev.meshwright.access.AuthorizationPolicy.Rule;
import dev.meshwright.access.Enforced;
import dev.meshwright.access.Inbound;
import dev.meshwright.access.RequestAuthentications;
import dev.meshwright.access.reach.Doors.Door;
import dev.meshwright.access.symbolic.RequestSet;
import dev.meshwright.access.symbolic.Space;
import dev.meshwright.access.symbolic.Spaces;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Policies that meet at a port, each rule as the set of requests that it matches there. Ports where the same policies
/// meet are one setting.
final class Setting {
    private final Door door;
    private final Space space;
    private final List<Ruled> rules = new ArrayList<>();

    /// A rule with what it matches.
    record Ruled(AuthorizationPolicy policy, Rule rule, RequestSet set) {
        boolean isOf(AuthorizationPolicy other) {
            return policy.object().where().equals(other.object().where());
        }

        boolean is(AuthorizationPolicy other, Rule otherRule) {
            return isOf(other) && rule.index() == otherRule.index();
        }
    }

    /// @param door one of the ports
    /// @throws dev.meshwright.access.symbolic.BeyondBoundsException if it cannot be compared
    Setting(Door door, Spaces spaces) {
        this.door = door;
        this.space = Enforced.space(
                spaces, List.of(door.enforced()), List.of(RequestAuthentications.tokenOf(door.issuers())));
        for (var candidate : door.inbound().candidates()) {
            rules.add(new Ruled(candidate.policy(), candidate.rule(), seen(space.of(candidate.condition()))));
        }
    }

    private RequestSet seen(RequestSet set) {
        return RequestAuthentications.looked(set, space, door.issuers());
    }

    Inbound inbound() {
        return door.inbound();
    }

    boolean checksTokens() {
        return !door.issuers().isEmpty();
    }

    /// All requests, as far as tokens let them come to policies.
    RequestSet everything() {
        return seen(space.everything());
    }

    List<Ruled> rules() {
        return rules;
    }

    /// What one rule matches; nothing where the proxy is not given it.
    RequestSet set(AuthorizationPolicy policy, Rule rule) {
        return union(ruled -> ruled.is(policy, rule));
    }

    boolean comesFirst(Ruled one, AuthorizationPolicy policy, Rule rule) {
        for (var ruled : rules) {
            if (ruled.is(one.policy(), one.rule())) {
                return true;
            }
            if (ruled.is(policy, rule)) {
                return false;
            }
        }
        return false;
    }

    RequestSet union(Predicate<Ruled> which) {
        var union = space.nothing();
        for (var ruled : rules) {
            union = which.test(ruled) ? union.or(ruled.set()) : union;
        }
        return union;
    }

    RequestSet refused() {
        return union(ruled -> ruled.policy().action() == Action.DENY);
    }
}
