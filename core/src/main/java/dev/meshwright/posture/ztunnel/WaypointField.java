package dev.meshwright.posture.ztunnel;

import dev.meshwright.access.Waypoint;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// The waypoint that traffic to a workload or service takes.
final class WaypointField {
    private WaypointField() {}

    /// @param wanted the one that the intent binds; empty for none
    /// @param addresses the hosts in the dump by `network/address`
    static void check(EntryCheck check, JsonNode dumped, Optional<Waypoint> wanted, Map<String, String> addresses) {
        check.aside("waypoint");
        var active = dumped.path("waypoint");
        if (wanted.isEmpty()) {
            if (!active.isMissingNode() && !active.isNull()) {
                check.report(
                        "no waypoint",
                        active.toString(),
                        "its traffic takes a way through a proxy that nobody asked for");
            }
            return;
        }
        var waypoint = wanted.get();
        var host = waypoint.name() + "." + waypoint.namespace() + ".svc.cluster.local";
        if (active.isMissingNode() || active.isNull()) {
            check.report(
                    host,
                    "no waypoint",
                    "its traffic goes past the waypoint, and past every policy that the waypoint enforces");
        } else if (!host.equals(host(active.path("destination"), addresses))) {
            check.report(
                    host, active.path("destination").toString(), "its traffic takes the way through another proxy");
        } else if (active.path("hboneMtlsPort").asInt(0) != 15_008) {
            check.report("15008", active.path("hboneMtlsPort").toString(), "its waypoint is called at another port");
        }
    }

    private static String host(JsonNode destination, Map<String, String> addresses) {
        return destination.isString()
                ? addresses.getOrDefault(destination.asString(""), "")
                : destination.path("hostname").asString("");
    }
}
