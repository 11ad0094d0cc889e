package dev.meshwright.analysis.posture;

import dev.meshwright.access.Membership.Proxy;
import dev.meshwright.access.PeerModes;
import dev.meshwright.access.reach.DestinationRules;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.posture.SecuredCall.Outcome;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Node;
import dev.meshwright.topology.Protocol;
import dev.meshwright.topology.Service;
import dev.meshwright.topology.Workload;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A TLS setting of a DestinationRule at one place of the workloads that it leads to.
///
/// @param node the `tls` that counts
/// @param proxy what takes the connection
/// @param mode what the workload's PeerAuthentications say for the port
record RuleTls(
        Manifest rule,
        Node node,
        String wanted,
        Workload to,
        int podPort,
        Proxy proxy,
        PeerModes.Effective mode,
        Outcome outcome) {

    /// All of them, for the namespaces that are known to call, the rule's and the Service's. Ambient workloads are left
    /// out: their callers' sidecars tunnel whatever they start. So are gateways.
    static List<RuleTls> all(Mesh mesh) {
        var tls = MutualTls.of(mesh);
        return mesh.view(Index.class, one -> new Index(one, tls)).all;
    }

    /// The DestinationRules that say something of TLS.
    static Stream<Manifest> setting(Mesh mesh) {
        return mesh.objects("networking.istio.io", "DestinationRule").stream().filter(Index::setsTls);
    }

    /// Made once for the rules that ask.
    private static final class Index {
        private final List<RuleTls> all = new ArrayList<>();
        private final Map<String, SequencedSet<String>> callers = new HashMap<>();
        private final Set<String> calledFromMesh = new HashSet<>();
        private final MutualTls tls;

        private Index(Mesh mesh, MutualTls tls) {
            this.tls = tls;
            var setting = setting(mesh).toList();
            if (setting.isEmpty()) {
                return;
            }
            var owners = new LinkedHashSet<String>();
            setting.forEach(rule -> owners.add(rule.namespaceOrDefault()));
            for (var call : tls.calls()) {
                callers.computeIfAbsent(call.edge().to(), _ -> new LinkedHashSet<>())
                        .add(call.from().namespace());
                if (tls.isSaidToBeIn(call.from())) {
                    calledFromMesh.add(call.to().id());
                }
            }
            SequencedMap<List<Object>, RuleTls> found = new LinkedHashMap<>();
            for (var service : mesh.topology().services()) {
                if (!service.isWorkloadOnly()) {
                    clients(service, owners)
                            .flatMap(client -> of(client, service))
                            .forEach(one -> found.putIfAbsent(
                                    List.of(one.node().where(), one.to().id(), one.podPort()), one));
                }
            }
            all.addAll(found.values());
        }

        private static boolean setsTls(Manifest rule) {
            return Stream.concat(
                            rule.root().at("spec", "trafficPolicy").stream(),
                            rule.root().items("spec", "subsets").stream()
                                    .flatMap(subset -> subset.at("trafficPolicy").stream()))
                    .anyMatch(policy -> policy.at("tls").isPresent()
                            || policy.items("portLevelSettings").stream()
                                    .anyMatch(port -> port.at("tls").isPresent()));
        }

        /// The namespaces whose callers are asked for: those that the rules stand in may be for their own only.
        private Stream<String> clients(Service service, Collection<String> owners) {
            var known = callers.getOrDefault(service.id(), new LinkedHashSet<>());
            return Stream.of(Stream.of(service.namespace()), known.stream(), owners.stream())
                    .flatMap(one -> one)
                    .distinct();
        }

        private Stream<RuleTls> of(String client, Service service) {
            var rules = tls.destinationRules().of(client, service.namespace(), service.host());
            var subsets = new ArrayList<@Nullable String>();
            subsets.add(null);
            rules.forEach(rule -> rule.root()
                    .items("spec", "subsets")
                    .forEach(subset -> subset.text("name").ifPresent(subsets::add)));
            return subsets.stream().flatMap(subset -> of(rules, subset, service));
        }

        private Stream<RuleTls> of(List<Manifest> rules, @Nullable String subset, Service service) {
            Map<String, String> labels = subset == null
                    ? Map.of()
                    : DestinationRules.subset(rules, subset).orElseGet(LinkedHashMap::new);
            return service.ports().stream()
                    .filter(port -> port.protocol() != Protocol.UDP && port.targetPort() > 0)
                    .flatMap(port -> DestinationRules.tls(rules, subset, port.port()).stream()
                            .flatMap(set -> tls.behind(service).stream()
                                    .filter(to -> to.labels().entrySet().containsAll(labels.entrySet()))
                                    .filter(to -> !to.isGateway() && tls.proxyOf(to) != Proxy.ZTUNNEL && isTold(to))
                                    .map(to -> of(set, to, port.targetPort()))));
        }

        /// A workload without a proxy may get one by other means, unless its files refuse it or the mesh is known to
        /// call.
        private boolean isTold(Workload to) {
            return tls.proxyOf(to) != Proxy.NONE || tls.isSaidToBeOut(to) || calledFromMesh.contains(to.id());
        }

        private RuleTls of(DestinationRules.Tls set, Workload to, int podPort) {
            var proxy = tls.proxyAt(to, podPort);
            var mode = tls.mode(to, podPort);
            var outcome = MutualTls.outcome(Proxy.SIDECAR, proxy, mode.mode(), set.mode());
            return new RuleTls(set.rule(), set.node(), set.mode(), to, podPort, proxy, mode, outcome);
        }
    }
}
