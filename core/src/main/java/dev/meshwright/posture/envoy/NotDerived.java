package dev.meshwright.posture.envoy;

import dev.meshwright.access.AuthorizationPolicy.Action;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Node;
import dev.meshwright.posture.Intended;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The objects of the intent that reach a proxy and whose effect is not derived. What they change is reported as if
/// nobody had meant it; this says so.
final class NotDerived {
    private NotDerived() {}

    /// In sentences.
    static List<String> of(Intended intended, EnvoyProxy proxy) {
        var sentences = new ArrayList<String>();
        Stream.of("networking.istio.io EnvoyFilter", "extensions.istio.io WasmPlugin")
                .map(kind -> kind.split(" ", -1))
                .flatMap(kind -> intended.objects(kind[0], kind[1]))
                .filter(object -> reaches(object, intended, proxy))
                .forEach(object -> add(sentences, object, ""));
        new AuthorizationFilters(intended, proxy)
                .policies().stream()
                        .filter(policy -> policy.action() == Action.CUSTOM)
                        .forEach(policy -> add(sentences, policy.object(), ", which asks an authorizer outside"));
        intended.objects("networking.istio.io", "VirtualService").forEach(service -> {
            var spec = service.root();
            if (!spec.items("spec", "tls").isEmpty()) {
                add(sentences, service, ", as far as it routes by server name");
            }
            if (spec.items("spec", "http").stream()
                    .anyMatch(http -> http.at("delegate").isPresent())) {
                add(sentences, service, ", as far as it delegates");
            }
        });
        return sentences;
    }

    private static void add(List<String> sentences, Manifest object, String how) {
        sentences.add("the effect of " + object.kind() + " " + object.id() + how
                + ": it is not derived, so that what it changes is reported");
    }

    private static boolean reaches(Manifest object, Intended intended, EnvoyProxy proxy) {
        var namespace = object.namespaceOrDefault();
        boolean near = namespace.equals(proxy.namespace())
                || namespace.equals(intended.settings().rootNamespace());
        var labels = new ArrayList<Node.Entry>(object.root().entries("spec", "workloadSelector", "labels"));
        labels.addAll(object.root().entries("spec", "selector", "matchLabels"));
        return near
                && labels.stream()
                        .allMatch(label -> label.value()
                                .text()
                                .equals(Optional.ofNullable(proxy.labels().get(label.key()))));
    }
}
