package dev.meshwright.analysis.posture;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Node;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A gateway lets clients negotiate a version of TLS that is broken.
final class OldTlsVersion implements Rule {
    private static final Set<String> OLD = Set.of("TLSV1_0", "TLSV1_1");

    private static final RuleInfo INFO = new RuleInfo(
            "MW2205",
            "OldTlsVersion",
            Category.SECURITY,
            Severity.WARNING,
            "A gateway takes TLS 1.0 or 1.1",
            "An attacker on the way can bring clients down to the old version, whose ciphers and hashes are broken."
                    + " Browsers have dropped both, and so has RFC 8996.",
            "Remove minProtocolVersion: the default is TLS 1.2. Or write TLSV1_2 or TLSV1_3.",
            gateway("TLSV1_0"),
            gateway("TLSV1_2"),
            "https://istio.io/latest/docs/reference/config/networking/gateway/#ServerTLSSettings-TLSProtocol");

    private static String gateway(String version) {
        return """
                apiVersion: networking.istio.io/v1
                kind: Gateway
                metadata: {name: public, namespace: shop}
                spec:
                  selector: {istio: ingressgateway}
                  servers:
                    - port: {number: 443, name: https, protocol: HTTPS}
                      hosts: [shop.example]
                      tls: {mode: SIMPLE, credentialName: shop, minProtocolVersion: %s}
                """.formatted(version);
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return Stream.concat(
                mesh.objects("networking.istio.io", "Gateway").stream()
                        .flatMap(gateway ->
                                of(gateway, "spec.servers", gateway.root().items("spec", "servers"))),
                mesh.objects("networking.istio.io", "Sidecar").stream()
                        .flatMap(sidecar ->
                                of(sidecar, "spec.ingress", sidecar.root().items("spec", "ingress"))));
    }

    private static Stream<Finding> of(Manifest object, String path, List<Node> servers) {
        return IntStream.range(0, servers.size())
                .boxed()
                .flatMap(i -> servers
                        .get(i)
                        .at("tls", "minProtocolVersion")
                        .filter(version -> OLD.contains(version.text().orElse("")))
                        .map(version -> Finding.of(
                                INFO,
                                object,
                                version.where(),
                                path + "[" + i + "].tls.minProtocolVersion",
                                "clients may negotiate " + version.text().orElse(""),
                                INFO.fix()))
                        .stream());
    }
}
