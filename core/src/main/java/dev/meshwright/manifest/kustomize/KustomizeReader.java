package dev.meshwright.manifest.kustomize;

import dev.meshwright.MeshwrightException;
import dev.meshwright.manifest.FileCache;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.ManifestReader;
import dev.meshwright.manifest.Manifests;
import dev.meshwright.manifest.Node;
import dev.meshwright.manifest.Problem;
import dev.meshwright.manifest.Source;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads files and folders, building the kustomizations among them.
///
/// A folder that is named itself is built as `kubectl apply -k` would build it. Of others, those that nothing builds on
/// are built; where several build on the same base, the base is, for nobody says which of them is meant.
public final class KustomizeReader {
    private final KustomizeTool tool;
    private final FileCache cache;
    private final List<Problem> problems = new ArrayList<>();
    private final List<Manifest> objects = new ArrayList<>();

    private KustomizeReader(KustomizeTool tool, FileCache cache) {
        this.tool = tool;
        this.cache = cache;
    }

    /// Everything in these files and folders (recursive), and in `input` where a path is `-`.
    ///
    /// @throws MeshwrightException if a path does not exist
    public static Manifests read(List<Path> paths, InputStream input, KustomizeTool tool) {
        return read(paths, input, tool, new FileCache());
    }

    /// The same for one who has read before: objects of files that did not change are the same instances.
    ///
    /// @param cache for the files that no kustomization builds on
    public static Manifests read(List<Path> paths, InputStream input, KustomizeTool tool, FileCache cache) {
        return new KustomizeReader(tool, cache).read(paths, input);
    }

    private Manifests read(List<Path> paths, InputStream input) {
        var rest = new ArrayList<Path>();
        for (var path : paths) {
            var file = Files.isDirectory(path)
                    ? KustomizationFile.in(path, problems)
                    : Optional.<KustomizationFile>empty();
            file.ifPresentOrElse(found -> build(found), () -> rest.add(path));
        }
        var choice = KustomizationChoice.of(ManifestReader.kustomizations(rest));
        choice.built().forEach(this::build);
        problems.addAll(choice.problems());
        var built = new HashSet<Identity>();
        objects.forEach(object -> built.add(Identity.of(object)));
        var read = ManifestReader.read(rest, input, choice.leftOut(), cache);
        read.objects().stream()
                .filter(object -> !built.contains(Identity.of(object))
                        || !choice.isOfVariant(object.where().file()))
                .forEach(objects::add);
        problems.addAll(read.problems());
        return new Manifests(objects, problems, read.skippedFiles());
    }

    private record Identity(String group, String kind, String namespace, String name) {
        static Identity of(Manifest object) {
            return new Identity(object.group(), object.kind(), object.namespaceOrDefault(), object.name());
        }
    }

    private void build(KustomizationFile file) {
        var found = new ArrayList<Problem>();
        var own = Kustomizing.build(file, found);
        var folder = file.folder().toString().isEmpty() ? Path.of(".") : file.folder();
        var built = isLocal(file, new HashSet<>()) ? tool.build(folder) : Optional.<KustomizeTool.Built>empty();
        if (built.isPresent() && built.get().error().isEmpty()) {
            say(file, "built with `" + built.get().command() + "`", "");
            placed(ManifestReader.parse(file.file(), built.get().output()), own).forEach(this::add);
            return;
        }
        built.ifPresent(failed -> problems.add(new Problem(
                Problem.Level.WARNING,
                Source.ofFile(file.file()),
                "`" + failed.command() + "` fails: " + failed.error(),
                "Correct the kustomization; what follows comes from our own build.")));
        say(file, "built by Meshwright itself, not by kustomize", "Compare with `kubectl kustomize " + folder + "`.");
        problems.addAll(found);
        own.forEach(this::add);
    }

    private void say(KustomizationFile file, String message, String fix) {
        problems.add(new Problem(Problem.Level.INFO, Source.ofFile(file.file()), message, fix));
    }

    /// Whether everything that it builds on is on this disk: a tool would fetch the rest from elsewhere.
    private static boolean isLocal(KustomizationFile file, Set<Path> seen) {
        if (!seen.add(file.folder().toAbsolutePath().normalize())) {
            return true;
        }
        return !file.isRemote()
                && file.root().at("helmCharts").isEmpty()
                && file.below().stream()
                        .flatMap(path -> KustomizationFile.in(path, new ArrayList<>()).stream())
                        .allMatch(below -> isLocal(below, seen));
    }

    private static List<Manifest> placed(Manifests printed, List<Manifest> own) {
        var known = new HashMap<Identity, Manifest>();
        own.forEach(object -> known.put(Identity.of(object), object));
        var placed = new ArrayList<Manifest>();
        for (var object : printed.objects()) {
            var same = known.get(Identity.of(object));
            placed.add(
                    same == null
                            ? object
                            : Resource.of(object)
                                    .with(Places.of(object.root(), same.root()))
                                    .manifest());
        }
        return placed;
    }

    /// Of Secrets only the keys are kept.
    private void add(Manifest object) {
        if (!object.kind().equals("Secret")) {
            objects.add(object);
            return;
        }
        Node root = object.root();
        for (var field : List.of("data", "stringData")) {
            for (var entry : object.root().entries(field)) {
                root = Trees.put(root, List.of(field, entry.key()), Trees.text(entry.where(), ""));
            }
        }
        objects.add(Resource.of(object).with(root).manifest());
    }
}
