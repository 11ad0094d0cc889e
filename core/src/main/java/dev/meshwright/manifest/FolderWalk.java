package dev.meshwright.manifest;

import dev.meshwright.MeshwrightException;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Finds the files to read, sorted by name, and what stands beside them that is not for us: charts, kustomizations.
final class FolderWalk {
    /// A folder with a file of this name is passed over, unless it is the one that was asked for.
    private static final String IGNORE = ".meshwright-ignore";

    private final Map<Path, InputFile> files = new LinkedHashMap<>();
    private final List<InputFile> kustomizations = new ArrayList<>();
    private final List<HelmChart> charts = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Set<Path> visited = new HashSet<>();
    private final Set<Path> leftOut;
    private int skipped;

    /// @param leftOut the folders of kustomizations whose files are not looked at; absolute and normalized
    FolderWalk(Set<Path> leftOut) {
        this.leftOut = Set.copyOf(leftOut);
    }

    List<InputFile> files() {
        return List.copyOf(files.values());
    }

    List<InputFile> kustomizations() {
        return kustomizations;
    }

    List<HelmChart> charts() {
        return charts;
    }

    List<Problem> problems() {
        return problems;
    }

    int skipped() {
        return skipped;
    }

    void add(Path given) {
        var path = given.toAbsolutePath().normalize();
        var name = shown(given);
        if (Files.isDirectory(given)) {
            folder(path, name, realPath(path), false);
        } else if (Files.exists(given)) {
            addFile(path, name);
        } else {
            throw new MeshwrightException(given + " does not exist. Check the path; nothing was changed.");
        }
    }

    private void addFile(Path path, String name) {
        if (Kustomization.isName(path.getFileName().toString())) {
            problems.add(new Problem(
                    Problem.Level.INFO,
                    Source.ofFile(name),
                    "a kustomization, not an object",
                    "Give us its folder, or what `kubectl kustomize` makes of it."));
            skipped++;
        } else {
            files.put(path, new InputFile(path, name, true));
        }
    }

    /// @param isAboveLeftOut whether the folder belongs to a kustomization that is left out, unless it has its own
    private void folder(Path folder, String name, Path root, boolean isAboveLeftOut) {
        if (!visited.add(realPath(folder))) {
            return;
        }
        var entries = list(folder, name);
        boolean isOwn = entries.stream()
                .anyMatch(path -> Kustomization.isName(path.getFileName().toString()));
        boolean isLeftOut = isOwn ? leftOut.contains(folder) : isAboveLeftOut;
        var chart = HelmChart.in(folder, name);
        chart.ifPresent(charts::add);
        for (var path : entries) {
            var fileName = path.getFileName().toString();
            if (chart.isPresent() && HelmChart.isSource(fileName)) {
                skipped += HelmChart.countFiles(path);
            } else if (fileName.startsWith(".") || isLinkInto(root, path)) {
                skipped++;
            } else if (Files.isDirectory(path) && Files.exists(path.resolve(IGNORE))) {
                skipped += HelmChart.countFiles(path);
            } else if (Files.isDirectory(path)) {
                folder(path, below(name, fileName), root, isLeftOut);
            } else if (isLeftOut) {
                skipped++;
            } else {
                file(path, below(name, fileName), fileName);
            }
        }
    }

    private void file(Path path, String name, String fileName) {
        if (fileName.equals("meshwright.yaml")) {
            return;
        }
        if (Kustomization.isName(fileName)) {
            kustomizations.add(new InputFile(path, name, false));
            skipped++;
        } else if (isManifestName(fileName) && (Files.isRegularFile(path) || !Files.exists(path))) {
            files.putIfAbsent(path, new InputFile(path, name, false));
        } else {
            skipped++;
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

    /// Whether this is a symbolic link to something that the walk finds at its own place anyway.
    private static boolean isLinkInto(Path root, Path path) {
        if (!Files.isSymbolicLink(path) || !Files.exists(path)) {
            return false;
        }
        var target = realPath(path);
        if (!target.startsWith(root)) {
            return false;
        }
        for (var part : root.relativize(target)) {
            if (part.toString().startsWith(".") && !part.toString().isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private static boolean isManifestName(String fileName) {
        var lower = fileName.toLowerCase(Locale.ROOT);
        return lower.endsWith(".yaml") || lower.endsWith(".yml") || lower.endsWith(".json");
    }

    private static Path realPath(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException _) {
            return path;
        }
    }

    private static String shown(Path given) {
        return given.normalize().toString().replace(File.separatorChar, '/');
    }

    private static String below(String folder, String fileName) {
        return folder.isEmpty() ? fileName : folder.endsWith("/") ? folder + fileName : folder + "/" + fileName;
    }
}
