package dev.meshwright.posture.envoy;

import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Node;
import dev.meshwright.posture.Intended;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The routes that `HTTPRoute`s and `GRPCRoute`s ask for at one listener of a gateway.
final class HttpRoutes {
    private static final String API = "gateway.networking.k8s.io";

    private final Intended intended;
    private final GatewayServer server;
    private final List<Manifest> routes;

    /// A route with what its place among the others depends on.
    private record Placed(ObjectNode route, boolean exact, int prefix, boolean method, int headers, int parameters) {}

    private static final Comparator<Placed> MOST_SPECIFIC_FIRST = Comparator.comparing(Placed::exact)
            .thenComparingInt(Placed::prefix)
            .thenComparing(Placed::method)
            .thenComparingInt(Placed::headers)
            .thenComparingInt(Placed::parameters)
            .reversed();

    HttpRoutes(Intended intended, GatewayServer server) {
        this.intended = intended;
        this.server = server;
        this.routes = intended.objects(API, "HTTPRoute")
                .filter(route -> isAttached(route) && isAllowed(route))
                .toList();
    }

    private boolean isAttached(Manifest route) {
        var listener = server.node().text("name").orElse("");
        return route.root().items("spec", "parentRefs").stream()
                .anyMatch(ref -> ref.text("kind").orElse("Gateway").equals("Gateway")
                        && ref.text("name")
                                .filter(server.object().name()::equals)
                                .isPresent()
                        && ref.text("namespace")
                                .orElse(route.namespaceOrDefault())
                                .equals(server.object().namespaceOrDefault())
                        && ref.text("sectionName")
                                .filter(name -> !name.equals(listener))
                                .isEmpty()
                        && ref.integer("port")
                                .filter(port -> port != server.written())
                                .isEmpty());
    }

    private boolean isAllowed(Manifest route) {
        var from = server.node().text("allowedRoutes", "namespaces", "from").orElse("Same");
        boolean same = route.namespaceOrDefault().equals(server.object().namespaceOrDefault());
        return switch (from) {
            case "All" -> true;
            case "Selector" -> {
                var labels = intended.membership().labelsOf(route.namespaceOrDefault());
                yield server.node().entries("allowedRoutes", "namespaces", "selector", "matchLabels").stream()
                        .allMatch(label -> label.value().text().equals(Optional.ofNullable(labels.get(label.key()))));
            }
            default -> same;
        };
    }

    /// The hosts of the routes, as far as the listener is for them, in order.
    List<String> hosts() {
        var hosts = new ArrayList<String>();
        for (var route : routes) {
            for (var host : hosts(route)) {
                if (!hosts.contains(host)) {
                    hosts.add(host);
                }
            }
        }
        return hosts;
    }

    private List<String> hosts(Manifest route) {
        var own = server.hosts().getFirst();
        var written = TlsContexts.texts(route.root().items("spec", "hostnames"));
        if (written.isEmpty()) {
            return List.of(own);
        }
        return written.stream()
                .filter(host -> SidecarScope.matches(own, host) || SidecarScope.matches(host, own))
                .map(host -> SidecarScope.matches(own, host) ? host : own)
                .distinct()
                .toList();
    }

    /// The objects that routes come from.
    List<Manifest> objects() {
        return routes;
    }

    /// The routes of a host, the most specific first.
    List<ObjectNode> routes(String host) {
        var placed = new ArrayList<Placed>();
        for (var route : routes) {
            if (hosts(route).contains(host)) {
                for (var rule : route.root().items("spec", "rules")) {
                    var matches = rule.items("matches");
                    if (matches.isEmpty()) {
                        placed.add(placed(route, rule, null));
                    }
                    matches.forEach(match -> placed.add(placed(route, rule, match)));
                }
            }
        }
        return placed.stream().sorted(MOST_SPECIFIC_FIRST).map(Placed::route).toList();
    }

    private Placed placed(Manifest object, Node rule, @Nullable Node match) {
        var path = match == null ? "/" : match.text("path", "value").orElse("/");
        var type = match == null ? "PathPrefix" : match.text("path", "type").orElse("PathPrefix");
        return new Placed(
                route(object, rule, match, path, type),
                type.equals("Exact"),
                type.equals("Exact") ? 0 : path.length(),
                match != null && match.at("method").isPresent(),
                match == null ? 0 : match.items("headers").size(),
                match == null ? 0 : match.items("queryParams").size());
    }

