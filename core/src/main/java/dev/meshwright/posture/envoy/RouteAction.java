package dev.meshwright.posture.envoy;

import dev.meshwright.manifest.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The parts of an HTTP route that are written alike whatever object asks for them.
final class RouteAction {
    static final String DEFAULT_RETRY_ON =
            "connect-failure,refused-stream,unavailable,cancelled,retriable-status-codes";

    private RouteAction() {}

    /// What Istio does about failed requests where nobody says otherwise, or what the mesh config says; null for none.
    static @Nullable ObjectNode retries(Node mesh, @Nullable Node written) {
        var policy =
                written != null ? written : mesh.at("defaultHttpRetryPolicy").orElse(null);
        if (policy == null) {
            return retryPolicy(DEFAULT_RETRY_ON, List.of(), 2, true);
        }
        int attempts = policy.integer("attempts").orElse(0);
        if (attempts <= 0) {
            return null;
        }
        var codes = new ArrayList<Integer>();
        var on = retryOn(policy.text("retryOn").orElse(""), codes);
        var retries = retryPolicy(
                on,
                codes,
                attempts,
                !policy.bool("retryIgnorePreviousHosts")
                        .filter(ignore -> !ignore)
                        .isPresent());
        policy.text("perTryTimeout")
                .flatMap(Durations::seconds)
                .filter(timeout -> !timeout.equals("0s"))
                .ifPresent(timeout -> retries.put("per_try_timeout", timeout));
        policy.text("backoff")
                .flatMap(Durations::seconds)
                .ifPresent(backoff -> retries.set("retry_back_off", Message.of("base_interval", backoff)));
        if (policy.bool("retryRemoteLocalities").orElse(false)) {
            retries.set(
                    "retry_priority",
                    Message.extension(
                            "envoy.retry_priorities.previous_priorities",
                            Message.typed(
                                    "envoy.extensions.retry.priority.previous_priorities.v3.PreviousPrioritiesConfig",
                                    "update_frequency",
                                    2)));
        }
        return retries;
    }

    private static ObjectNode retryPolicy(String on, List<Integer> codes, int attempts, boolean otherHosts) {
        var predicate = Message.extension(
                "envoy.retry_host_predicates.previous_hosts",
                Message.typed("envoy.extensions.retry.host.previous_hosts.v3.PreviousHostsPredicate"));
        return Message.of(
                "retry_on",
                on,
                "num_retries",
                attempts,
                "retry_host_predicate",
                otherHosts ? List.of(predicate) : null,
                "host_selection_retry_max_attempts",
                otherHosts ? "5" : null,
                "retriable_status_codes",
                codes.isEmpty() ? null : codes);
    }

    /// The conditions; numbers among them are status codes, for which Envoy has a condition of its own.
    private static String retryOn(String written, List<Integer> codes) {
        if (written.isBlank()) {
            return DEFAULT_RETRY_ON;
        }
        var conditions = new ArrayList<String>();
        for (var part : List.of(written.split(",", -1))) {
            var condition = part.strip();
            if (condition.matches("[1-5][0-9]{2}")) {
                codes.add(Integer.parseInt(condition));
            } else if (!condition.isEmpty()) {
                conditions.add(condition);
            }
        }
        if (!codes.isEmpty() && !conditions.contains("retriable-status-codes")) {
            conditions.add("retriable-status-codes");
        }
        return String.join(",", conditions);
    }

    /// The time limit; without one there is none.
    static void addTimeout(ObjectNode action, Optional<String> written) {
        var timeout = written.flatMap(Durations::seconds).orElse("0s");
        action.put("timeout", timeout);
        action.put("max_grpc_timeout", timeout);
    }

    /// A text matched as VirtualServices write it; null where it matches whatever there is.
    static @Nullable ObjectNode stringMatch(Node match) {
        if (match.text("exact").isPresent()) {
            return Message.of("exact", match.text("exact").get());
        }
        if (match.text("prefix").isPresent()) {
            return Message.of("prefix", match.text("prefix").get());
        }
        var regex = match.text("regex").orElse("*");
        return regex.equals("*") ? null : Message.of("safe_regex", Message.of("regex", regex));
    }

    static ObjectNode headerMatch(String name, Node match) {
        var text = stringMatch(match);
        return text == null
                ? Message.of("name", name, "present_match", true)
                : Message.of("name", name, "string_match", text);
    }

    /// Adds the changes of headers that `headers` asks for to a route or a weighted cluster.
    ///
    /// @return the host that the request is to carry, where one is set
    static Optional<String> addHeaders(ObjectNode target, Node headers) {
        var host = Optional.<String>empty();
        for (var side : List.of("request", "response")) {
            var added = new ArrayList<JsonNode>();
            target.path(side + "_headers_to_add").forEach(added::add);
            for (var kind : List.of("set", "add")) {
                var entries = headers.entries(side, kind).stream()
                        .sorted(Comparator.comparing(Node.Entry::key))
                        .toList();
                for (var entry : entries) {
                    var value = entry.value().text().orElse("");
                    if (isHost(entry.key())) {
                        host = side.equals("request") && (host.isEmpty() || kind.equals("set"))
                                ? Optional.of(value)
                                : host;
                    } else if (!entry.key().startsWith(":")) {
                        added.add(Message.of(
                                "header",
                                Message.of("key", entry.key(), "value", value.isEmpty() ? null : value),
                                "append_action",
                                kind.equals("set") ? "OVERWRITE_IF_EXISTS_OR_ADD" : null));
                    }
                }
            }
            put(target, side + "_headers_to_add", added);
            var removed = new ArrayList<JsonNode>();
            target.path(side + "_headers_to_remove").forEach(removed::add);
            TlsContexts.texts(headers.items(side, "remove")).stream()
                    .filter(name -> !isHost(name) && !name.startsWith(":"))
                    .forEach(name -> removed.add(Message.list(name).get(0)));
            put(target, side + "_headers_to_remove", removed);
        }
        return host;
    }

    private static boolean isHost(String header) {
        var name = header.toLowerCase(Locale.ROOT);
        return name.equals("host") || name.equals(":authority");
    }

    static void put(ObjectNode target, String field, List<JsonNode> items) {
        if (!items.isEmpty()) {
            target.set(field, Message.list(items));
        }
    }

    /// A share of requests: whole percents, or the parts of a million.
    static ObjectNode share(Optional<Node> percentage, int whole) {
        return percentage.isPresent()
                ? Message.of(
                        "numerator", millionths(percentage.get().text("value").orElse("0")), "denominator", "MILLION")
                : Message.of("numerator", whole);
    }

    private static int millionths(String percent) {
        return percent.matches("[0-9]{1,3}(\\.[0-9]{1,9})?") ? (int) (Double.parseDouble(percent) * 10_000) : 0;
    }
}
