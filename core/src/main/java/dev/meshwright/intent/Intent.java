package dev.meshwright.intent;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The intent file `meshwright.yaml`. Everything has a default, so an empty intent is a good one.
///
/// @param trustDomain of the mesh's identities, `cluster.local` unless set
/// @param istioVersion minor version to generate for, such as `1.31`
/// @param ingressGateways identities that traffic from outside arrives with, as `namespace/serviceAccount`
/// @param tracingProvider name of the mesh config's extension provider; null for no tracing
/// @param notProduction namespaces where findings about posture are for information only
/// @param services by `namespace/name`
/// @param acknowledged findings that the user lives with
public record Intent(
        String trustDomain,
        String istioVersion,
        List<String> ingressGateways,
        @Nullable String tracingProvider,
        List<String> notProduction,
        Map<String, ServiceIntent> services,
        List<Acknowledgement> acknowledged) {

    /// The newest Istio minor version we have facts for.
    public static final String NEWEST_ISTIO = "1.31";

    public Intent {
        ingressGateways = List.copyOf(ingressGateways);
        notProduction = List.copyOf(notProduction);
        services = Collections.unmodifiableMap(new TreeMap<>(services));
        acknowledged = List.copyOf(acknowledged);
    }

    /// An intent that acknowledges nothing.
    public Intent(
            String trustDomain,
            String istioVersion,
            List<String> ingressGateways,
            @Nullable String tracingProvider,
            List<String> notProduction,
            Map<String, ServiceIntent> services) {
        this(trustDomain, istioVersion, ingressGateways, tracingProvider, notProduction, services, List.of());
    }

    public static Intent defaults() {
        return new Intent("cluster.local", NEWEST_ISTIO, List.of(), null, List.of(), Map.of());
    }

    /// The same for everything but this service.
    public Intent with(String id, ServiceIntent service) {
        return with(Map.of(id, service));
    }

    /// The same for everything but these services, by `namespace/name`.
    Intent with(Map<String, ServiceIntent> others) {
        var all = new TreeMap<>(services);
        all.putAll(others);
        return new Intent(
                trustDomain, istioVersion, ingressGateways, tracingProvider, notProduction, all, acknowledged);
    }

    /// The same for another minor version of Istio.
    public Intent withIstioVersion(String version) {
        return new Intent(
                trustDomain, version, ingressGateways, tracingProvider, notProduction, services, acknowledged);
    }

    public ServiceIntent service(String id) {
        return services.getOrDefault(id, ServiceIntent.NONE);
    }

    /// What the user says about one service; null or empty means "decide for me".
    ///
    /// @param timeout for calls to it, such as `3s`; `0s` for none
    /// @param retries how often a failed call is repeated
    /// @param idempotent whether repeating a call does no harm
    /// @param streaming whether answers are streams, so that no timeout fits
    /// @param criticality when it is rolled out: `worker`, `internal`, `core`, `gateway`
    /// @param publicPorts ports that callers without a client certificate use, each justified
    /// @param callers further callers as `namespace/name` of workloads or services that manifests do not show
    public record ServiceIntent(
            @Nullable ServiceClass serviceClass,
            @Nullable String timeout,
            @Nullable Integer retries,
            @Nullable Boolean idempotent,
            @Nullable Boolean streaming,
            @Nullable String criticality,
            List<PublicPort> publicPorts,
            List<String> callers) {
        public static final ServiceIntent NONE =
                new ServiceIntent(null, null, null, null, null, null, List.of(), List.of());

        public ServiceIntent {
            publicPorts = List.copyOf(publicPorts);
            callers = List.copyOf(callers);
        }

        /// The same with other public ports.
        public ServiceIntent withPublicPorts(List<PublicPort> ports) {
            return new ServiceIntent(
                    serviceClass, timeout, retries, idempotent, streaming, criticality, ports, callers);
        }
    }

    /// A port that is open to callers without a client certificate.
    ///
    /// @param port the Service's port; a port that the Service does not have is the pods' own
    /// @param paths the only paths they may use; empty for all
    public record PublicPort(int port, List<String> paths, String reason) {
        public PublicPort {
            paths = List.copyOf(paths);
        }
    }
}
