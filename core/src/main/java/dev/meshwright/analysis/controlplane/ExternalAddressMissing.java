package dev.meshwright.analysis.controlplane;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.stream.Stream;

/// A webhook has no address at which istiod could be reached. Whether the name resolves is not looked up.
final class ExternalAddressMissing implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "IST0163",
            "ExternalAddressMissing",
            Category.REFERENCE,
            Severity.WARNING,
            "A webhook does not lead to an external istiod",
            "The API server cannot reach istiod: pods are not injected and Istio's objects are not" + " validated.",
            "Give the webhook the URL of the external istiod.",
            """
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingWebhookConfiguration
            metadata: {name: istio-validator-external}
            webhooks:
              - name: rev.validation.istio.io
                clientConfig: {}
            """,
            """
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingWebhookConfiguration
            metadata: {name: istio-validator-external}
            webhooks:
              - name: rev.validation.istio.io
                clientConfig: {url: "https://istiod.example.com:15017/validate"}
            """,
            "https://istio.io/latest/docs/reference/config/analysis/ist0163/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return WebhookAddress.all(mesh)
                .flatMap(address -> address.fault().map(fault -> address.finding(INFO, fault)).stream());
    }
}
