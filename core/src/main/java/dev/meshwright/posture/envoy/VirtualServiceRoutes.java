package dev.meshwright.posture.envoy;

import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The routes that a VirtualService asks for, on one port of one proxy.
final class VirtualServiceRoutes {
    private final Manifest service;
    private final Node mesh;
    private final EnvoyProxy proxy;
    private final SidecarScope scope;
    private final int port;
    private final List<String> gateways;

    /// @param gateways the names under which routes are for this proxy: `mesh`, or those of gateways
    VirtualServiceRoutes(
            Manifest service, Node mesh, EnvoyProxy proxy, SidecarScope scope, int port, List<String> gateways) {
        this.service = service;
        this.mesh = mesh;
        this.proxy = proxy;
        this.scope = scope;
        this.port = port;
        this.gateways = List.copyOf(gateways);
    }

    /// The routes in order, up to the first that takes everything.
    List<ObjectNode> routes() {
        var routes = new ArrayList<ObjectNode>();
        for (var http : service.root().items("spec", "http")) {
            var matches = http.items("match");
            if (matches.isEmpty()) {
                routes.add(route(http, null));
                return routes;
            }
            for (var match : matches) {
                if (isMeant(match)) {
                    var route = route(http, match);
                    routes.add(route);
                    if (takesEverything(route)) {
                        return routes;
                    }
                }
            }
        }
        return routes;
    }

    /// Whether a match is for this proxy and this port.
    private boolean isMeant(Node match) {
        if (match.integer("port").filter(number -> number != port).isPresent()) {
            return false;
        }
        var named = TlsContexts.texts(match.items("gateways"));
        if (!named.isEmpty()) {
            return named.stream().anyMatch(gateways::contains);
        }
        boolean labels = match.entries("sourceLabels").stream()
                .allMatch(label -> label.value()
                        .text()
                        .equals(Optional.ofNullable(proxy.labels().get(label.key()))));
        return labels
                && match.text("sourceNamespace")
                        .filter(namespace -> !namespace.isEmpty() && !namespace.equals(proxy.namespace()))
                        .isEmpty();
    }

    static boolean takesEverything(ObjectNode route) {
        var match = route.path("match");
        boolean everyPath = match.path("prefix").asString("").equals("/")
                || match.path("safe_regex").path("regex").asString("").equals(".*");
        return everyPath && !match.has("headers") && !match.has("query_parameters") && !match.has("dynamic_metadata");
    }

    private ObjectNode route(Node http, @Nullable Node match) {
        var name = http.text("name").orElse("");
        var ofMatch = match == null ? "" : match.text("name").orElse("");
        var full = ofMatch.isEmpty() ? name : name + "." + ofMatch;
        var route = Message.of("name", full.isEmpty() ? null : full, "match", RouteMatches.of(match));
        var host = http.at("headers").flatMap(headers -> RouteAction.addHeaders(route, headers));
        if (http.at("redirect").isPresent()) {
            route.set("redirect", redirect(http.at("redirect").get()));
        } else if (http.at("directResponse").isPresent()) {
            route.set("direct_response", direct(http.at("directResponse").get()));
        } else {
            route.set("route", action(http, route, host));
        }
        var filters = Message.of();
        http.at("fault").ifPresent(fault -> filters.set("envoy.filters.http.fault", fault(fault)));
        http.at("corsPolicy").ifPresent(cors -> filters.set("envoy.filters.http.cors", RouteMatches.cors(cors)));
        if (!filters.isEmpty()) {
            route.set("typed_per_filter_config", filters);
        }
        return route;
    }

    private ObjectNode action(Node http, ObjectNode route, Optional<String> headerHost) {
        var action = Message.of();
        RouteAction.addTimeout(action, http.text("timeout"));
        var host = http.text("rewrite", "authority")
                .filter(text -> !text.isEmpty())
                .or(() -> headerHost);
        http.at("rewrite").ifPresent(rewrite -> rewrite(action, rewrite));
        mirrors(http, action);
        var destinations = http.items("route");
        if (destinations.size() == 1) {
            var only = destinations.getFirst();
            action.put("cluster", cluster(only.at("destination").orElse(only)));
            var inner = only.at("headers").flatMap(headers -> RouteAction.addHeaders(route, headers));
            host = host.or(() -> inner);
        } else {
            var weighted = new ArrayList<JsonNode>();
            for (var destination : destinations) {
                int weight = destination.integer("weight").orElse(0);
                if (weight > 0) {
                    var one = Message.of(
                            "name", cluster(destination.at("destination").orElse(destination)), "weight", weight);
                    destination
                            .at("headers")
                            .flatMap(headers -> RouteAction.addHeaders(one, headers))
                            .ifPresent(own -> one.put("host_rewrite_literal", own));
                    weighted.add(one);
                }
            }
            action.set("weighted_clusters", Message.of("clusters", weighted));
        }
        host.ifPresent(text -> action.put("host_rewrite_literal", text));
        var retries = RouteAction.retries(mesh, http.at("retries").orElse(null));
        if (retries != null) {
            action.set("retry_policy", retries);
        }
        return action;
    }

