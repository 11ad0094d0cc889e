package dev.meshwright.cli;

import dev.meshwright.MeshwrightException;
import dev.meshwright.trust.tuf.RepositoryWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `meshwright repository add`.
@Command(
        name = "add",
        header = {
            "Drafts new targets, or new content of old ones: files, and all files in folders.",
            "",
            "Examples:",
            "  meshwright repository add repo out/bundles",
            "  meshwright repository add repo cart.bundle --below shop",
            ""
        })
final class RepositoryAdd implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private RepositoryDraft draft = new RepositoryDraft();

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "FILE", description = "Files and folders.")
    private List<Path> files = List.of();

    @Option(
            names = "--below",
            paramLabel = "PATH",
            description = "The folder of the targets' paths; none if not given.")
    private String below = "";

    RepositoryAdd(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        draft.change(terminal, (folder, writer) -> {
            for (var file : files) {
                for (var found : below(file)) {
                    add(folder, writer, path(file, found), found);
                }
            }
        });
        return 0;
    }

    private static void add(RepositoryFolder folder, RepositoryWriter writer, String path, Path file) {
        try {
            var bytes = Files.readAllBytes(file);
            folder.store(writer.add(path, bytes, null), bytes);
        } catch (IOException e) {
            throw RepositoryFolder.failed(e);
        }
    }

    private static List<Path> below(Path file) {
        try (var found = Files.walk(file)) {
            return found.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException | UncheckedIOException e) {
            throw new MeshwrightException("cannot read " + file + " (" + e.getMessage() + ").", e);
        }
    }

    /// With `/` between, whatever the platform has there.
    private String path(Path given, Path found) {
        var relative = given.equals(found) ? List.of(found.getFileName()) : names(given.relativize(found));
        var path = relative.stream().map(Path::toString).collect(Collectors.joining("/"));
        return below.isEmpty() ? path : below.replaceAll("/+$", "") + "/" + path;
    }

    private static List<Path> names(Path path) {
        var names = new ArrayList<Path>();
        path.forEach(names::add);
        return names;
    }
}
