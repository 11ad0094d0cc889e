package dev.meshwright.topology.source;

import dev.meshwright.MeshwrightException;
import dev.meshwright.manifest.Problem;
import dev.meshwright.manifest.Source;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Finds the files of source trees that say something, sorted by name. Symbolic links are not followed.
final class SourceWalk {
    /// The largest file read, in bytes: what people write is smaller.
    static final int MAX_BYTES = 1_000_000;

    private static final int BINARY_START = 8_000;

    private final List<Found> found = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Set<Path> given = new HashSet<>();

    /// What a file is read as.
    enum Kind {
        CODE,
        SETTINGS,
        DOCKERFILE,
        /// Says what is built here.
        BUILD
    }

    /// A file to read.
    ///
    /// @param name as evidence shows it
    /// @param folder the name of its folder, as evidence shows it
    record Found(Path path, String name, String folder, Kind kind) {
        String fileName() {
            return name.substring(name.lastIndexOf('/') + 1);
        }
    }

    List<Found> found() {
        return found;
    }

    List<Problem> problems() {
        return problems;
    }

    /// @throws MeshwrightException if it is no folder
    void add(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new MeshwrightException(
                    folder + " is not a folder with source code. Check --source; nothing was changed.");
        }
        if (given.add(folder.toAbsolutePath().normalize())) {
            folder(folder, shown(folder), false);
        }
    }

    /// As evidence shows it.
    static String shown(Path folder) {
        return folder.normalize().toString().replace(File.separatorChar, '/');
    }

    private void folder(Path folder, String name, boolean isForBrowsers) {
        var entries = list(folder, name);
        var names = new HashSet<String>();
        entries.forEach(entry -> names.add(entry.getFileName().toString()));
        boolean browsers = isForBrowsers;
        if (names.contains("package.json")) {
            browsers = text(folder.resolve("package.json"))
                    .map(NodePackage::isForBrowsers)
                    .orElse(false);
        }
        for (var entry : entries) {
            String fileName = entry.getFileName().toString();
            String shown = below(name, fileName);
            if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                if (Relevance.isFolder(fileName) && !isOutput(fileName, names)) {
                    folder(entry, shown, browsers || Relevance.isForBrowsers(fileName));
                }
            } else if (Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
                file(entry, shown, name, browsers);
            }
        }
    }

    /// `build` and `bin` hold what a tool wrote, where that tool's file stands beside them.
    private static boolean isOutput(String name, Set<String> siblings) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "build" ->
                siblings.stream()
                        .anyMatch(file -> file.startsWith("build.gradle")
                                || file.equals("package.json")
                                || file.equals("setup.py")
                                || file.equals("pyproject.toml")
                                || file.equals("CMakeLists.txt"));
            case "bin" -> siblings.stream().anyMatch(file -> file.endsWith(".csproj") || file.equals(".classpath"));
            default -> false;
        };
    }

    private void file(Path path, String name, String folder, boolean isForBrowsers) {
        String fileName = path.getFileName().toString();
        String folderName = folder.substring(folder.lastIndexOf('/') + 1);
        kind(fileName, folderName, isForBrowsers).ifPresent(kind -> {
            if (isTooLarge(path)) {
                problems.add(new Problem(
                        Problem.Level.WARNING,
                        Source.ofFile(name),
                        "larger than " + MAX_BYTES / 1_000_000 + " MB, not searched for calls",
                        "Split it if somebody wrote it by hand."));
            } else {
                found.add(new Found(path, name, folder, kind));
            }
        });
    }

    private static Optional<Kind> kind(String fileName, String folderName, boolean isForBrowsers) {
        if (Dockerfile.isName(fileName)) {
            return Dockerfile.isForDevelopers(fileName) ? Optional.empty() : Optional.of(Kind.DOCKERFILE);
        }
        if (BuildFile.isName(fileName)) {
            return Optional.of(Kind.BUILD);
        }
        if (Relevance.isCode(fileName)) {
            boolean isScript = Language.of(fileName).equals(Optional.of(Language.JAVASCRIPT));
            return isScript && isForBrowsers ? Optional.empty() : Optional.of(Kind.CODE);
        }
        return Relevance.isSettings(folderName, fileName) && !isForBrowsers(fileName, isForBrowsers)
                ? Optional.of(Kind.SETTINGS)
                : Optional.empty();
    }

    private static boolean isTooLarge(Path path) {
        try {
            return Files.size(path) > MAX_BYTES;
        } catch (IOException _) {
            return false;
        }
    }

    /// A bundler puts the variables of `.env` into what the browser gets.
    private static boolean isForBrowsers(String fileName, boolean isForBrowsers) {
        return isForBrowsers && (fileName.startsWith(".env") || fileName.endsWith(".json"));
    }

    /// The file's text; empty if it is binary or cannot be read.
    static Optional<String> text(Found file) {
        return text(file.path());
    }

    private static Optional<String> text(Path path) {
        try (var in = Files.newInputStream(path)) {
            var bytes = in.readNBytes(MAX_BYTES);
            for (int i = 0; i < Math.min(bytes.length, BINARY_START); i++) {
                if (bytes[i] == 0) {
                    return Optional.empty();
                }
            }
            var text = new String(bytes, StandardCharsets.UTF_8);
            return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private List<Path> list(Path folder, String name) {
        var entries = new ArrayList<Path>();
        try (var stream = Files.newDirectoryStream(folder)) {
            stream.forEach(entries::add);
        } catch (IOException | DirectoryIteratorException _) {
            problems.add(Problem.error(Source.ofFile(name), "cannot be read", "Check the folder's permissions."));
        }
        entries.sort(Comparator.comparing(path -> path.getFileName().toString()));
        return entries;
    }

    private static String below(String folder, String fileName) {
        return folder.isEmpty() ? fileName : folder.endsWith("/") ? folder + fileName : folder + "/" + fileName;
    }
}
