package dev.meshwright.posture.envoy;

import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Node;
import dev.meshwright.posture.Intended;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What of the mesh a proxy is told: the hosts it may know, and what becomes of traffic to others.
final class SidecarScope {
    private final Intended intended;
    private final EnvoyProxy proxy;
    private final @Nullable Manifest sidecar;
    private final List<MeshHost> hosts;
    private final Map<String, MeshHost> byName = new HashMap<>();

    SidecarScope(Intended intended, EnvoyProxy proxy, Registry registry) {
        this.intended = intended;
        this.proxy = proxy;
        this.sidecar = proxy.isGateway() ? null : find().orElse(null);
        this.hosts = registry.hosts().stream()
                .filter(host -> host.isVisibleTo(proxy.namespace()))
                .filter(this::isImported)
                .toList();
        hosts.forEach(host -> byName.put(host.name(), host));
    }

    /// The Sidecar that counts: one for the workload, else one for its namespace, else the mesh's; the oldest of each.
    private Optional<Manifest> find() {
        var all = intended.objects("networking.istio.io", "Sidecar")
                .sorted(Comparator.comparing(
                        one -> one.root().text("metadata", "creationTimestamp").orElse("9999")))
                .toList();
        var root = intended.settings().rootNamespace();
        return all.stream()
                .filter(one -> one.namespaceOrDefault().equals(proxy.namespace()) && selects(one))
                .findFirst()
                .or(() -> all.stream()
                        .filter(one -> one.namespaceOrDefault().equals(proxy.namespace()) && !hasSelector(one))
                        .findFirst())
                .or(() -> all.stream()
                        .filter(one -> one.namespaceOrDefault().equals(root) && !hasSelector(one))
                        .findFirst());
    }

    private static boolean hasSelector(Manifest sidecar) {
        return !sidecar.root().entries("spec", "workloadSelector", "labels").isEmpty();
    }

    private boolean selects(Manifest sidecar) {
        return hasSelector(sidecar)
                && sidecar.root().entries("spec", "workloadSelector", "labels").stream()
                        .allMatch(label -> label.value()
                                .text()
                                .equals(Optional.ofNullable(proxy.labels().get(label.key()))));
    }

    private boolean isImported(MeshHost host) {
        var listeners = egress();
        return listeners.isEmpty()
                || listeners.stream()
                        .flatMap(one -> one.items("hosts").stream())
                        .anyMatch(item ->
                                item.text().filter(text -> imports(text, host)).isPresent());
    }

    private boolean imports(String written, MeshHost host) {
        int slash = written.indexOf('/');
        var namespace = slash < 0 ? "*" : written.substring(0, slash);
        var name = written.substring(slash + 1);
        boolean inNamespace = switch (namespace) {
            case "*" -> true;
            case "." -> host.namespace().equals(proxy.namespace());
            case "~" -> false;
            default -> host.namespace().equals(namespace);
        };
        return inNamespace && matches(name, host.name());
    }

    /// Whether a name, which may begin with `*`, holds another one.
    static boolean matches(String pattern, String name) {
        return pattern.equals("*")
                || pattern.equals(name)
                || (pattern.startsWith("*") && name.endsWith(pattern.substring(1)));
    }

    private List<Node> egress() {
        return sidecar == null ? List.of() : sidecar.root().items("spec", "egress");
    }

    /// Whether the Sidecar names ports or addresses of its own to listen on.
    boolean hasListenersOfItsOwn() {
        return egress().stream().anyMatch(one -> one.at("port").isPresent());
    }

    /// The ports that the Sidecar takes connections on instead of those of the Services; empty where it names none.
    List<Node> ingress() {
        return sidecar == null ? List.of() : sidecar.root().items("spec", "ingress");
    }

    /// The Sidecar that counts; null for none.
    @Nullable
    Manifest sidecar() {
        return sidecar;
    }

    /// The hosts that the proxy knows, by name.
    List<MeshHost> hosts() {
        return hosts;
    }

    Optional<MeshHost> host(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /// Whether traffic to unknown places goes nowhere.
    boolean isRegistryOnly() {
        var own = sidecar == null
                ? Optional.<String>empty()
                : sidecar.root().text("spec", "outboundTrafficPolicy", "mode");
        return own.or(() -> intended.meshConfig().text("outboundTrafficPolicy", "mode"))
                .filter("REGISTRY_ONLY"::equals)
                .isPresent();
    }
}
