package dev.meshwright.posture.envoy;

import dev.meshwright.access.AuthorizationPolicy;
import dev.meshwright.access.AuthorizationPolicy.Action;
import dev.meshwright.posture.Intended;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The RBAC filters of a proxy, in the order in which they decide: AUDIT, DENY, ALLOW.
final class AuthorizationFilters {
    private final Intended intended;
    private final List<AuthorizationPolicy> given;

    AuthorizationFilters(Intended intended, EnvoyProxy proxy) {
        this.intended = intended;
        var settings = intended.settings();
        this.given = intended.access().policies().stream()
                .filter(policy -> Targets.reaches(policy.object(), proxy, policy.appliesTo(proxy.workload(), settings)))
                .filter(policy -> policy.namespace().equals(proxy.namespace())
                        || policy.namespace().equals(settings.rootNamespace()))
                .toList();
    }

    /// The policies that the proxy is given.
    List<AuthorizationPolicy> policies() {
        return given;
    }

    List<JsonNode> http() {
        return filters("envoy.filters.http.rbac", true);
    }

    List<JsonNode> tcp() {
        return filters("envoy.filters.network.rbac", false);
    }

    private List<JsonNode> filters(String name, boolean http) {
        var filters = new ArrayList<JsonNode>();
        for (var action : List.of(Action.AUDIT, Action.DENY, Action.ALLOW)) {
            var policies = given.stream().filter(one -> one.action() == action).toList();
            if (!policies.isEmpty()) {
                var type = name.replace("envoy.filters", "envoy.extensions.filters") + ".v3.RBAC";
                filters.add(Message.extension(
                        name,
                        Message.typed(
                                type,
                                "rules",
                                rules(action, policies, false, http),
                                "shadow_rules",
                                rules(action, policies, true, http),
                                "shadow_rules_stat_prefix",
                                new Expected.Open("a name for counting", node -> true))));
            }
        }
        return filters;
    }

    /// Null where no policy is enforced, or none in dry-run.
    private @Nullable RbacRules rules(Action action, List<AuthorizationPolicy> policies, boolean dryRun, boolean http) {
        var kept = policies.stream().filter(one -> one.dryRun() == dryRun).toList();
        var word = switch (action) {
            case AUDIT -> "LOG";
            case DENY -> "DENY";
            case ALLOW, CUSTOM -> "";
        };
        return kept.isEmpty() ? null : new RbacRules(word, intended.access().compiled(kept, http));
    }
}
