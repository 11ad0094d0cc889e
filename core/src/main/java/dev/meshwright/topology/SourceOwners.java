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
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Whose image is built from which folder of a source tree. What a build file says counts before names, and a name in
/// full before one without the product's (`shop-orders`) and without words like `service`.
final class SourceOwners {
    private static final Set<String> GENERIC =
            Set.of("service", "svc", "server", "app", "application", "api", "ms", "microservice", "backend", "srv");
    /// How many words a product may put before its services' names.
    private static final int PRODUCT_WORDS = 3;
    /// Names of containers that say nothing.
    private static final Set<String> NAMELESS = Set.of("app", "main", "server", "service", "web", "api", "container");

    private final Map<String, Component> components = new HashMap<>();
    private final Map<String, List<Workload>> byFolder = new HashMap<>();
    private final Owners owners;

    SourceOwners(List<Workload> workloads, Owners owners, List<Component> components) {
        this.owners = owners;
        components.forEach(component -> this.components.put(component.folder(), component));
        var known =
                workloads.stream().map(workload -> Known.of(workload, owners)).toList();
        var built = new HashSet<String>();
        for (var component : components) {
            if (component.isImage()) {
                var found = find(component, known);
                byFolder.put(component.folder(), found);
                found.forEach(workload -> built.add(workload.id()));
            }
        }
        // A library may be called after the service that it is for.
        var others = known.stream()
                .filter(one -> !built.contains(one.workload().id()))
                .toList();
        for (var component : components) {
            if (!component.isImage()) {
                byFolder.put(component.folder(), find(component, others));
            }
        }
    }

    /// A workload by what it may be called.
    ///
    /// @param images the names of its containers' images, without registry, folders and tag; of `orders/server`
    ///     also the `orders`
    /// @param names its own, its Service's, and those in its labels and containers
    /// @param words all of these, taken apart
    private record Known(Workload workload, Set<String> images, Set<String> names, List<List<String>> words) {
        static Known of(Workload workload, Owners owners) {
            var images = SourceOwners.images(workload);
            var names = SourceOwners.names(workload, owners);
            var words = Stream.concat(images.stream(), names.stream())
                    .distinct()
                    .map(SettingKey::words)
                    .toList();
            return new Known(workload, images, names, words);
        }

        boolean hasImage(Set<String> some) {
            return images.stream().anyMatch(some::contains);
        }

        boolean hasName(Set<String> some) {
            return names.stream().anyMatch(some::contains);
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

    private List<Workload> find(Component component, List<Known> known) {
        var images = component.images().stream().map(WellKnown::repository).collect(Collectors.toSet());
        var names = Set.copyOf(component.names());
        var ways = new ArrayList<Predicate<Known>>();
        ways.add(one -> one.hasImage(images));
        ways.add(one -> one.hasImage(names));
        ways.add(one -> one.hasName(names));
        for (int skipped = 0; skipped <= PRODUCT_WORDS; skipped++) {
            ways.add(sameBy(names, skipped, SourceOwners::letters));
            ways.add(sameBy(names, skipped, SourceOwners::subject));
        }
        return ways.stream()
                .map(way -> known.stream().filter(way).toList())
                .filter(found -> !found.isEmpty())
                .findFirst()
                .filter(this::agree)
                .map(found -> found.stream().map(Known::workload).toList())
                .orElse(List.of());
    }

    /// Whether what a workload is called, without the first words, is one of the names.
    private static Predicate<Known> sameBy(Set<String> names, int skipped, Function<List<String>, String> form) {
        var forms =
                names.stream().map(name -> form.apply(SettingKey.words(name))).collect(Collectors.toSet());
        forms.remove("");
        return one -> one.words().stream()
                .filter(words -> words.size() > skipped)
                .map(words -> form.apply(words.subList(skipped, words.size())))
                .anyMatch(forms::contains);
    }

    /// Several workloads are one answer if they run the same image or are one service.
    private boolean agree(List<Known> found) {
        return found.stream().map(one -> owners.of(one.workload())).distinct().count() == 1
                || found.stream().map(Known::images).distinct().count() == 1;
    }

    private static Set<String> images(Workload workload) {
        return workload.podSpec().items("containers").stream()
                .flatMap(container -> container.text("image").stream())
                .flatMap(SourceOwners::names)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> names(String image) {
        String name = WellKnown.repository(image);
        int slash = image.lastIndexOf('/');
        return name.isEmpty() || slash < 0 || !GENERIC.contains(name)
                ? Stream.of(name).filter(one -> !one.isEmpty())
                : Stream.of(name, WellKnown.repository(image.substring(0, slash)));
    }

    private static Set<String> names(Workload workload, Owners owners) {
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
    private static String letters(List<String> words) {
        return String.join("", words);
    }

    /// Without the words that only say that it is a service.
    private static String subject(List<String> words) {
        var meant = words.stream().filter(word -> !GENERIC.contains(word)).toList();
        String joined = String.join("", meant.isEmpty() ? words : meant);
        for (var ending : List.of("service", "svc", "server")) {
            if (joined.endsWith(ending) && joined.length() > ending.length() + 1) {
                return joined.substring(0, joined.length() - ending.length());
            }
        }
        return joined;
    }
}