    private ObjectNode route(Manifest object, Node rule, @Nullable Node match, String path, String type) {
        var route = Message.of("match", match(match, path, type));
        Node redirect = null;
        var action = Message.of();
        for (var filter : rule.items("filters")) {
            switch (filter.text("type").orElse("")) {
                case "RequestHeaderModifier" -> addHeaders(route, "request", filter.at("requestHeaderModifier"));
                case "ResponseHeaderModifier" -> addHeaders(route, "response", filter.at("responseHeaderModifier"));
                case "RequestRedirect" ->
                    redirect = filter.at("requestRedirect").orElse(filter);
                case "URLRewrite" -> filter.at("urlRewrite").ifPresent(to -> rewrite(action, to, path));
                case "RequestMirror" -> filter.at("requestMirror").ifPresent(to -> mirror(object, action, to));
                default -> {}
            }
        }
        if (redirect != null) {
            route.set("redirect", redirect(redirect));
        } else {
            addAction(object, rule, route, action);
        }
        return route;
    }

    private static ObjectNode match(@Nullable Node match, String path, String type) {
        var out = Message.of();
        switch (type) {
            case "Exact" -> out.put("path", path);
            case "RegularExpression" -> out.set("safe_regex", Message.of("regex", path));
            default ->
                out.put(
                        path.equals("/") ? "prefix" : "path_separated_prefix",
                        path.equals("/") ? path : path.replaceAll("/$", ""));
        }
        if (match == null) {
            out.set(
                    "case_sensitive",
                    Message.list(new Expected.Open(
                                    "true", text -> !text.asString("").equals("false")))
                            .get(0));
            return out;
        }
        out.put("case_sensitive", true);
        var headers = new ArrayList<JsonNode>();
        match.items("headers").forEach(header -> headers.add(named(header)));
        headers.sort(Comparator.comparing(header -> header.path("name").asString("")));
        match.text("method")
                .ifPresent(method ->
                        headers.add(Message.of("name", ":method", "string_match", Message.of("exact", method))));
        RouteAction.put(out, "headers", headers);
        var parameters = new ArrayList<JsonNode>();
        match.items("queryParams").forEach(parameter -> parameters.add(named(parameter)));
        RouteAction.put(out, "query_parameters", parameters);
        return out;
    }

    private static ObjectNode named(Node match) {
        var value = match.text("value").orElse("");
        boolean regex = match.text("type").filter("RegularExpression"::equals).isPresent();
        return Message.of(
                "name",
                match.text("name").orElse(""),
                "string_match",
                regex ? Message.of("safe_regex", Message.of("regex", value)) : Message.of("exact", value));
    }

    private static void addHeaders(ObjectNode route, String side, Optional<Node> modifier) {
        if (modifier.isEmpty()) {
            return;
        }
        var added = new ArrayList<JsonNode>();
        for (var kind : List.of("set", "add")) {
            var entries = new ArrayList<>(modifier.get().items(kind));
            entries.sort(Comparator.comparing(entry -> entry.text("name").orElse("")));
            for (var entry : entries) {
                added.add(Message.of(
                        "header",
                        Message.of(
                                "key",
                                entry.text("name").orElse(""),
                                "value",
                                entry.text("value")
                                        .filter(text -> !text.isEmpty())
                                        .orElse(null)),
                        "append_action",
                        kind.equals("set") ? "OVERWRITE_IF_EXISTS_OR_ADD" : null));
            }
        }
        RouteAction.put(route, side + "_headers_to_add", added);
        var removed = TlsContexts.texts(modifier.get().items("remove"));
        if (!removed.isEmpty()) {
            route.set(side + "_headers_to_remove", Message.list(removed));
        }
    }

    private static void rewrite(ObjectNode action, Node to, String path) {
        to.text("hostname").ifPresent(host -> action.put("host_rewrite_literal", host));
        to.text("path", "replaceFullPath")
                .ifPresent(full -> action.set(
                        "regex_rewrite", Message.of("pattern", Message.of("regex", "/.*"), "substitution", full)));
        to.text("path", "replacePrefixMatch").ifPresent(prefix -> {
            if (prefix.equals("/") || prefix.isEmpty()) {
                action.set(
                        "regex_rewrite",
                        Message.of(
                                "pattern",
                                Message.of(
                                        "regex",
                                        "^" + path.replaceAll("([.*+?^${}()|\\[\\]\\\\])", "\\\\$1") + "(/?)(.*)"),
                                "substitution",
                                "/\\2"));
            } else {
                action.put("prefix_rewrite", prefix.replaceAll("(.)/$", "$1"));
            }
        });
    }

