package dev.meshwright.analysis.validity;

import java.util.List;

/// What a DENY rule does on ports that are not HTTP: its HTTP attributes are left out there, so it denies more.
final class DenyRule {
    private static final List<String> TCP_SOURCE = List.of(
            "principals",
            "notPrincipals",
            "namespaces",
            "notNamespaces",
            "serviceAccounts",
            "notServiceAccounts",
            "ipBlocks",
            "notIpBlocks");

    private DenyRule() {}

    static boolean closesTcpPorts(Place rule) {
        boolean from = rule.has("from");
        boolean to = rule.has("to");
        boolean tcpFrom = rule.items("from").stream()
                .anyMatch(item -> TCP_SOURCE.stream()
                        .anyMatch(field -> !item.items("source", field).isEmpty()));
        boolean tcpTo = rule.items("to").stream()
                .anyMatch(item -> !item.items("operation", "ports").isEmpty()
                        || !item.items("operation", "notPorts").isEmpty());
        return (from && !to && !tcpFrom) || (to && !tcpTo);
    }
}
