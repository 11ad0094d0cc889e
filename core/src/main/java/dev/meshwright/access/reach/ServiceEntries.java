package dev.meshwright.access.reach;

import dev.meshwright.access.reach.Answer.Layer;
import dev.meshwright.access.reach.Answer.Reason;
import dev.meshwright.access.reach.Answer.Verdict;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Manifests;
import dev.meshwright.manifest.Node;
import java.util.Optional;

/// Hosts that ServiceEntries add to what proxies know.
final class ServiceEntries {
    private final HostIndex byHost;

    /// A port of such a host.
    ///
    /// @param node the port's; its protocol decides how proxies read what is sent
    record Declared(Manifest entry, Node node) {
        Routes.Kind kind() {
            return switch (node.text("protocol").orElse("")) {
                case "HTTP", "HTTP2", "GRPC", "GRPC-WEB" -> Routes.Kind.HTTP;
                case "HTTPS", "TLS" -> Routes.Kind.TLS;
                default -> Routes.Kind.TCP;
            };
        }

        /// The port that is connected to.
        int targetPort() {
            return node.integer("targetPort").or(() -> node.integer("number")).orElse(0);
        }

        /// Whether nothing can be behind the host: fixed addresses, of which there are none.
        boolean isEmpty() {
            return resolution().equals("STATIC")
                    && entry.root().items("spec", "endpoints").isEmpty()
                    && selector().isEmpty();
        }

        private String resolution() {
            return entry.root().text("spec", "resolution").orElse("NONE");
        }

        /// The labels of the pods behind it, where it selects pods.
        Optional<Node> selector() {
            return entry.root().at("spec", "workloadSelector", "labels");
        }

        Reason reason(String host) {
            var name = "ServiceEntry " + entry.id();
            var port = node.text("number").orElse("") + " ("
                    + node.text("protocol").orElse("TCP") + ")";
            return isEmpty()
                    ? Reason.of(Layer.NAME, Verdict.NO, "503: " + name + " has no endpoints", name, entry.where("spec"))
                    : Reason.of(
                            Layer.NAME,
                            Verdict.YES,
                            name + " declares port " + port + " of " + host + ", resolution " + resolution(),
                            name,
                            node.where());
        }
    }

    ServiceEntries(Manifests manifests) {
        this.byHost = HostIndex.of(manifests.ofKind("networking.istio.io", "ServiceEntry"), "spec", "hosts");
    }

    /// The oldest that a namespace sees for a host; empty where there is none.
    Optional<Manifest> of(String namespace, String host) {
        return byHost.of(host).stream()
                .map(HostIndex.Entry::object)
                .filter(entry -> Visible.isSeen(entry, namespace))
                .findFirst();
    }

    static Optional<Declared> port(Manifest entry, int port) {
        return entry.root().items("spec", "ports").stream()
                .filter(node -> node.integer("number").orElse(0) == port)
                .map(node -> new Declared(entry, node))
                .findFirst();
    }
}
