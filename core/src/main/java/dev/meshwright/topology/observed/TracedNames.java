package dev.meshwright.topology.observed;

import dev.meshwright.manifest.Node;
import dev.meshwright.topology.Owners;
import dev.meshwright.topology.Topology;
import dev.meshwright.topology.Workload;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The names that services may have in traces: `service.name` is whatever the code or its settings say.
final class TracedNames {
    /// The labels by which tools name a workload.
    static final List<String> LABELS = List.of("service.istio.io/canonical-name", "app.kubernetes.io/name", "app");

    private static final Pattern SEPARATOR = Pattern.compile("[^a-z0-9]");
    private static final Pattern SERVICE_WORD = Pattern.compile("(?<=.)(service|svc)$");

    private final Map<Tier, Map<String, Set<String>>> names = new EnumMap<>(Tier.class);

    /// What a name may be, what says most first.
    private enum Tier {
        /// What the workload is told to call itself.
        TOLD,
        SERVICE,
        WORKLOAD,
        /// A label, which several workloads may have.
        LABEL,
        /// Any of these, as developers vary it.
        VARIED
    }

    TracedNames(Topology topology, Owners owners) {
        topology.services().forEach(service -> add(Tier.SERVICE, service.name(), service.namespace(), service.id()));
        for (var workload : topology.workloads()) {
            String owner = owners.of(workload);
            add(Tier.WORKLOAD, workload.name(), workload.namespace(), owner);
            LABELS.stream()
                    .flatMap(label -> Stream.ofNullable(workload.labels().get(label)))
                    .forEach(app -> add(Tier.LABEL, app, workload.namespace(), owner));
            told(workload).forEach(name -> add(Tier.TOLD, name, workload.namespace(), owner));
        }
    }

    /// The services that a name may mean, as `namespace/name`; those of the namespace where there are any.
    ///
    /// @param namespace "" where it is not known
    Set<String> candidates(String name, String namespace) {
        String lower = name.toLowerCase(Locale.ROOT);
        var candidates = Stream.of(Tier.values())
                .map(tier -> candidates(tier, lower, namespace))
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(Set.of());
        var inNamespace =
                candidates.stream().filter(id -> id.startsWith(namespace + "/")).collect(Collectors.toSet());
        return inNamespace.isEmpty() ? candidates : inNamespace;
    }

    private Set<String> candidates(Tier tier, String name, String namespace) {
        var known = names(tier);
        if (tier != Tier.VARIED) {
            return known.getOrDefault(namespace + "/" + name, known.getOrDefault(name, Set.of()));
        }
        // What stands behind a dot is a namespace or a domain, and no part of the name.
        return name.indexOf('.') < 0 ? known.getOrDefault(core(name), Set.of()) : Set.of();
    }

    private static Stream<String> told(Workload workload) {
        return workload.podSpec().items("containers").stream()
                .flatMap(container -> container.items("env").stream())
                .flatMap(variable -> told(variable).stream());
    }

    private static Optional<String> told(Node variable) {
        return switch (variable.text("name").orElse("")) {
            case "OTEL_SERVICE_NAME", "JAEGER_SERVICE_NAME" -> variable.text("value");
            case "OTEL_RESOURCE_ATTRIBUTES" ->
                Stream.of(variable.text("value").orElse("").split(",", -1))
                        .map(String::strip)
                        .filter(attribute -> attribute.startsWith("service.name="))
                        .map(attribute -> attribute.substring("service.name=".length()))
                        .findFirst();
            default -> Optional.empty();
        };
    }

    private void add(Tier tier, String name, String namespace, String id) {
        String lower = name.toLowerCase(Locale.ROOT);
        for (var form : List.of(lower, lower + "." + namespace, namespace + "/" + lower)) {
            names(tier).computeIfAbsent(form, _ -> new TreeSet<>()).add(id);
        }
        names(Tier.VARIED).computeIfAbsent(core(name), _ -> new TreeSet<>()).add(id);
    }

    private Map<String, Set<String>> names(Tier tier) {
        return names.computeIfAbsent(tier, _ -> new HashMap<>());
    }

    /// The name as developers vary it: `OrderService`, `order_service`, `order-svc`.
    private static String core(String name) {
        String letters = SEPARATOR.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("");
        return SERVICE_WORD.matcher(letters).replaceFirst("");
    }
}
