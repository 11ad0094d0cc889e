package dev.meshwright.cli;

import dev.meshwright.MeshwrightException;
import dev.meshwright.generate.Stage;
import dev.meshwright.generate.Stages;
import dev.meshwright.intent.Intent;
import dev.meshwright.intent.IntentFile;
import dev.meshwright.manifest.FileCache;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Manifests;
import dev.meshwright.manifest.Problem;
import dev.meshwright.schema.Schemas;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What every command on manifests takes.
final class Input {
    /// The intent file's name, looked for at the top of each folder given.
    static final String INTENT_FILE = "meshwright.yaml";

    @Parameters(
            arity = "1..*",
            paramLabel = "PATH",
            description = "Files, folders (recursive), or - for standard input.")
    private List<Path> paths = List.of();

    @Option(
            names = "--intent",
            paramLabel = "FILE",
            description = "The intent file; else meshwright.yaml at the top of a folder given.")
    private @Nullable Path intent;

    @Option(
            names = "--istio-version",
            paramLabel = "MINOR",
            description =
                    "Istio minor version to work for: 1.29, 1.30 or 1.31 (default: the intent's, else the newest).")
    private @Nullable String istioVersion;

    @Option(
            names = "--namespace",
            paramLabel = "NS",
            description = "Only objects of this namespace, and those of none; may be repeated.")
    private List<String> namespaces = List.of();

    @Option(
            names = "--exclude",
            paramLabel = "GLOB",
            description = "Leaves out objects from files that match; may be repeated.")
    private List<String> excludes = List.of();

    @Option(
            names = "--stage",
            paramLabel = "STAGE",
            description = "What a generated folder is read as: observe or enforce (default: ${DEFAULT-VALUE}).",
            defaultValue = "enforce")
    private Stage stage = Stage.ENFORCE;

    @Option(
            names = "--values",
            paramLabel = "FILE",
            description = "Values for the Helm charts among the folders; may be repeated, the later wins.")
    private List<Path> values = List.of();

    @Option(
            names = "--release",
            paramLabel = "NAME=CHART[,FILE]",
            description = "A Helm release: a name, a chart's folder, files of values; may be repeated.")
    private List<String> releases = List.of();

    @Option(
            names = "--no-tools",
            description = "Does not run kustomize, kubectl or helm, even where they are installed.")
    private boolean noTools;

    @Option(names = "--verbose", description = "Says on standard error what was read and what was skipped.")
    private boolean verbose;

    @SuppressWarnings("unused") // looked for before anything is parsed
    @Option(names = "--debug", description = "Shows where in the program an error arose.")
    private boolean debug;

    private byte @Nullable [] standardInput;

    /// One file or folder, with nothing else said.
    static Input of(Path path) {
        var input = new Input();
        input.paths = List.of(path);
        return input;
    }

    List<Path> paths() {
        return paths;
    }

    boolean readsStandardInput() {
        return paths.contains(Path.of("-"));
    }

    /// Reads everything.
    ///
    /// @throws MeshwrightException if a path does not exist, or if there was nothing that could be read
    Manifests read(Terminal terminal) {
        return read(paths, terminal, new FileCache());
    }

    /// Reads other paths with the same options.
    ///
    /// @throws MeshwrightException if a path does not exist, or if there was nothing that could be read
    Manifests read(List<Path> others, Terminal terminal) {
        return read(others, terminal, new FileCache());
    }

    /// The same again: objects of files that did not change since the cache knows them are the same instances.
    Manifests read(Terminal terminal, FileCache cache) {
        return read(paths, terminal, cache);
    }

