package dev.meshwright.analysis.gateways;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Reads;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.stream.Stream;

/// A Gateway names a Secret that its pods cannot read.
final class GatewayCredentialNotFound implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "IST0101",
            "GatewayCredentialNotFound",
            Category.REFERENCE,
            Severity.ERROR,
            "A gateway's certificate does not exist",
            "The proxy looks for the Secret in the namespace of the gateway's pods, not of the Gateway object. Without"
                    + " it the port does not accept TLS connections.",
            "Correct credentialName, or put the Secret into the namespace of the gateway's pods.",
            """
            apiVersion: networking.istio.io/v1
            kind: Gateway
            metadata: {name: public, namespace: shop}
            spec:
              selector: {istio: ingressgateway}
              servers:
                - hosts: [shop.example.com]
                  port: {number: 443, name: https, protocol: HTTPS}
                  tls: {mode: SIMPLE, credentialName: shop-tls}
            ---
            apiVersion: v1
            kind: Secret
            metadata: {name: shop-tls, namespace: shop}
            """,
            """
            apiVersion: networking.istio.io/v1
            kind: Gateway
            metadata: {name: public, namespace: shop}
            spec:
              selector: {istio: ingressgateway}
              servers:
                - hosts: [shop.example.com]
                  port: {number: 443, name: https, protocol: HTTPS}
                  tls: {mode: SIMPLE, credentialName: shop-tls}
            ---
            apiVersion: v1
            kind: Secret
            metadata: {name: shop-tls, namespace: istio-system}
            """,
            "https://istio.io/latest/docs/reference/config/analysis/ist0101/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Reads reads() {
        return Reads.MESH;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        boolean lacksSecrets = mesh.lacks("", "Secret");
        return Credential.all(mesh)
                .filter(credential -> credential.secret(mesh).isEmpty())
                .map(credential -> credential.finding(
                        INFO, "there is no Secret " + credential.namespace() + "/" + credential.name()))
                .map(finding -> lacksSecrets ? finding.asInference() : finding);
    }
}
