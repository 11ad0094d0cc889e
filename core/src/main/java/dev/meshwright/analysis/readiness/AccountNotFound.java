package dev.meshwright.analysis.readiness;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.manifest.Node;
import dev.meshwright.topology.Workload;
import java.util.stream.Stream;

/// A workload runs as a service account that does not exist.
final class AccountNotFound implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW5306",
            "AccountNotFound",
            Category.REFERENCE,
            Severity.ERROR,
            "A workload's service account does not exist",
            "The API server refuses pods whose account is missing: the workload never starts. In the mesh the account is"
                    + " the identity that policies admit.",
            "Add the ServiceAccount, or correct the name.",
            Examples.NAMESPACE
                    + account("card")
                    + Examples.cart("", "{serviceAccountName: cart, containers: [{name: c}]}"),
            Examples.NAMESPACE
                    + account("cart")
                    + Examples.cart("", "{serviceAccountName: cart, containers: [{name: c}]}"),
            "https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/");

    private static String account(String name) {
        return """
                apiVersion: v1
                kind: ServiceAccount
                metadata: {name: %s, namespace: shop}
                ---
                """.formatted(name);
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        boolean isLookedAtInPart = mesh.lacks("", "ServiceAccount");
        return mesh.workloads().stream()
                .filter(workload -> !workload.serviceAccount().equals("default")
                        && mesh.object("", "ServiceAccount", workload.namespace(), workload.serviceAccount())
                                .isEmpty())
                .map(AccountNotFound::finding)
                .map(finding -> isLookedAtInPart ? finding.asInference() : finding);
    }

    private static Finding finding(Workload workload) {
        return Finding.of(
                INFO,
                workload.manifest(),
                workload.podSpec()
                        .at("serviceAccountName")
                        .or(() -> workload.podSpec().at("serviceAccount"))
                        .map(Node::where)
                        .orElse(workload.where()),
                "spec.template.spec.serviceAccountName",
                "there is no service account " + workload.namespace() + "/" + workload.serviceAccount(),
                INFO.fix());
    }
}
