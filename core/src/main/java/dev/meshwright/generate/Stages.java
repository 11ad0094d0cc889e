package dev.meshwright.generate;

import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Manifests;
import dev.meshwright.manifest.Node;
import dev.meshwright.manifest.Node.Entry;
import dev.meshwright.manifest.Node.Mapping;
import dev.meshwright.manifest.Node.Scalar;
import java.util.ArrayList;
import java.util.List;

/// Says what a stage holds, from the files of a generated folder, which hold the last one.
public final class Stages {
    private Stages() {}

    /// The objects as this stage has them; places stay those of the files. Only what Meshwright generated changes.
    public static Manifests at(Stage stage, Manifests lastStage) {
        return switch (stage) {
            case ENFORCE -> lastStage;
            case OBSERVE ->
                new Manifests(
                        lastStage.objects().stream().map(Stages::observed).toList(),
                        lastStage.problems(),
                        lastStage.skippedFiles());
        };
    }

    private static Manifest observed(Manifest object) {
        if (!object.group().equals("security.istio.io")
                || !Resource.MESHWRIGHT.equals(object.labels().get(Resource.MANAGED_BY))) {
            return object;
        }
        return switch (object.kind()) {
            case "PeerAuthentication" -> with(object, List.of("spec", "mtls", "mode"), "PERMISSIVE");
            case "AuthorizationPolicy" -> with(object, List.of("metadata", "annotations", Resource.DRY_RUN), "true");
            default -> object;
        };
    }

    private static Manifest with(Manifest object, List<String> path, String value) {
        return new Manifest(
                object.where(), object.apiVersion(), object.kind(), object.namespace(), object.name(), (Mapping)
                        set(object.root(), path, value));
    }

    /// The same tree with this text at the end of the path; missing mappings are added.
    private static Node set(Node node, List<String> path, String value) {
        if (path.isEmpty()) {
            return new Scalar(node.where(), value, Scalar.Type.STRING);
        }
        var key = path.getFirst();
        var rest = path.subList(1, path.size());
        var entries = new ArrayList<Entry>();
        boolean found = false;
        for (var entry : node.entries()) {
            if (entry.key().equals(key)) {
                entries.add(new Entry(entry.where(), key, set(entry.value(), rest, value)));
                found = true;
            } else {
                entries.add(entry);
            }
        }
        if (!found) {
            entries.add(new Entry(node.where(), key, set(new Mapping(node.where(), List.of()), rest, value)));
        }
        return new Mapping(node.where(), entries);
    }
}
