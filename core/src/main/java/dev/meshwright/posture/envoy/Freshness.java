package dev.meshwright.posture.envoy;

import dev.meshwright.posture.Mismatch;
import dev.meshwright.posture.MismatchCode;
import dev.meshwright.posture.ProxyState;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Whether a proxy runs the newest that it was sent: what it rejected, what waits, what it did not acknowledge.
final class Freshness {
    /// What was sent less than this before the dump was taken may still be on its way.
    private static final Duration ON_THE_WAY = Duration.ofSeconds(10);

    private static final Map<String, String> KINDS = Map.of(
            "envoy.config.cluster.v3.Cluster", "cluster",
            "envoy.config.listener.v3.Listener", "listener",
            "envoy.config.route.v3.RouteConfiguration", "route",
            "envoy.config.endpoint.v3.ClusterLoadAssignment", "endpoint");

    private static final Map<String, String> VERSIONS =
            Map.of("cluster", "cluster_manager.cds.version_text", "listener", "listener_manager.lds.version_text");

    private final EnvoyDump dump;
    private final ProxyState state;
    private final List<Mismatch> mismatches = new ArrayList<>();

    Freshness(EnvoyDump dump, ProxyState state) {
        this.dump = dump;
        this.state = state;
    }

    List<Mismatch> compare() {
        dump.ofKind("listener-error").forEach(error -> rejected(error, error.config()));
        for (var kind : List.of("cluster", "route", "secret", "endpoint", "static-cluster")) {
            dump.ofKind(kind)
                    .filter(one -> one.entry().has("error_state"))
                    .forEach(one -> rejected(one, one.entry().path("error_state")));
        }
        dump.ofKind("warming-cluster").forEach(one -> warming(one.id()));
        dump.ofKind("warming-secret").forEach(one -> warming(one.id()));
        dump.ofKind("warming-listener").forEach(one -> warming("listener/" + one.name()));
        if (!state.syncz().isMissingNode()) {
            compareWithSent();
        }
        return mismatches;
    }

    private void rejected(Resource resource, JsonNode error) {
        mismatches.add(Mismatch.of(
                MismatchCode.REJECTED,
                resource.id(),
                "configuration that is in force",
                error.path("details").asString(Difference.shown(error)),
                "the proxy rejected what it was sent and goes on with the old"));
    }

    private void warming(String id) {
        mismatches.add(
                Mismatch.of(MismatchCode.WARMING, id, "in force", "warming", "it was sent, but is not in force yet"));
    }

    private void compareWithSent() {
        var name = pod();
        for (var entry : state.syncz()) {
            if (entry.path("proxy").asString("").equals(name)) {
                for (var part : entry.path("resources").properties()) {
                    var kind = KINDS.get(part.getKey().replaceFirst("^.*/", ""));
                    if (kind != null) {
                        compare(kind, part.getValue());
                    }
                }
                return;
            }
        }
        if (!name.isEmpty()) {
            mismatches.add(Mismatch.of(
                    MismatchCode.STALE,
                    "bootstrap/rest",
                    name + " connected to istiod",
                    "istiod knows no such proxy",
                    "the mesh's control plane does not send to this proxy"));
        }
    }

    private String pod() {
        var pod = state.told("pod", "NAME");
        return pod.isEmpty() ? "" : pod + "." + state.told("namespace", "NAMESPACE");
    }

    private void compare(String kind, JsonNode part) {
        var sent = part.path("sent").asString("");
        var acknowledged = part.path("acked").asString("");
        if (isOnTheWay(part)) {
            return;
        }
        if (!sent.equals(acknowledged)) {
            stale(kind, sent, acknowledged, "the proxy did not acknowledge the newest that it was sent");
            return;
        }
        var active = version(kind);
        if (active.isPresent() && !sent.startsWith(active.get()) && isOlder(active.get(), sent)) {
            stale(kind, sent, active.get(), "the proxy runs something older than it was sent");
        }
    }

    private boolean isOnTheWay(JsonNode part) {
        var sentAt = time(part.path("sentTime").asString(""));
        return sentAt.isPresent() && sentAt.get().plus(ON_THE_WAY).isAfter(state.at());
    }

    private static boolean isOlder(String version, String sent) {
        var one = time(version.replaceFirst("/.*", ""));
        var other = time(sent.replaceFirst("/.*", ""));
        return one.isPresent() && other.isPresent() && one.get().isBefore(other.get());
    }

    /// The version that a kind of resources has, as the proxy counts it.
    private Optional<String> version(String kind) {
        var wanted = VERSIONS.get(kind);
        for (var stat : state.stats().path("stats")) {
            if (wanted != null && stat.path("name").asString("").equals(wanted)) {
                return Optional.of(stat.path("value").asString("")).filter(text -> !text.isEmpty());
            }
        }
        return Optional.empty();
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private void stale(String kind, String sent, String active, String message) {
        mismatches.add(Mismatch.of(MismatchCode.STALE, kind + "/*", sent, active, message));
    }
}
