package dev.meshwright.manifest.kustomize;

import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.ManifestReader;
import dev.meshwright.manifest.Node;
import dev.meshwright.manifest.Problem;
import dev.meshwright.manifest.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.TreeMap;

/// Our own build of a kustomization. Left out, each with a warning: what lies elsewhere than on this disk, charts,
/// replacements and variables, and plugins.
final class Kustomizing {
    private static final Map<String, String> LEFT_OUT = Map.of(
            "replacements", "replacements",
            "vars", "variables",
            "helmCharts", "Helm charts",
            "helmChartInflationGenerator", "Helm charts",
            "generators", "plugins",
            "transformers", "plugins");

    private final List<Problem> problems;
    private final SequencedSet<Path> open = new LinkedHashSet<>();

    private Kustomizing(List<Problem> problems) {
        this.problems = problems;
    }

    /// The objects that the kustomization makes, in the order in which they are named.
    ///
    /// @param problems takes what is wrong and what is left out
    static List<Manifest> build(KustomizationFile file, List<Problem> problems) {
        var resources = new Kustomizing(problems).layer(file, List.of());
        var hashed = resources.stream().map(Kustomizing::hashed).toList();
        return NameReferences.follow(hashed).stream().map(Resource::manifest).toList();
    }

    /// @param around what a component changes too: the objects of the kustomization that names it
    private List<Resource> layer(KustomizationFile file, List<Resource> around) {
        if (!open.add(file.folder().toAbsolutePath().normalize())) {
            problems.add(Problem.error(
                    Source.ofFile(file.file()), "builds on itself", "Remove the circle; kustomize refuses it."));
            return around;
        }
        new TreeMap<>(LEFT_OUT)
                .forEach((field, what) ->
                        file.root().at(field).ifPresent(node -> leaveOut(node.where(), what + " are")));
        List<Resource> resources = new ArrayList<>(around);
        for (var reference : file.resources()) {
            resources.addAll(resources(file, reference));
        }
        var generators = new Generators(file, problems);
        for (var generator : file.root().items("configMapGenerator")) {
            resources = generators.apply("ConfigMap", generator, resources);
        }
        for (var generator : file.root().items("secretGenerator")) {
            resources = generators.apply("Secret", generator, resources);
        }
        for (var reference : file.texts("components")) {
            var component = file.path(reference.text()).flatMap(path -> KustomizationFile.in(path, problems));
            if (component.isPresent()) {
                resources = layer(component.get(), resources);
            } else {
                missing(reference);
            }
        }
        var patched = new Patches(file, problems).apply(resources);
        var named = Changes.names(patched, file.root());
        var labelled = Labels.apply(named, file.root());
        open.removeLast();
        return Changes.others(labelled, file.root());
    }

    private List<Resource> resources(KustomizationFile file, Node.Scalar reference) {
        if (file.isRemote(reference.text())) {
            leaveOut(reference.where(), reference.text() + ", which is not on this disk, is");
            return List.of();
        }
        var path = file.path(reference.text()).filter(Files::exists);
        if (path.isEmpty()) {
            missing(reference);
            return List.of();
        }
        if (Files.isDirectory(path.get())) {
            var below = KustomizationFile.in(path.get(), problems);
            if (below.isEmpty()) {
                missing(reference);
            }
            return below.map(found -> layer(found, List.of())).orElse(List.of());
        }
        if (!file.isWithin(path.get())) {
            problems.add(Problem.error(
                    reference.where(),
                    reference.text() + " lies outside of the kustomization's folder",
                    "Make a base of it; kustomize refuses single files from elsewhere."));
            return List.of();
        }
        var manifests = ManifestReader.read(List.of(path.get()));
        problems.addAll(manifests.problems());
        return manifests.objects().stream().map(Resource::of).toList();
    }

    private static Resource hashed(Resource resource) {
        if (!resource.isHashed()) {
            return resource;
        }
        var data = new HashMap<String, String>();
        resource.root()
                .entries("data")
                .forEach(entry -> data.put(entry.key(), entry.value().text().orElse("")));
        String hash = NameHash.of(resource.kind(), resource.root().text("type").orElse(""), data);
        return Changes.named(resource, resource.name() + "-" + hash);
    }

    private void leaveOut(Source where, String what) {
        problems.add(new Problem(
                Problem.Level.WARNING,
                where,
                what + " left out of our own build",
                "Give us what `kubectl kustomize` makes of this folder."));
    }

    private void missing(Node.Scalar reference) {
        problems.add(Problem.error(
                reference.where(),
                reference.text() + " is neither a manifest nor a folder with a kustomization",
                "Check the path; it counts from the kustomization."));
    }
}
