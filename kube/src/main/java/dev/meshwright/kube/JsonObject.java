package dev.meshwright.kube;

import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Node;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/// A manifest as the JSON that is sent.
final class JsonObject {
    private JsonObject() {}

    static GenericKubernetesResource of(Manifest manifest, KubernetesSerialization json) {
        return json.convertValue(value(manifest.root()), GenericKubernetesResource.class);
    }

    private static @Nullable Object value(Node node) {
        return switch (node) {
            case Node.Mapping mapping -> {
                var map = new LinkedHashMap<String, @Nullable Object>();
                mapping.entries().forEach(entry -> map.put(entry.key(), value(entry.value())));
                yield map;
            }
            case Node.Sequence sequence -> {
                var list = new ArrayList<@Nullable Object>();
                sequence.items().forEach(item -> list.add(value(item)));
                yield list;
            }
            case Node.Scalar scalar ->
                switch (scalar.type()) {
                    case STRING -> scalar.text();
                    case BOOLEAN -> scalar.text().equals("true");
                    case NULL -> null;
                    case INTEGER, NUMBER -> number(scalar.text());
                };
        };
    }

    /// Spellings that JSON has no number for (`.inf`) stay texts, for the API server to judge.
    private static Object number(String text) {
        try {
            return text.startsWith("0o") ? Long.valueOf(text.substring(2), 8) : Long.decode(text);
        } catch (NumberFormatException notLong) {
            try {
                return new BigDecimal(text);
            } catch (NumberFormatException notDecimal) {
                return text;
            }
        }
    }
}
