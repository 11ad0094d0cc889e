package dev.meshwright.analysis.controlplane;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.stream.Stream;

/// A webhook has the IP address of an external istiod instead of its name.
final class ExternalAddressIsIp implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "IST0164",
            "ExternalAddressIsIp",
            Category.REFERENCE,
            Severity.INFO,
            "A webhook leads to an IP address",
            "The certificate of the external istiod has to be for this address, and a change of it means"
                    + " changing the cluster.",
            "Use a host name.",
            """
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingWebhookConfiguration
            metadata: {name: istio-validator-external}
            webhooks:
              - name: rev.validation.istio.io
                clientConfig: {url: "https://192.0.2.7:15017/validate"}
            """,
            """
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingWebhookConfiguration
            metadata: {name: istio-validator-external}
            webhooks:
              - name: rev.validation.istio.io
                clientConfig: {url: "https://istiod.example.com:15017/validate"}
            """,
            "https://istio.io/latest/docs/reference/config/analysis/ist0164/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return WebhookAddress.all(mesh)
                .filter(WebhookAddress::isIp)
                .map(address -> address.finding(
                        INFO, "webhook " + address.name() + " leads to an IP address instead of a name"));
    }
}
