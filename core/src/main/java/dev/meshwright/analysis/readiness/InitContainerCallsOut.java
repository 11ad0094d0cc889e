package dev.meshwright.analysis.readiness;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.manifest.Node;
import dev.meshwright.topology.Workload;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// An init container calls over the network while its calls already go to a proxy that has not started.
final class InitContainerCallsOut implements Rule {
    private static final Pattern CALLING = Pattern.compile(
            "(^|[\\s/;&|(])(curl|wget|nc|ncat|telnet|pg_isready|psql|mysqladmin|redis-cli|mongosh?|git clone|grpcurl)([\\s;]|$)"
                    + "|https?://");
    private static final String EXCLUDED = "traffic.sidecar.istio.io/excludeOutbound";
    private static final String PROXY_USER = "1337";

    private static final RuleInfo INFO = new RuleInfo(
            "MW5302",
            "InitContainerCallsOut",
            Category.INJECTION,
            Severity.WARNING,
            "An init container calls before there is a proxy",
            "The pod's calls are led to the sidecar from the beginning, and an ordinary sidecar starts after the init"
                    + " containers: their calls are refused, and the pod never starts.",
            "Let istiod make native sidecars (ENABLE_NATIVE_SIDECARS, Kubernetes 1.29 or later); or exclude the port by"
                    + " traffic.sidecar.istio.io/excludeOutboundPorts.",
            Examples.NAMESPACE
                    + Examples.cart(
                            "sidecar.istio.io/nativeSidecar: \"false\"",
                            "{initContainers: [{name: wait, command: [sh, -c, \"until nc -z store 5432; do sleep 1; done\"]}],"
                                    + " containers: [{name: cart}]}"),
            Examples.NAMESPACE
                    + Examples.cart(
                            "sidecar.istio.io/nativeSidecar: \"true\"",
                            "{initContainers: [{name: wait, command: [sh, -c, \"until nc -z store 5432; do sleep 1; done\"]}],"
                                    + " containers: [{name: cart}]}"),
            "https://istio.io/latest/docs/setup/additional-setup/cni/#compatibility-with-application-init-containers");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        var view = ReadinessView.of(mesh);
        return view.withSidecar()
                .filter(workload -> view.hasOrdinarySidecar(workload)
                        && workload.annotations().keySet().stream().noneMatch(key -> key.startsWith(EXCLUDED)))
                .flatMap(workload -> Containers.initial(workload).stream()
                        .filter(container -> callsOut(container) && !isProxyUser(container, workload))
                        .map(container -> Finding.of(
                                INFO,
                                workload.manifest(),
                                container.where(),
                                "spec.template.spec.initContainers",
                                "init container " + Containers.name(container) + " of " + workload.id()
                                        + " calls over the network before the sidecar starts",
                                INFO.fix())));
    }

    private static boolean callsOut(Node container) {
        return Containers.texts(container)
                .anyMatch(text -> CALLING.matcher(text).find());
    }

    /// What runs as the proxy's user is let past the proxy.
    private static boolean isProxyUser(Node container, Workload workload) {
        return container
                .text("securityContext", "runAsUser")
                .or(() -> workload.podSpec().text("securityContext", "runAsUser"))
                .orElse("")
                .equals(PROXY_USER);
    }
}
