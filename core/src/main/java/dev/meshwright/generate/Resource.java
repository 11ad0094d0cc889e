package dev.meshwright.generate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// The parts that all generated objects have.
final class Resource {
    /// On everything we generate, so that a later run knows its own.
    static final String MANAGED_BY = "app.kubernetes.io/managed-by";

    static final String MESHWRIGHT = "meshwright";
    static final String DRY_RUN = "istio.io/dry-run";

    private Resource() {}

    static SequencedMap<String, Object> of(
            String apiVersion, String kind, String namespace, String name, SequencedMap<String, Object> spec) {
        return map(
                "apiVersion",
                apiVersion,
                "kind",
                kind,
                "metadata",
                map("name", name, "namespace", namespace, "labels", map(MANAGED_BY, MESHWRIGHT)),
                "spec",
                spec);
    }

    /// An AuthorizationPolicy that is only evaluated and counted, not enforced.
    static SequencedMap<String, Object> dryRun(SequencedMap<String, Object> policy) {
        if (policy.get("metadata") instanceof SequencedMap<?, ?> metadata) {
            var copy = new LinkedHashMap<String, Object>();
            metadata.forEach((key, value) -> copy.put(key.toString(), value));
            copy.put("annotations", map(DRY_RUN, "true"));
            policy.put("metadata", copy);
        }
        return policy;
    }

    /// A map of these keys and values, in this order.
    static SequencedMap<String, Object> map(Object... keysAndValues) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }

    static SequencedMap<String, Object> selector(SequencedMap<String, String> labels) {
        return map("matchLabels", new LinkedHashMap<>(labels));
    }

    static List<String> texts(Iterable<?> values) {
        var texts = new ArrayList<String>();
        values.forEach(value -> texts.add(value.toString()));
        return texts;
    }
}
