package dev.meshwright.analysis.validity;

import dev.meshwright.manifest.Manifest;
import dev.meshwright.schema.syntax.Re2;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Patches of an EnvoyFilter; what they put into Envoy is not looked at.
final class EnvoyFilterCheck implements KindCheck {
    private static final List<String> MATCHES = List.of("listener", "routeConfiguration", "cluster");

    /// By what a patch applies to, the match that it may have.
    private static final Map<String, String> MATCH_OF = Map.of(
            "LISTENER", "listener",
            "FILTER_CHAIN", "listener",
            "NETWORK_FILTER", "listener",
            "HTTP_FILTER", "listener",
            "ROUTE_CONFIGURATION", "routeConfiguration",
            "VIRTUAL_HOST", "routeConfiguration",
            "HTTP_ROUTE", "routeConfiguration",
            "CLUSTER", "cluster");

    private static final Set<String> CONNECTION_MANAGERS =
            Set.of("envoy.filters.network.http_connection_manager", "envoy.http_connection_manager");

    /// Filter names of before Envoy 1.14, which did not say what kind of filter it is.
    private static final Set<String> OLD_NAMES = Set.of(
            "envoy.client_ssl_auth",
            "envoy.ext_authz",
            "envoy.http_connection_manager",
            "envoy.mongo_proxy",
            "envoy.ratelimit",
            "envoy.redis_proxy",
            "envoy.tcp_proxy",
            "envoy.buffer",
            "envoy.cors",
            "envoy.csrf",
            "envoy.fault",
            "envoy.grpc_http1_bridge",
            "envoy.grpc_json_transcoder",
            "envoy.grpc_web",
            "envoy.gzip",
            "envoy.health_check",
            "envoy.ip_tagging",
            "envoy.lua",
            "envoy.rate_limit",
            "envoy.router",
            "envoy.squash");

    @Override
    public String group() {
        return "networking.istio.io";
    }

    @Override
    public String kind() {
        return "EnvoyFilter";
    }

    @Override
    public void check(Manifest object, Place spec, Verdict verdict) {
        verdict.warning(
                new Place(object.root(), ""),
                "an EnvoyFilter changes what Envoy gets directly, and may break with any upgrade",
                "Use another Istio API if there is one for the purpose.");
        spec.at("workloadSelector").ifPresent(selector -> Selectors.labels(selector, "labels", verdict));
        for (var patch : spec.items("configPatches")) {
            if (patch.text("applyTo").isEmpty()) {
                verdict.error(patch, "the patch does not say what it applies to", "Add `applyTo`.");
            } else if (patch.text("patch", "operation").isEmpty()) {
                verdict.error(patch, "the patch has no operation", "Add `patch.operation`.");
            } else if (!patch.text("patch", "operation").equals("REMOVE") && !patch.has("patch", "value")) {
                verdict.error(patch, "the patch has no value", "Add `patch.value`.");
            } else {
                patch.at("match").ifPresent(match -> match(match, patch.text("applyTo"), verdict));
            }
        }
    }

    private static void match(Place match, String applyTo, Verdict verdict) {
        match.at("proxy", "proxyVersion")
                .ifPresent(version -> Re2.fault(version.text())
                        .ifPresent(fault -> verdict.error(
                                version, "proxyVersion is no regular expression: " + fault, "Correct it.")));
        var wanted = MATCH_OF.get(applyTo);
        var given = MATCHES.stream().filter(match::has).toList();
        if (wanted != null && !given.isEmpty() && !given.contains(wanted)) {
            verdict.error(
                    match,
                    "a patch to " + applyTo + " cannot match by " + given.getFirst(),
                    "Match by " + wanted + ".");
        } else if ("listener".equals(wanted)) {
            match.at("listener", "filterChain", "filter").ifPresent(filter -> filter(filter, applyTo, verdict));
        }
    }

    private static void filter(Place filter, String applyTo, Verdict verdict) {
        if (Set.of("LISTENER", "FILTER_CHAIN").contains(applyTo)) {
            verdict.warning(filter, "matching a filter has no effect on a patch to " + applyTo, "Remove `filter`.");
        }
        var name = filter.text("name");
        if (name.isEmpty()) {
            verdict.error(filter, "the filter to match has no name", "Add `name`.");
            return;
        }
        deprecatedName(filter, "network", verdict);
        filter.at("subFilter").ifPresent(sub -> {
            if (!applyTo.equals("HTTP_FILTER")) {
                verdict.error(sub, "only a patch to HTTP_FILTER matches a subFilter", "Remove `subFilter`.");
            } else if (!CONNECTION_MANAGERS.contains(name)) {
                verdict.error(
                        sub,
                        "HTTP filters stand below the HTTP connection manager, not below " + name,
                        "Match the filter envoy.filters.network.http_connection_manager.");
            } else if (sub.text("name").isEmpty()) {
                verdict.error(sub, "the subFilter to match has no name", "Add `name`.");
            }
            deprecatedName(sub, "http", verdict);
        });
    }

    private static void deprecatedName(Place filter, String layer, Verdict verdict) {
        var name = filter.text("name");
        if (OLD_NAMES.contains(name)) {
            verdict.warning(
                    filter,
                    "the filter name " + name + " is deprecated",
                    "Write envoy.filters." + layer + "." + name.substring(name.lastIndexOf('.') + 1) + ".");
        }
    }
}
