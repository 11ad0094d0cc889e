package dev.meshwright.analysis.gateways;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Reads;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.stream.Stream;

/// The Secret that a Gateway names holds no certificate that a proxy can use.
final class GatewayCredentialInvalid implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "IST0161",
            "GatewayCredentialInvalid",
            Category.SECURITY,
            Severity.ERROR,
            "A gateway's certificate cannot be used",
            "The proxy gets no certificate for the port, or one that clients refuse: TLS connections fail.",
            "Put a certificate that is valid now into the Secret as tls.crt, with its key as tls.key.",
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
            stringData: {tls.cert: "", tls.key: ""}
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
            stringData:
              tls.crt: |
                -----BEGIN CERTIFICATE-----
                MIIBjDCCATOgAwIBAgIUNJaP6qixnJjdPJa/aL4BLbNgPpYwCgYIKoZIzj0EAwIw
                GzEZMBcGA1UEAwwQc2hvcC5leGFtcGxlLmNvbTAgFw0yNjExMjExODE2MzRaGA8y
                MTI2MTAyODE4MTYzNFowGzEZMBcGA1UEAwwQc2hvcC5leGFtcGxlLmNvbTBZMBMG
                ByqGSM49AgEGCCqGSM49AwEHA0IABMqfh7yhvdmu0j6+2iWmBgmVGpKolVS7WfsC
                7WuAo1ida7iDiNOxPuu5ccjcXrv3fgPkIh4QnUosy4PTsewoLGWjUzBRMB0GA1Ud
                DgQWBBSDSOggLt9iHSB9YpPg7fOnuSkYmjAfBgNVHSMEGDAWgBSDSOggLt9iHSB9
                YpPg7fOnuSkYmjAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0cAMEQCIDp+
                WaWzyRecBmIbswUGeOpDM17vQ1jibbRoVeSiWdEoAiBjPu0OpE2uykMXaJ1kOig1
                st6QSuCTK+DpEjwOmR144w==
                -----END CERTIFICATE-----
              tls.key: the key that belongs to it
            """,
            "https://istio.io/latest/docs/reference/config/analysis/ist0161/");

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
        return Credential.all(mesh)
                .flatMap(credential -> credential
                        .secret(mesh)
                        .flatMap(secret -> Certificates.fault(secret, mesh.now()))
                        .map(fault -> credential.finding(
                                INFO,
                                "Secret " + credential.namespace() + "/" + credential.name() + " cannot be used: "
                                        + fault))
                        .stream());
    }
}
