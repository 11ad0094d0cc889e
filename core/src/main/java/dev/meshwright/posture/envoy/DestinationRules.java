package dev.meshwright.posture.envoy;

import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Node;
import dev.meshwright.posture.Intended;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The `DestinationRule`s that a client's proxy goes by: of its own namespace, else of the host's, else of the root
/// namespace; within one of them the one with the closest host name.
final class DestinationRules {
    private final List<Manifest> all;
    private final String rootNamespace;
    private final EnvoyProxy proxy;

    DestinationRules(Intended intended, EnvoyProxy proxy) {
        this.all = intended.objects("networking.istio.io", "DestinationRule")
                .sorted(Comparator.comparing(
                        one -> one.root().text("metadata", "creationTimestamp").orElse("9999")))
                .toList();
        this.rootNamespace = intended.settings().rootNamespace();
        this.proxy = proxy;
    }

    /// The rules for a host that are merged; none where no rule is for it. The first decides but for subsets.
    List<Manifest> of(MeshHost host) {
        var own = proxy.namespace().equals(rootNamespace) ? List.<Manifest>of() : in(proxy.namespace(), host);
        if (!own.isEmpty()) {
            return own;
        }
        var ofHost = in(host.namespace(), host);
        return ofHost.isEmpty() ? in(rootNamespace, host) : ofHost;
    }

    private List<Manifest> in(String namespace, MeshHost host) {
        var fitting = all.stream()
                .filter(one -> one.namespaceOrDefault().equals(namespace))
                .filter(one -> isExported(one) && selectsProxy(one))
                .filter(one -> SidecarScope.matches(hostOf(one), host.name()))
                .toList();
        var closest = fitting.stream().map(DestinationRules::hostOf).max(Comparator.comparingInt(String::length));
        return fitting.stream()
                .filter(one -> closest.filter(hostOf(one)::equals).isPresent())
                .toList();
    }

    private static String hostOf(Manifest rule) {
        return Registry.fullName(
                rule.namespaceOrDefault(), rule.root().text("spec", "host").orElse(""));
    }

    private boolean isExported(Manifest rule) {
        var scopes = TlsContexts.texts(rule.root().items("spec", "exportTo"));
        return scopes.isEmpty()
                || scopes.contains("*")
                || scopes.contains(proxy.namespace())
                || (scopes.contains(".") && rule.namespaceOrDefault().equals(proxy.namespace()));
    }

    private boolean selectsProxy(Manifest rule) {
        return rule.root().entries("spec", "workloadSelector", "matchLabels").stream()
                .allMatch(label -> label.value()
                        .text()
                        .equals(Optional.ofNullable(proxy.labels().get(label.key()))));
    }

    /// The subsets of a host, the first of each name.
    List<Node> subsets(MeshHost host) {
        var subsets = new ArrayList<Node>();
        for (var rule : of(host)) {
            for (var subset : rule.root().items("spec", "subsets")) {
                var name = subset.text("name").orElse("");
                if (!name.isEmpty()
                        && subsets.stream()
                                .noneMatch(known ->
                                        known.text("name").filter(name::equals).isPresent())) {
                    subsets.add(subset);
                }
            }
        }
        return subsets;
    }

    /// The settings for a port of a host, or of one of its subsets.
    ///
    /// @param subset null for the host as a whole
    TrafficPolicy policy(MeshHost host, int port, @Nullable Node subset) {
        var policy = TrafficPolicy.NONE;
        for (var rule : of(host)) {
            var top = rule.root().at("spec", "trafficPolicy");
            if (top.isPresent()) {
                policy = policy.with(top.get(), port);
                break;
            }
        }
        var own = subset == null ? Optional.<Node>empty() : subset.at("trafficPolicy");
        return own.isPresent() ? policy.with(own.get(), port) : policy;
    }
}
