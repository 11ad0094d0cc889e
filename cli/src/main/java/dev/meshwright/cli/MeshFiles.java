package dev.meshwright.cli;

import dev.meshwright.MeshwrightException;
import dev.meshwright.analysis.Surroundings;
import dev.meshwright.manifest.Node;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// istiod's own settings, where they are kept in files of their own.
final class MeshFiles {
    @Option(
            names = "--mesh-config",
            paramLabel = "FILE",
            description = "istiod's mesh config; else the one in a ConfigMap istio among the manifests.")
    private @Nullable Path meshConfig;

    @Option(
            names = "--mesh-networks",
            paramLabel = "FILE",
            description = "The networks of the mesh; else those in a ConfigMap istio among the manifests.")
    private @Nullable Path meshNetworks;

    /// The files given.
    List<Path> files() {
        return Stream.of(Optional.ofNullable(meshConfig), Optional.ofNullable(meshNetworks))
                .flatMap(Optional::stream)
                .toList();
    }

    /// What the files say.
    ///
    /// @param now the moment that certificates have to be valid at
    /// @throws MeshwrightException if a file cannot be read as settings
    Surroundings read(Instant now) {
        return new Surroundings(tree(meshConfig), tree(meshNetworks), now);
    }

    private static @Nullable Node tree(@Nullable Path file) {
        if (file == null) {
            return null;
        }
        return GivenFile.tree(file)
                .filter(node -> node instanceof Node.Mapping && node.at("kind").isEmpty())
                .orElseThrow(() -> new MeshwrightException(GivenFile.shown(file)
                        + " holds no settings of istiod. Give the text that stands in the ConfigMap istio under"
                        + " mesh or meshNetworks; give the ConfigMap itself among the manifests."));
    }
}
