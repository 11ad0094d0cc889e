package dev.meshwright.generate;

import static dev.meshwright.generate.Resource.map;

import dev.meshwright.manifest.YamlWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;

/// The kustomizations: one per folder, one for the first stage, one for the last.
///
/// kustomize refuses an overlay that includes a folder above itself, so both stages list the folders.
final class Kustomizations {
    static final String NAME = "kustomization.yaml";
    static final String LAST_STAGE = "enforce";

    private Kustomizations() {}

    static List<GeneratedFile> of(List<GeneratedFile> files) {
        var folders = new TreeMap<String, List<String>>();
        for (var file : files) {
            int slash = file.path().indexOf('/');
            folders.computeIfAbsent(file.path().substring(0, slash), _ -> new ArrayList<>())
                    .add(file.path().substring(slash + 1));
        }
        var all = new ArrayList<GeneratedFile>();
        folders.forEach((folder, names) -> all.add(new FileText("All objects of " + folder + ".")
                .document(kustomization(names.stream().sorted().toList(), List.of()))
                .at(folder + "/" + NAME)));
        var below = List.copyOf(folders.keySet());
        all.add(new FileText("The first, safe stage: nothing is refused, everything is counted.")
                .note("  mTLS PERMISSIVE    plaintext callers still get through")
                .note("  policies dry-run   what they would refuse is only counted")
                .note("The last stage is in " + LAST_STAGE + "/; `kubectl apply -k` takes either folder.")
                .document(kustomization(below, List.of(permissive(), dryRun())))
                .at(NAME));
        all.add(new FileText("The last stage: mutual TLS is strict and the policies are enforced.")
                .document(kustomization(
                        below.stream().map(folder -> "../" + folder).toList(), List.of()))
                .at(LAST_STAGE + "/" + NAME));
        return all;
    }

    private static SequencedMap<String, Object> kustomization(List<String> resources, List<Object> patches) {
        var kustomization =
                map("apiVersion", "kustomize.config.k8s.io/v1beta1", "kind", "Kustomization", "resources", resources);
        if (!patches.isEmpty()) {
            kustomization.put("patches", patches);
        }
        return kustomization;
    }

    private static SequencedMap<String, Object> permissive() {
        return patch(
                "PeerAuthentication",
                map(
                        "apiVersion",
                        "security.istio.io/v1",
                        "kind",
                        "PeerAuthentication",
                        "metadata",
                        map("name", "all"),
                        "spec",
                        map("mtls", map("mode", "PERMISSIVE"))));
    }

    private static SequencedMap<String, Object> dryRun() {
        return patch(
                "AuthorizationPolicy",
                map(
                        "apiVersion",
                        "security.istio.io/v1",
                        "kind",
                        "AuthorizationPolicy",
                        "metadata",
                        map("name", "all", "annotations", map(Resource.DRY_RUN, "true"))));
    }

    private static SequencedMap<String, Object> patch(String kind, SequencedMap<String, Object> patch) {
        return map(
                "target",
                map("group", "security.istio.io", "kind", kind),
                "patch",
                YamlWriter.write(patch).stripTrailing());
    }
}
