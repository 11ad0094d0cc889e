package dev.meshwright.analysis.traffic;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Node;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A ServiceEntry for TCP has no address that would tell its connections from others.
final class ServiceEntryWithoutAddress implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "IST0134",
            "ServiceEntryWithoutAddress",
            Category.TRAFFIC,
            Severity.WARNING,
            "A ServiceEntry for TCP has no address",
            "TCP carries no host name: without an address of its own the entry takes every connection to"
                    + " the port.",
            "Set addresses, or let istiod allocate them.",
            """
            apiVersion: networking.istio.io/v1
            kind: ServiceEntry
            metadata: {name: ledger-db, namespace: shop}
            spec:
              hosts: [db.example.com]
              ports: [{number: 5432, name: tcp-postgres, protocol: TCP}]
              location: MESH_EXTERNAL
              resolution: DNS
            """,
            """
            apiVersion: networking.istio.io/v1
            kind: ServiceEntry
            metadata: {name: ledger-db, namespace: shop}
            spec:
              hosts: [db.example.com]
              addresses: [203.0.113.7]
              ports: [{number: 5432, name: tcp-postgres, protocol: TCP}]
              location: MESH_EXTERNAL
              resolution: DNS
            """,
            "https://istio.io/latest/docs/reference/config/analysis/ist0134/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        if (allocates(mesh.config().mesh())) {
            return Stream.empty();
        }
        return mesh.objects(Istio.NETWORKING, "ServiceEntry").stream()
                .filter(entry -> entry.root().items("spec", "addresses").isEmpty()
                        && entry.root().items("status", "addresses").isEmpty())
                .flatMap(ServiceEntryWithoutAddress::findings);
    }

    /// Whether proxies answer DNS and istiod gives ServiceEntries addresses for it.
    private static boolean allocates(Node meshConfig) {
        return isOn(meshConfig, "ISTIO_META_DNS_CAPTURE")
                && (isOn(meshConfig, "ISTIO_META_DNS_AUTO_ALLOCATE")
                        || isOn(meshConfig, "PILOT_ENABLE_IP_AUTOALLOCATE"));
    }

    private static boolean isOn(Node meshConfig, String setting) {
        return meshConfig
                .text("defaultConfig", "proxyMetadata", setting)
                .orElse("")
                .equals("true");
    }

    private static Stream<Finding> findings(Manifest entry) {
        var ports = entry.root().items("spec", "ports");
        return IntStream.range(0, ports.size())
                .filter(i -> isTcp(ports.get(i)))
                .mapToObj(i -> Finding.of(
                        INFO,
                        entry,
                        ports.get(i).where(),
                        "spec.ports[" + i + "]",
                        "port " + ports.get(i).text("number").orElse("") + " is TCP, and the entry has no address",
                        INFO.fix()));
    }

    private static boolean isTcp(Node port) {
        var protocol = port.text("protocol").orElse("");
        return protocol.isEmpty() || protocol.equalsIgnoreCase("TCP");
    }
}
