package dev.meshwright.posture.envoy;

import dev.meshwright.posture.Intended;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Where the traces of requests may go: nowhere, unless the mesh config or a Telemetry names a receiver. How many
/// requests are traced decides nothing.
final class Tracing {
    private static final Set<String> FIELDS = Set.of(
            "client_sampling", "random_sampling", "overall_sampling", "custom_tags", "max_path_tag_length", "provider");

    private final List<String> receivers = new ArrayList<>();
    private final boolean tellsMore;

    Tracing(Intended intended) {
        var mesh = intended.meshConfig();
        var names = new ArrayList<>(TlsContexts.texts(mesh.items("defaultProviders", "tracing")));
        var rules = intended.objects("telemetry.istio.io", "Telemetry")
                .flatMap(one -> one.root().items("spec", "tracing").stream())
                .toList();
        rules.stream()
                .flatMap(rule -> rule.items("providers").stream())
                .flatMap(provider -> provider.text("name").stream())
                .forEach(names::add);
        mesh.items("extensionProviders").stream()
                .filter(provider ->
                        provider.text("name").filter(names::contains).isPresent())
                .flatMap(provider -> provider.entries().stream())
                .flatMap(entry -> entry.value().text("service").stream())
                .forEach(service -> receivers.add(service.substring(service.indexOf('/') + 1)));
        for (var own : mesh.entries("defaultConfig", "tracing")) {
            own.value().text("address").ifPresent(address -> receivers.add(address.replaceAll(":[0-9]+$", "")));
        }
        this.tellsMore = rules.stream().anyMatch(rule -> rule.at("customTags").isPresent())
                || mesh.at("defaultConfig", "tracing", "customTags").isPresent();
    }

    /// What the settings have to be.
    Expected settings() {
        var where = receivers.isEmpty() ? "tracing without a receiver" : "tracing to " + String.join(", ", receivers);
        return new Expected.Open(where, this::isMeant);
    }

    private boolean isMeant(JsonNode tracing) {
        if (!FIELDS.containsAll(tracing.propertyNames())) {
            return false;
        }
        for (var tag : tracing.path("custom_tags")) {
            boolean own = Set.of("tag", "literal", "metadata").containsAll(tag.propertyNames());
            if (!own && !tellsMore) {
                return false;
            }
        }
        var provider = tracing.path("provider");
        return provider.isMissingNode()
                || receivers.stream().anyMatch(host -> provider.toString().contains("||" + host + "\""));
    }
}
