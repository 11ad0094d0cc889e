package dev.meshwright.topology;

import dev.meshwright.topology.source.Component;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Whose image is built from which folder of a source tree. What a build file says counts before names, and a name in
/// full before one without the words that all share (`shop-orders`, `orders-service` and `orders`).
final class SourceOwners {
    private static final Set<String> GENERIC =
            Set.of("service", "svc", "server", "app", "application", "api", "ms", "microservice", "backend", "srv");
    /// Names of containers that say nothing.
    private static final Set<String> NAMELESS = Set.of("app", "main", "server", "service", "web", "api", "container");

    private final Map<String, Component> components = new HashMap<>();
    private final Map<String, List<Workload>> byFolder = new HashMap<>();
    private final List<Workload> workloads;
    private final Owners owners;
    private final String product;

    SourceOwners(List<Workload> workloads, Owners owners, List<Component> components) {
        this.workloads = workloads;
        this.owners = owners;
        this.product = product();
        for (var component : components) {
            this.components.put(component.folder(), component);
            byFolder.put(component.folder(), find(component));
        }
    }

    /// The workloads that run what the file is built into; empty where that is not known.
    List<Workload> of(String file) {
        for (var folder = parent(file); ; folder = parent(folder)) {
            var found = byFolder.getOrDefault(folder, List.of());
            if (!found.isEmpty() || folder.isEmpty()) {
                return found;
            }
            var component = components.get(folder);
            if (component != null && component.isImage()) {
                return List.of();
            }
        }
    }

    /// The innermost component that holds the file.
    Optional<Component> component(String file) {
        for (var folder = parent(file); ; folder = parent(folder)) {
            var component = components.get(folder);
            if (component != null || folder.isEmpty()) {
                return Optional.ofNullable(component);
            }
        }
    }

    /// Whether somebody runs what is built here.
    boolean isKnown(Component component) {
        return !byFolder.getOrDefault(component.folder(), List.of()).isEmpty();
    }

    private static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    private List<Workload> find(Component component) {
        var images = component.images().stream().map(SourceOwners::repository).collect(Collectors.toSet());
        var names = Set.copyOf(component.names());
        return first(
                Stream.of(
                        workload -> images(workload).stream().anyMatch(images::contains),
                        workload -> images(workload).stream().anyMatch(names::contains),
                        workload -> names(workload).stream().anyMatch(names::contains),
                        sameBy(names, this::letters),
                        sameBy(names, this::subject)),
                this::agree);
    }

    private List<Workload> first(Stream<Function<Workload, Boolean>> ways, Function<List<Workload>, Boolean> accepted) {
        return ways.map(way -> workloads.stream().filter(way::apply).toList())
                .filter(found -> !found.isEmpty())
                .findFirst()
                .filter(accepted::apply)
                .orElse(List.of());
    }

    private Function<Workload, Boolean> sameBy(Set<String> names, Function<String, String> form) {
        var forms = names.stream().map(form).filter(name -> name.length() > 1).collect(Collectors.toSet());
        return workload -> Stream.concat(images(workload).stream(), names(workload).stream())
                .map(form)
                .anyMatch(forms::contains);
    }

    /// Several workloads are one answer if they run the same image or are one service.
    private boolean agree(List<Workload> found) {
        var services = new HashSet<String>();
        var images = new HashSet<Set<String>>();
        for (var workload : found) {
            services.add(owners.of(workload));
            images.add(images(workload));
        }
        return services.size() == 1 || images.size() == 1;
    }

    /// The names of the images of its containers, without registry, folders and tag.
    private static Set<String> images(Workload workload) {
        return workload.podSpec().items("containers").stream()
                .flatMap(container -> container.text("image").stream())
                .map(SourceOwners::repository)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String repository(String image) {
        return WellKnown.repository(image);
    }

    private Set<String> names(Workload workload) {
        var names = new HashSet<String>();
        String owner = owners.of(workload);
        names.add(workload.name());
        names.add(owner.substring(owner.indexOf('/') + 1));
        for (var label : List.of("app", "app.kubernetes.io/name", "app.kubernetes.io/component")) {
            Optional.ofNullable(workload.labels().get(label)).ifPresent(names::add);
        }
        workload.podSpec().items("containers").stream()
                .flatMap(container -> container.text("name").stream())
                .filter(name -> !NAMELESS.contains(name))
                .forEach(names::add);
        return names;
    }

    /// `product-catalog-service` and `productCatalogService` are the same.
    private String letters(String name) {
        return String.join("", withoutProduct(SettingKey.words(name)));
    }

    /// Without the words that only say that it is a service.
    private String subject(String name) {
        var words = new ArrayList<>(withoutProduct(SettingKey.words(name)));
        var generic = words.stream().filter(GENERIC::contains).toList();
        if (generic.size() < words.size()) {
            words.removeAll(generic);
        }
        String joined = String.join("", words);
        for (var ending : List.of("service", "svc", "server")) {
            if (joined.endsWith(ending) && joined.length() > ending.length() + 1) {
                return joined.substring(0, joined.length() - ending.length());
            }
        }
        return joined;
    }

    private List<String> withoutProduct(List<String> words) {
        return words.size() > 1 && words.getFirst().equals(product) ? words.subList(1, words.size()) : words;
    }

    /// The word that most images begin with; "" if they share none.
    private String product() {
        var uses = new HashMap<String, Integer>();
        int all = 0;
        for (var workload : workloads) {
            for (var image : images(workload)) {
                var words = SettingKey.words(image);
                if (words.size() > 1) {
                    uses.merge(words.getFirst(), 1, Integer::sum);
                    all++;
                }
            }
        }
        int half = all / 2;
        return uses.entrySet().stream()
                .filter(use -> use.getValue() > 1 && use.getValue() > half)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("");
    }
}
