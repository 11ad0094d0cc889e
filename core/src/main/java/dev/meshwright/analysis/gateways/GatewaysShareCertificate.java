package dev.meshwright.analysis.gateways;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Reads;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.manifest.Manifest;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.stream.Stream;

/// Several Gateways of the same pods present one certificate.
final class GatewaysShareCertificate implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "IST0138",
            "GatewaysShareCertificate",
            Category.TRAFFIC,
            Severity.WARNING,
            "Several gateways present the same certificate",
            "A browser sends requests for another host of the certificate over a connection that it has open; the"
                    + " gateway of that connection has no route for it and answers 404.",
            "Put the hosts into one Gateway, or give each its own certificate.",
            """
            apiVersion: networking.istio.io/v1
            kind: Gateway
            metadata: {name: shop, namespace: shop}
            spec:
              selector: {istio: ingressgateway}
              servers:
                - hosts: [shop.example.com]
                  port: {number: 443, name: https, protocol: HTTPS}
                  tls: {mode: SIMPLE, credentialName: wildcard}
            ---
            apiVersion: networking.istio.io/v1
            kind: Gateway
            metadata: {name: status, namespace: shop}
            spec:
              selector: {istio: ingressgateway}
              servers:
                - hosts: [status.example.com]
                  port: {number: 443, name: https, protocol: HTTPS}
                  tls: {mode: SIMPLE, credentialName: wildcard}
            """,
            """
            apiVersion: networking.istio.io/v1
            kind: Gateway
            metadata: {name: shop, namespace: shop}
            spec:
              selector: {istio: ingressgateway}
              servers:
                - hosts: [shop.example.com, status.example.com]
                  port: {number: 443, name: https, protocol: HTTPS}
                  tls: {mode: SIMPLE, credentialName: wildcard}
            """,
            "https://istio.io/latest/docs/reference/config/analysis/ist0138/");

    /// A certificate by the Secret that holds it, or by the files that the proxy reads it from.
    private record Certificate(String credential, String file, String key) {
        static Optional<Certificate> of(GatewayServer server) {
            var credential = server.credential();
            var file = server.node().text("tls", "serverCertificate").orElse("");
            var key = server.node().text("tls", "privateKey").orElse("");
            if (!credential.isEmpty()) {
                return Optional.of(new Certificate(credential, "", ""));
            }
            return file.isEmpty() || key.isEmpty() ? Optional.empty() : Optional.of(new Certificate("", file, key));
        }
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    /// Gateways select pods of any namespace.
    @Override
    public Reads reads() {
        return Reads.MESH;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        var byCertificate = new LinkedHashMap<Certificate, SequencedSet<Manifest>>();
        GatewayServer.all(mesh)
                .forEach(server -> Certificate.of(server)
                        .ifPresent(certificate -> byCertificate
                                .computeIfAbsent(certificate, _ -> new LinkedHashSet<>())
                                .add(server.gateway())));
        return byCertificate.values().stream()
                .flatMap(gateways -> gateways.stream()
                        .flatMap(gateway -> gateways.stream()
                                .filter(other -> isApart(gateway, other) && selectsPodsOf(gateway, other))
                                .map(other -> finding(gateway, other))));
    }

    private static boolean isApart(Manifest gateway, Manifest other) {
        return !gateway.id().equals(other.id());
    }

    /// Whether every pod that the other selects is selected by this one.
    private static boolean selectsPodsOf(Manifest gateway, Manifest other) {
        return GatewayServer.selector(other)
                .entrySet()
                .containsAll(GatewayServer.selector(gateway).entrySet());
    }

    private static Finding finding(Manifest gateway, Manifest other) {
        return Finding.of(
                INFO,
                gateway,
                gateway.where("metadata", "name"),
                "spec.servers",
                "gateway " + other.id() + " presents the same certificate on the same pods",
                INFO.fix());
    }
}
