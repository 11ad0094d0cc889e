package dev.meshwright.manifest.kustomize;

import dev.meshwright.manifest.ManifestReader;
import dev.meshwright.manifest.Node;
import dev.meshwright.manifest.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The patches of a kustomization, of both kinds and in all the fields that take them.
final class Patches {
    private final KustomizationFile file;
    private final List<Problem> problems;

    Patches(KustomizationFile file, List<Problem> problems) {
        this.file = file;
        this.problems = problems;
    }

    List<Resource> apply(List<Resource> resources) {
        var patched = resources;
        for (var patch : file.texts("patchesStrategicMerge")) {
            for (var tree : patch.text().indexOf('\n') >= 0 ? inline(patch) : fromFile(patch)) {
                patched = apply(patched, tree, one -> isNamed(tree, one), patch);
            }
        }
        for (var field : List.of("patches", "patchesJson6902")) {
            for (var item : file.root().items(field)) {
                for (var tree : trees(item)) {
                    patched = apply(patched, tree, isMeant(item, tree), item);
                }
            }
        }
        return patched;
    }

    private List<Node> trees(Node item) {
        if (item.at("patch").orElse(item) instanceof Node.Scalar text) {
            return inline(text);
        }
        return item.at("path").orElse(item) instanceof Node.Scalar path ? fromFile(path) : List.of();
    }

    /// A patch within the kustomization keeps the lines that it has there.
    private List<Node> inline(Node.Scalar text) {
        String before = "\n".repeat(Math.max(0, text.where().line() - (text.isBlock() ? 0 : 1)));
        return ManifestReader.trees(file.file(), before + text.text(), problems);
    }

    private List<Node> fromFile(Node.Scalar path) {
        var found = file.path(path.text());
        var text = file.text(path.text());
        if (found.isEmpty() || text.isEmpty()) {
            problems.add(Problem.error(
                    path.where(),
                    "the patch " + path.text() + " cannot be read",
                    "Check the path; it has to lie in the kustomization's folder."));
            return List.of();
        }
        return ManifestReader.trees(KustomizationFile.shown(found.get()), text.get(), problems);
    }

    private static Predicate<Resource> isMeant(Node item, Node patch) {
        return item.at("target")
                .<Predicate<Resource>>map(target -> new Selector(target)::matches)
                .orElse(one -> isNamed(patch, one));
    }

    private List<Resource> apply(List<Resource> resources, Node patch, Predicate<Resource> isMeant, Node item) {
        boolean mayRename = item.bool("options", "allowNameChange").orElse(false);
        var patched = new ArrayList<Resource>();
        boolean isUsed = false;
        for (var resource : resources) {
            if (isMeant.test(resource)) {
                isUsed = true;
                apply(resource, patch, mayRename).ifPresent(patched::add);
            } else {
                patched.add(resource);
            }
        }
        if (!isUsed) {
            problems.add(new Problem(
                    Problem.Level.WARNING,
                    patch.where(),
                    "this patch is for no object of " + KustomizationFile.shown(file.folder()),
                    "Check its kind and name; kustomize refuses it."));
        }
        return patched;
    }

    private Optional<Resource> apply(Resource resource, Node patch, boolean mayRename) {
        return switch (patch) {
            case Node.Mapping map -> StrategicMerge.apply(resource, map, mayRename);
            case Node.Sequence operations -> {
                try {
                    yield Optional.of(resource.with(JsonPatch.apply(resource.root(), operations)));
                } catch (JsonPatch.Failure e) {
                    problems.add(new Problem(
                            Problem.Level.WARNING,
                            e.operation().where(),
                            "the patch does not apply to " + resource.kind() + " " + resource.name() + ": "
                                    + e.getMessage(),
                            "Correct its path; kustomize refuses it."));
                    yield Optional.of(resource);
                }
            }
            case Node.Scalar _ -> Optional.of(resource);
        };
    }

    /// A patch without a target says itself which object it is for.
    private static boolean isNamed(Node patch, Resource resource) {
        String version = patch.text("apiVersion").orElse("");
        String group = version.indexOf('/') < 0 ? "" : version.substring(0, version.indexOf('/'));
        return patch.text("kind").orElse("").equals(resource.kind())
                && group.equals(resource.group())
                && resource.isCalled(patch.text("metadata", "name").orElse(""))
                && patch.text("metadata", "namespace").map(resource::isIn).orElse(true);
    }
}