    private static void rewrite(ObjectNode action, Node rewrite) {
        var regex = rewrite.at("uriRegexRewrite");
        if (regex.isPresent()) {
            action.set(
                    "regex_rewrite",
                    Message.of(
                            "pattern",
                            Message.of("regex", regex.get().text("match").orElse("")),
                            "substitution",
                            regex.get().text("rewrite").orElse("")));
        } else {
            rewrite.text("uri").filter(uri -> !uri.isEmpty()).ifPresent(uri -> action.put("prefix_rewrite", uri));
        }
    }

    private void mirrors(Node http, ObjectNode action) {
        var mirrors = new ArrayList<JsonNode>();
        http.at("mirror").ifPresent(to -> add(mirrors, to, http.at("mirrorPercentage"), http.integer("mirrorPercent")));
        for (var mirror : http.items("mirrors")) {
            mirror.at("destination").ifPresent(to -> add(mirrors, to, mirror.at("percentage"), Optional.empty()));
        }
        RouteAction.put(action, "request_mirror_policies", mirrors);
    }

    private void add(List<JsonNode> mirrors, Node to, Optional<Node> percentage, Optional<Integer> whole) {
        var share = RouteAction.share(percentage, whole.orElse(100));
        if (share.path("numerator").asInt(0) > 0) {
            mirrors.add(Message.of(
                    "cluster",
                    cluster(to),
                    "runtime_fraction",
                    Message.of("default_value", share),
                    "trace_sampled",
                    false));
        }
    }

    /// The cluster that a destination means on this port.
    private String cluster(Node destination) {
        var name = Registry.fullName(
                service.namespaceOrDefault(), destination.text("host").orElse(""));
        var host = scope.host(name);
        int number = destination
                .integer("port", "number")
                .orElseGet(() -> host.filter(known -> known.ports().size() == 1)
                        .map(known -> known.ports().getFirst().number())
                        .orElse(port));
        return "outbound|" + number + "|" + destination.text("subset").orElse("") + "|" + name;
    }

    private ObjectNode redirect(Node redirect) {
        var code = redirect.integer("redirectCode").orElse(301);
        var derived =
                redirect.text("derivePort").filter("FROM_REQUEST_PORT"::equals).isPresent();
        int to = redirect.integer("port").orElse(derived ? port : 0);
        var scheme = redirect.text("scheme").orElse("");
        boolean usual = (to == 80 && !scheme.equals("https")) || (to == 443 && scheme.equals("https"));
        return Message.of(
                "host_redirect",
                redirect.text("authority").filter(text -> !text.isEmpty()).orElse(null),
                "path_redirect",
                redirect.text("uri").orElse(""),
                "scheme_redirect",
                scheme.isEmpty() ? null : scheme,
                "port_redirect",
                to == 0 || usual ? null : to,
                "response_code",
                RouteMatches.redirectCode(code));
    }

    private static ObjectNode direct(Node response) {
        var text = response.text("body", "string");
        return Message.of(
                "status",
                response.integer("status").orElse(0),
                "body",
                text.map(body -> Message.of("inline_string", body))
                        .or(() -> response.text("body", "bytes").map(body -> Message.of("inline_bytes", body)))
                        .orElse(null));
    }

    private static ObjectNode fault(Node fault) {
        var delay = fault.at("delay")
                .map(node -> Message.of(
                        "fixed_delay",
                        node.text("fixedDelay").flatMap(Durations::seconds).orElse(null),
                        "percentage",
                        RouteAction.share(
                                node.at("percentage"), node.integer("percent").orElse(0))));
        var abort = fault.at("abort")
                .map(node -> Message.of(
                        "http_status",
                        node.integer("httpStatus").orElse(null),
                        "grpc_status",
                        node.text("grpcStatus")
                                .map(status -> new Expected.Open(status, JsonNode::isNumber))
                                .orElse(null),
                        "percentage",
                        node.at("percentage")
                                .map(share -> RouteAction.share(Optional.of(share), 0))
                                .orElse(null)));
        return Message.typed(
                "envoy.extensions.filters.http.fault.v3.HTTPFault",
                "delay",
                delay.orElse(null),
                "abort",
                abort.orElse(null));
    }
}