    private void mirror(Manifest object, ObjectNode action, Node to) {
        var cluster = to.at("backendRef").flatMap(ref -> cluster(object, ref));
        var percent = to.integer("percent").orElse(100);
        cluster.ifPresent(name -> action.set(
                "request_mirror_policies",
                Message.list(Message.of(
                        "cluster",
                        name,
                        "runtime_fraction",
                        new Expected.Open(percent + " %", JsonNode::isObject),
                        "trace_sampled",
                        false))));
    }

    private ObjectNode redirect(Node redirect) {
        var scheme = redirect.text("scheme").orElse("");
        int port = redirect.integer("port").orElse(scheme.isEmpty() ? server.port() : 0);
        var used = scheme.isEmpty() ? (server.endsTls() ? "https" : "http") : scheme;
        boolean usual = (port == 80 && used.equals("http")) || (port == 443 && used.equals("https"));
        var prefix = redirect.text("path", "replacePrefixMatch");
        return Message.of(
                "host_redirect",
                redirect.text("hostname").orElse(null),
                "path_redirect",
                prefix.isPresent()
                        ? null
                        : redirect.text("path", "replaceFullPath").orElse(""),
                "prefix_rewrite",
                prefix.orElse(null),
                "scheme_redirect",
                scheme.isEmpty() ? null : scheme,
                "port_redirect",
                port == 0 || usual ? null : port,
                "response_code",
                RouteMatches.redirectCode(redirect.integer("statusCode").orElse(302)));
    }

    private void addAction(Manifest object, Node rule, ObjectNode route, ObjectNode action) {
        var backends = rule.items("backendRefs");
        var clusters = new ArrayList<JsonNode>();
        int whole = 0;
        for (var backend : backends) {
            int weight = backend.integer("weight").orElse(1);
            var name = cluster(object, backend).orElse("UnknownService");
            if (weight > 0) {
                clusters.add(Message.of("name", name, "weight", weight));
                whole += weight;
            }
        }
        if (whole == 0) {
            route.set("direct_response", Message.of("status", 500));
            return;
        }
        RouteAction.addTimeout(
                action, rule.text("timeouts", "request").or(() -> rule.text("timeouts", "backendRequest")));
        action.put("cluster_not_found_response_code", "INTERNAL_SERVER_ERROR");
        var retries = RouteAction.retries(intended.meshConfig(), null);
        if (rule.at("retry").isPresent()
                || rule.at("timeouts", "backendRequest").isPresent()) {
            action.set(
                    "retry_policy",
                    Message.list(new Expected.Open("retries", _ -> true)).get(0));
        } else if (retries != null) {
            action.set("retry_policy", retries);
        }
        if (backends.size() == 1) {
            action.set("cluster", clusters.getFirst().path("name"));
        } else {
            action.set("weighted_clusters", Message.of("clusters", clusters));
        }
        route.set("route", action);
    }

    /// The cluster of a backend; empty where the reference is not granted.
    private Optional<String> cluster(Manifest object, Node backend) {
        var namespace = backend.text("namespace").orElse(object.namespaceOrDefault());
        var name = backend.text("name").orElse("");
        if (!backend.text("kind").orElse("Service").equals("Service") || !isGranted(object, namespace, name)) {
            return Optional.empty();
        }
        return backend.integer("port")
                .map(port -> "outbound|" + port + "||" + name + "." + namespace + ".svc.cluster.local");
    }

    private boolean isGranted(Manifest object, String namespace, String name) {
        return namespace.equals(object.namespaceOrDefault())
                || intended.objects(API, "ReferenceGrant")
                        .filter(grant -> grant.namespaceOrDefault().equals(namespace))
                        .anyMatch(grant -> grant.root().items("spec", "from").stream()
                                        .anyMatch(from -> from.text("kind")
                                                        .filter("HTTPRoute"::equals)
                                                        .isPresent()
                                                && from.text("namespace")
                                                        .filter(object.namespaceOrDefault()::equals)
                                                        .isPresent())
                                && grant.root().items("spec", "to").stream()
                                        .anyMatch(to -> to.text("kind")
                                                        .filter("Service"::equals)
                                                        .isPresent()
                                                && to.text("name")
                                                        .filter(one -> !one.equals(name))
                                                        .isEmpty()));
    }
}
