package dev.meshwright.analysis.posture;

import dev.meshwright.access.Membership;
import dev.meshwright.access.Membership.Proxy;
import dev.meshwright.access.PeerAuthentication.Mode;
import dev.meshwright.access.PeerModes;
import dev.meshwright.access.reach.DestinationRules;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.MeshAccess;
import dev.meshwright.analysis.posture.SecuredCall.Outcome;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.topology.Edge;
import dev.meshwright.topology.Service;
import dev.meshwright.topology.Workload;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How the connections of a mesh are secured: what callers' proxies start, by DestinationRules or by themselves, and
/// what callees' take, by PeerAuthentications.
public final class MutualTls {
    private static final String EXCLUDED_PORTS = "traffic.sidecar.istio.io/excludeInboundPorts";

    private final Mesh mesh;
    private final MeshAccess access;
    private final Membership membership;
    private final PeerModes modes;
    private final DestinationRules destinationRules;
    private final SequencedMap<String, Workload> workloads = new LinkedHashMap<>();
    private final Map<String, Service> services = new HashMap<>();
    private final Map<String, Proxy> proxies = new HashMap<>();
    private final boolean setsTls;
    private final List<SecuredCall> calls;

    private MutualTls(Mesh mesh, MeshAccess access, PeerModes modes, DestinationRules destinationRules) {
        this.mesh = mesh;
        this.access = access;
        this.membership = access.membership();
        this.modes = modes;
        this.destinationRules = destinationRules;
        this.setsTls = RuleTls.setting(mesh).findAny().isPresent();
        for (var workload : mesh.workloads()) {
            workloads.putIfAbsent(workload.id(), workload);
            proxies.put(key(workload), membership.proxyOf(workload));
        }
        mesh.topology().services().forEach(service -> services.putIfAbsent(service.id(), service));
        this.calls = mesh.topology().edges().stream().flatMap(this::calls).toList();
    }

    /// As the mesh stands.
    public static MutualTls of(Mesh mesh) {
        var access = MeshAccess.of(mesh);
        return mesh.view(
                MutualTls.class,
                one -> new MutualTls(
                        one,
                        access,
                        access.access().peerModes(),
                        new DestinationRules(one.manifests(), access.settings())));
    }

    DestinationRules destinationRules() {
        return destinationRules;
    }

    /// The workloads that a Service leads to.
    List<Workload> behind(Service service) {
        return service.workloads().stream()
                .flatMap(id -> Optional.ofNullable(workloads.get(id)).stream())
                .toList();
    }

    /// What stands between a workload and the network.
    public Proxy proxyOf(Workload workload) {
        return proxies.getOrDefault(key(workload), Proxy.NONE);
    }

    private static String key(Workload workload) {
        return workload.kind() + "/" + workload.id();
    }

    /// Whether files say that the workload is in the mesh: elsewhere its labels may be set by other means.
    boolean isSaidToBeIn(Workload workload) {
        return membership.of(workload) == Membership.State.IN;
    }

    /// Whether files say that the workload is not in the mesh.
    boolean isSaidToBeOut(Workload workload) {
        return membership.of(workload) == Membership.State.OUT;
    }

    /// What takes connections to a port of the pods: a port that the sidecar leaves out is the application's own.
    public Proxy proxyAt(Workload workload, int podPort) {
        var proxy = proxyOf(workload);
        return proxy == Proxy.SIDECAR
                        && workload.annotations().containsKey(EXCLUDED_PORTS)
                        && excludedPorts(workload).contains(String.valueOf(podPort))
                ? Proxy.NONE
                : proxy;
    }

    private static Set<String> excludedPorts(Workload workload) {
        return Stream.of(workload.annotations().getOrDefault(EXCLUDED_PORTS, "").split(",", -1))
                .map(String::strip)
                .collect(Collectors.toSet());
    }

    /// The mode of a port of the pods as the proxy before them enforces it; of the others for port 0.
    public PeerModes.Effective mode(Workload workload, int podPort) {
        if (proxyOf(workload) == Proxy.ZTUNNEL) {
            return modes.ofAmbient(workload, podPort);
        }
        return podPort == 0 ? modes.of(workload) : modes.of(workload, podPort);
    }

    /// Every known call between workloads of the input, in the order of the topology. Calls of and to gateways are
    /// left out: their own configuration decides.
    public List<SecuredCall> calls() {
        return calls;
    }

    private Stream<SecuredCall> calls(Edge edge) {
        var caller = services.get(edge.from());
        var callee = services.get(edge.to());
        if (caller == null || callee == null) {
            return Stream.empty();
        }
        int podPort = podPort(callee, edge.port());
        return behind(caller).stream()
                .flatMap(from -> behind(callee).stream()
                        .filter(to -> !from.isGateway()
                                && !to.isGateway()
                                && !from.id().equals(to.id()))
                        .map(to -> call(edge, callee, from, to, podPort)));
    }

    /// The one port that can be meant, where the edge names none.
    private static int podPort(Service callee, int port) {
        var meant = port == 0 && callee.ports().size() == 1
                ? Optional.of(callee.ports().getFirst())
                : callee.port(port);
        return meant.map(Service.Port::targetPort).orElse(0);
    }

    private SecuredCall call(Edge edge, Service callee, Workload from, Workload to, int podPort) {
        var mode = mode(to, podPort);
        var outcome = outcome(proxyOf(from), proxyAt(to, podPort), mode.mode(), wanted(from, callee, edge.port()));
        return new SecuredCall(edge, from, to, podPort, outcome, mode);
    }

    /// What DestinationRules make the caller's sidecar start; ztunnel does not read them.
    private @Nullable String wanted(Workload from, Service callee, int port) {
        if (!setsTls || proxyOf(from) != Proxy.SIDECAR) {
            return null;
        }
        List<Manifest> rules = destinationRules.of(from.namespace(), callee.namespace(), callee.host());
        return DestinationRules.tls(rules, null, port)
                .map(DestinationRules.Tls::mode)
                .orElse(null);
    }

    /// What becomes of a connection.
    ///
    /// @param wanted the TLS mode of a DestinationRule; null where none says, and the proxy starts what is taken
    static Outcome outcome(Proxy caller, Proxy callee, Mode mode, @Nullable String wanted) {
        if (callee == Proxy.NONE) {
            return caller == Proxy.NONE || wanted == null ? Outcome.PLAINTEXT : toApplication(wanted);
        }
        if (caller == Proxy.NONE) {
            return mode == Mode.STRICT ? Outcome.REFUSED : Outcome.PLAINTEXT;
        }
        return switch (wanted) {
            case null -> mode == Mode.DISABLE ? Outcome.PLAINTEXT : Outcome.MUTUAL_TLS;
            case "ISTIO_MUTUAL" -> mode == Mode.DISABLE ? Outcome.REFUSED : Outcome.MUTUAL_TLS;
            default -> mode == Mode.STRICT ? Outcome.REFUSED : toApplication(wanted);
        };
    }

    private static Outcome toApplication(String wanted) {
        return switch (wanted) {
            case "ISTIO_MUTUAL" -> Outcome.REFUSED;
            case "SIMPLE", "MUTUAL" -> Outcome.OTHER_TLS;
            default -> Outcome.PLAINTEXT;
        };
    }
}
