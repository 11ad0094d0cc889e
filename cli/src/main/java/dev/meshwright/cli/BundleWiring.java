package dev.meshwright.cli;

import dev.meshwright.MeshwrightException;
import dev.meshwright.cli.bundle.Wiring;
import dev.meshwright.trust.bundle.WorkloadClass;
import dev.meshwright.trust.tuf.Client;
import dev.meshwright.trust.tuf.TrustStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `meshwright bundle wiring`.
@Command(
        name = "wiring",
        header = {
            "Writes what puts the gate in front of a workload: a kustomize component.",
            "",
            "Examples:",
            "  meshwright bundle wiring shop/cart --image registry.example.com/agent@sha256:… \\",
            "    --repository https://config.example.com/ --pin SHA256 --root root.json --floor 7 -o k8s/cart-gate",
            ""
        })
final class BundleWiring implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "NS/WORKLOAD", description = "The workload class.")
    private String workloadClass = "";

    @Mixin
    private Output output = new Output();

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).",
            defaultValue = "Deployment")
    private Kind kind = Kind.Deployment;

    @Option(names = "--image", paramLabel = "IMAGE", required = true, description = "The agent's image, by its digest.")
    private String image = "";

    @Option(
            names = "--repository",
            paramLabel = "URL|CLAIM",
            required = true,
            description = "A URL with https, or the PersistentVolumeClaim that holds the repository.")
    private String repository = "";

    @Option(
            names = "--pin",
            paramLabel = "SHA256",
            description = "The key of URL's server, as SHA-256 of its SubjectPublicKeyInfo; may be repeated.")
    private List<String> pins = List.of();

    @Option(names = "--root", paramLabel = "FILE", required = true, description = "The root metadata to trust.")
    private Path root = Path.of("");

    @Option(
            names = "--floor",
            paramLabel = "N",
            required = true,
            description = "The counter below which no release may run.")
    private long floor;

    @Option(
            names = "--state-path",
            paramLabel = "PATH",
            description = "A folder of the node that keeps the state; else it goes with its pod.")
    private @Nullable String statePath;

    @Option(
            names = "--native-sidecar",
            description = "Leaves the proxy a native sidecar, which Istio starts before the gate.")
    private boolean nativeSidecar;

    @Option(
            names = "--verifier",
            paramLabel = "NS/ACCOUNT",
            description = "Adds a readiness gate, and lets this service account alone set it.")
    private @Nullable String verifier;

    @SuppressWarnings("unused") // looked for before anything is parsed
    @Option(names = "--debug", description = "Shows where in the program an error arose.")
    private boolean debug;

    BundleWiring(Terminal terminal) {
        this.terminal = terminal;
    }

    /// As they are typed.
    enum Kind {
        Deployment,
        StatefulSet,
        DaemonSet
    }

    @Override
    public Integer call() {
        var wiring = new Wiring(
                WorkloadClass.parse(workloadClass),
                kind.name(),
                image,
                repository,
                pins,
                rootText(),
                floor,
                statePath,
                nativeSidecar,
                verifier);
        var outcome = output.write(wiring.files(), List.of());
        outcome.kept().forEach(file -> terminal.error(file + ": changed by hand, left alone; --force overwrites it"));
        terminal.print("Wrote %d files to %s. Name it in the kustomization of the workload:%ncomponents: [%s]%n"
                .formatted(
                        outcome.written(),
                        GivenFile.shown(output.folder()),
                        output.folder().getFileName()));
        return 0;
    }

    private String rootText() {
        try {
            var bytes = Files.readAllBytes(root);
            Client.trust(bytes, new Nowhere());
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new MeshwrightException("the root " + root + " cannot be read (" + e.getMessage() + ").", e);
        }
    }

    /// For a root that is only looked at.
    private record Nowhere() implements TrustStore {
        @Override
        public Optional<byte[]> read(String role) {
            return Optional.empty();
        }

        @Override
        public void write(String role, byte[] metadata) {}

        @Override
        public void delete(String role) {}
    }
}
