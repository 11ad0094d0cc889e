package dev.meshwright.it;

import static dev.meshwright.it.Processes.CHECKOUT;
import static dev.meshwright.it.Processes.onPath;
import static dev.meshwright.it.Processes.output;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A real API server with the CRDs of Istio and the Gateway API.
///
/// @param isRig whether it is ours: started here, to be stopped here
record Cluster(Path kubeconfig, KubernetesClient client, boolean isRig) {
    private static final String RIG = CHECKOUT.resolve("it/rig/up.sh").toString();

    /// The cluster that KUBECONFIG names, else the rig; the test is skipped where there is neither. For tests that
    /// change nothing.
    static Cluster any() throws Exception {
        var kubeconfig = System.getenv("KUBECONFIG");
        return kubeconfig == null || kubeconfig.isEmpty() ? rig() : of(kubeconfig, false);
    }

    /// The rig beside these tests, started afresh; the test is skipped where it cannot be built.
    static Cluster rig() throws Exception {
        assumeTrue(onPath("go"), "skipped: Go is not there to build the API server");
        return of(output(List.of(RIG)).strip(), true);
    }

    private static Cluster of(String kubeconfig, boolean isRig) {
        var config = Config.fromKubeconfig(Path.of(kubeconfig).toFile());
        return new Cluster(
                Path.of(kubeconfig),
                new KubernetesClientBuilder().withConfig(config).build(),
                isRig);
    }

    /// The kubectl that was built with the rig, else the one on the PATH.
    String kubectl() {
        var built = kubeconfig.resolveSibling("../bin/kubectl").normalize();
        return Files.isExecutable(built) ? built.toString() : "kubectl";
    }

    /// Ends the connection, and the rig if it is ours.
    void disconnect() throws Exception {
        client.close();
        if (isRig) {
            output(List.of(RIG, "down"));
        }
    }
}
