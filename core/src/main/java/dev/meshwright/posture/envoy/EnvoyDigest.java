package dev.meshwright.posture.envoy;

import dev.meshwright.posture.CertificateAge;
import dev.meshwright.posture.Certificates;
import dev.meshwright.posture.ProxyState;
import dev.meshwright.posture.ResourceTexts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// What an Envoy does, resource by resource, as texts that are the same as long as it does the same: without versions,
/// times and statistics, with lists in one order where order means nothing, and without what every new pod has anew:
/// its address, its name and its certificate.
public final class EnvoyDigest {
    /// Routes that a listener's filters hold are shown a second time.
    private static final String INLINE = "inline-route";

    private final ProxyState state;
    private final Set<String> ownAddresses = new HashSet<>();
    private final ResourceTexts texts = new ResourceTexts();

    private EnvoyDigest(ProxyState state) {
        this.state = state;
        for (var address :
                state.node().path("metadata").path("INSTANCE_IPS").asString("").split(",", -1)) {
            if (!address.isEmpty()) {
                ownAddresses.add(address);
            }
        }
    }

    /// By `KIND/NAME`.
    public static SortedMap<String, String> of(ProxyState state) {
        var digest = new EnvoyDigest(state);
        digest.read(new EnvoyDump(state.configDump()));
        return digest.texts.all();
    }

    /// Clusters that follow the connection have an endpoint as soon as there was one.
    private void read(EnvoyDump dump) {
        var followed = Stream.of("cluster", "static-cluster")
                .flatMap(dump::ofKind)
                .filter(cluster -> cluster.config().path("type").asString("").equals("ORIGINAL_DST"))
                .map(Resource::name)
                .collect(Collectors.toSet());
        dump.all()
                .filter(resource -> !resource.kind().equals(INLINE))
                .filter(resource -> !resource.kind().equals("endpoint") || !followed.contains(resource.name()))
                .forEach(resource -> texts.add(resource.id(), text(resource)));
        for (var field : dump.bootstrap().properties()) {
            if (!field.getKey().equals("node")) {
                texts.add(
                        field.getKey().equals("admin") ? "bootstrap/admin" : "bootstrap/rest",
                        field.getKey() + canonical("", field.getValue()));
            }
        }
        dump.unknown().forEach(section -> texts.add("unknown/" + section, section));
    }

    private String text(Resource resource) {
        return switch (resource.kind()) {
            case "endpoint" -> endpoints(resource.config());
            case "secret", "warming-secret" -> secret(resource.config());
            default -> canonical(Message.typeOf(resource.config()), resource.config());
        };
    }

    /// Which workloads stand behind a cluster, on which ports, by which transport; their number and addresses change
    /// all the time. Of what is no workload of the mesh the address counts.
    private String endpoints(JsonNode assignment) {
        var ends = new TreeSet<String>();
        for (var locality : assignment.path("endpoints")) {
            for (var end : locality.path("lb_endpoints")) {
                var metadata = end.path("metadata").path("filter_metadata");
                var workload = metadata.path("istio").path("workload").asString("");
                var address = end.path("endpoint").path("address");
                var socket = address.path("socket_address");
                ends.add((workload.isEmpty()
                                ? canonical("", address)
                                : workload + " " + socket.path("port_value").asString(""))
                        + " " + canonical("", metadata.path("envoy.transport_socket_match"))
                        + " " + locality.path("priority").asString(""));
            }
        }
        return canonical("", assignment.path("policy")) + String.join("\n", ends);
    }

    /// Of a certificate, whose it is, who vouches for it, and how far it is.
    private String secret(JsonNode secret) {
        var chain = secret.path("tls_certificate").path("certificate_chain");
        return Certificates.text(chain).stream()
                .flatMap(pem -> Certificates.read(pem).stream())
                .findFirst()
                .map(leaf -> Certificates.holder(leaf) + ", " + CertificateAge.of(leaf, state.at()))
                .orElseGet(() -> canonical("", secret));
    }

    private String canonical(String type, JsonNode node) {
        if (node.isObject()) {
            var own = Message.typeOf(node);
            var within = own.isEmpty() ? type : own;
            return new TreeSet<>(node.propertyNames())
                    .stream()
                            .filter(name -> !Tolerances.isHarmless(within, name))
                            .filter(name -> !Tolerances.isIstioMetadata(name, node.path(name)))
                            .map(name -> '"' + name + "\":" + field(within, name, node.path(name)))
                            .collect(Collectors.joining(",", "{", "}"));
        }
        return node.isArray() ? list(type, Lists.Rule.ORDERED, node) : value(node);
    }

    private String field(String type, String name, JsonNode value) {
        return value.isArray() ? list(type, Lists.of(name), value) : canonical(type, value);
    }

    private String list(String type, Lists.Rule rule, JsonNode list) {
        List<String> items = new ArrayList<>();
        list.forEach(item -> items.add(canonical(type, item)));
        if (rule == Lists.Rule.SET || rule == Lists.Rule.UNORDERED) {
            items.sort(null);
        }
        return items.stream().collect(Collectors.joining(",", "[", "]"));
    }

    private String value(JsonNode value) {
        return ownAddresses.contains(value.asString("")) ? "\"own address\"" : value.toString();
    }
}