    private Manifests read(List<Path> others, Terminal terminal, FileCache cache) {
        terminal.progress("Reads the manifests");
        var manifests = notEmpty(ManifestInput.read(
                others,
                new ByteArrayInputStream(standardInput(terminal)),
                values,
                releases.stream().map(HelmRelease::parse).toList(),
                !noTools,
                cache));
        if (verbose) {
            terminal.error("%d objects read, %d files skipped (hidden, templates, not manifests)"
                    .formatted(manifests.objects().size(), manifests.skippedFiles()));
            manifests.problems().stream()
                    .filter(problem -> problem.level() == Problem.Level.INFO)
                    .forEach(problem ->
                            terminal.error(problem.where() + ": " + problem.message() + " " + problem.fix()));
        }
        return Stages.at(
                stage,
                new Manifests(
                        manifests.objects().stream().filter(this::isWanted).toList(),
                        manifests.problems(),
                        manifests.skippedFiles()));
    }

    /// All of it, kept so that the manifests can be read again.
    private byte[] standardInput(Terminal terminal) {
        if (standardInput == null) {
            standardInput = readsStandardInput() ? allOf(terminal) : new byte[0];
        }
        return standardInput;
    }

    private static byte[] allOf(Terminal terminal) {
        try {
            return terminal.in().readAllBytes();
        } catch (IOException e) {
            throw new MeshwrightException("standard input cannot be read (" + e.getMessage() + ").", e);
        }
    }

    /// The manifests, of which there has to be one.
    ///
    /// @throws MeshwrightException if there was nothing that could be read
    static Manifests notEmpty(Manifests manifests) {
        if (manifests.objects().isEmpty()) {
            throw new MeshwrightException(nothingRead(manifests));
        }
        return manifests;
    }

    private static String nothingRead(Manifests manifests) {
        return manifests.problems().stream()
                .min(Comparator.comparing(Problem::level))
                .map(problem -> problem.where() + ": " + problem.message() + " " + problem.fix())
                .orElse("no Kubernetes object was found in what you named. Give files or folders with manifests.");
    }

    private boolean isWanted(Manifest object) {
        boolean inNamespace = namespaces.isEmpty()
                || namespaces.contains(object.namespaceOrDefault())
                || (object.kind().equals("Namespace") && namespaces.contains(object.name()));
        return inNamespace
                && excludes.stream()
                        .noneMatch(glob -> matches(glob, object.where().file()));
    }

    private static boolean matches(String glob, String file) {
        var path = Path.of(file);
        var matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
        return matcher.matches(path) || (path.getFileName() != null && matcher.matches(path.getFileName()));
    }

    /// The intent file's content, or the defaults; the version named on the command line wins.
    IntentFile intent() {
        return intentFile()
                .map(this::readIntent)
                .orElseGet(() -> new IntentFile(versioned(Intent.defaults()), List.of(), Map.of()));
    }

    /// Whether the user has an intent file.
    boolean hasIntentFile() {
        return intentFile().isPresent();
    }

    private Intent versioned(Intent intent) {
        if (istioVersion == null) {
            return intent;
        }
        if (!Schemas.istioVersions().contains(istioVersion)) {
            throw new MeshwrightException("there are no facts about Istio " + istioVersion + ". Use one of "
                    + String.join(", ", Schemas.istioVersions()) + ".");
        }
        return intent.withIstioVersion(istioVersion);
    }

    Optional<Path> intentFile() {
        if (intent != null) {
            if (!Files.isRegularFile(intent)) {
                throw new MeshwrightException("the intent file " + intent + " does not exist. Nothing was changed.");
            }
            return Optional.of(intent);
        }
        return paths.stream()
                .filter(Files::isDirectory)
                .map(path -> path.resolve(INTENT_FILE))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private IntentFile readIntent(Path file) {
        try {
            var read = IntentFile.read(shown(file), Files.readString(file, StandardCharsets.UTF_8));
            return new IntentFile(versioned(read.intent()), read.problems(), read.places());
        } catch (IOException e) {
            throw new MeshwrightException(
                    "the intent file " + file + " cannot be read (" + e.getMessage() + "). Nothing was changed.", e);
        }
    }

    private static String shown(Path file) {
        return file.toString().replace('\\', '/');
    }
}
