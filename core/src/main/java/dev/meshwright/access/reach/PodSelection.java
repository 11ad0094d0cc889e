package dev.meshwright.access.reach;

import dev.meshwright.access.condition.Match;
import dev.meshwright.manifest.LabelSelector;
import dev.meshwright.manifest.Node;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Pods as a NetworkPolicy picks them: by the labels of their namespace, or those of one namespace, and by their own.
///
/// @param namespace where they are; "" where the labels of namespaces tell
/// @param namespaces a label selector; null where `namespace` tells
/// @param pods a label selector; null for all
record PodSelection(
        String namespace,
        @Nullable Node namespaces,
        @Nullable Node pods) {
    /// Those that a peer of a rule names.
    static PodSelection ofPeer(Node peer, String policyNamespace) {
        var namespaces = peer.at("namespaceSelector");
        return new PodSelection(
                namespaces.isPresent() ? "" : policyNamespace,
                namespaces.orElse(null),
                peer.at("podSelector").orElse(null));
    }

    boolean hasNamespace(String name, Map<String, String> labels) {
        return namespaces == null ? name.equals(namespace) : new LabelSelector(namespaces).matches(labels);
    }

    boolean hasPod(Map<String, String> labels) {
        return pods == null || new LabelSelector(pods).matches(labels);
    }

    /// @param name of the pod's namespace; "" where it is not known
    /// @param labels the pod's; null where they are not known
    Match test(String name, Map<String, String> namespaceLabels, @Nullable Map<String, String> labels) {
        var match = name.isEmpty() ? Match.SOME : Match.of(hasNamespace(name, namespaceLabels));
        if (pods == null || pods.entries().isEmpty()) {
            return match;
        }
        return match.and(labels == null ? Match.SOME : Match.of(hasPod(labels)));
    }

    /// A label that all of the pods have, as `key=value`.
    Optional<String> label() {
        return pods == null
                ? Optional.empty()
                : pods.entries("matchLabels").stream().map(PodSelection::text).findFirst();
    }

    /// A text that is the same where the same is picked.
    String key() {
        return namespace + "|" + key(namespaces) + "|" + key(pods);
    }

    private static String key(@Nullable Node selector) {
        if (selector == null) {
            return "";
        }
        var labels = selector.entries("matchLabels").stream().map(PodSelection::text);
        var expressions = selector.items("matchExpressions").stream()
                .map(one -> one.text("key").orElse("") + " "
                        + one.text("operator").orElse("") + " " + Visible.texts(one, "values"));
        return labels.sorted().collect(Collectors.joining(","))
                + expressions.sorted().collect(Collectors.joining(",", "&", ""));
    }

    private static String text(Node.Entry label) {
        return label.key() + "=" + label.value().text().orElse("");
    }
}
