package dev.meshwright.manifest;

import dev.meshwright.manifest.DocumentReader.Content;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Reads files and folders: finds them, reads them in parallel (as many open as there are processors), and puts the
/// results together in the order of the walk.
final class FolderReader {
    private final Texts texts = new Texts();
    private final FolderWalk walk;
    private final FileCache cache;
    private final List<Content> fromInput = new ArrayList<>();

    private FolderReader(FolderWalk walk, FileCache cache) {
        this.walk = walk;
        this.cache = cache;
    }

    /// @param input what the path `-` stands for
    /// @param leftOut the folders of kustomizations whose files are not read
    /// @param cache what is known of the files
    static Manifests read(List<Path> paths, InputStream input, Set<Path> leftOut, FileCache cache) {
        var reader = new FolderReader(new FolderWalk(leftOut), cache);
        for (var path : paths) {
            if (path.toString().equals("-")) {
                reader.fromInput.add(reader.read("-", input, true));
            } else {
                reader.walk.add(path);
            }
        }
        return reader.finish();
    }

    private Manifests finish() {
        var tools = new HashSet<Path>();
        var kustomizations = walk.kustomizations().parallelStream()
                .map(file -> Kustomization.read(file.path(), file.name()))
                .toList();
        kustomizations.forEach(one -> tools.addAll(one.tools()));
        var files = walk.files().stream()
                .filter(file -> file.given() || !tools.contains(file.path()))
                .toList();
        int skipped = walk.skipped() + walk.files().size() - files.size();
        var problems = new ArrayList<>(walk.problems());
        walk.charts().forEach(chart -> problems.add(chart.problem()));
        var read = files.parallelStream()
                .map(file -> cache.get(file, () -> read(file)))
                .toList();
        var contents = KustomizeOverlays.keepBases(kustomizations, files, read, problems);

        var objects = new ArrayList<Manifest>();
        for (var content : fromInput) {
            objects.addAll(content.objects());
            problems.addAll(content.problems());
        }
        for (int i = 0; i < files.size(); i++) {
            if (files.get(i).given() || contents.get(i).isKubernetes()) {
                objects.addAll(contents.get(i).objects());
                problems.addAll(contents.get(i).problems());
            } else {
                skipped++;
            }
        }
        return new Manifests(objects, problems, skipped);
    }

    private Content read(InputFile file) {
        try {
            if (Files.size(file.path()) > FileText.MAX_BYTES) {
                return Content.of(List.of(FileText.tooLarge(file.name())));
            }
            try (var in = Files.newInputStream(file.path())) {
                return read(file.name(), in, file.given());
            }
        } catch (IOException _) {
            return unreadable(file.name());
        }
    }

    private Content read(String name, InputStream in, boolean given) {
        byte[] bytes;
        try {
            bytes = in.readNBytes(FileText.MAX_BYTES + 1);
        } catch (IOException _) {
            return unreadable(name);
        }
        if (bytes.length > FileText.MAX_BYTES) {
            return Content.of(List.of(FileText.tooLarge(name)));
        }
        var problems = new ArrayList<Problem>();
        var text = FileText.decode(name, bytes, problems);
        if (text.isEmpty()) {
            return Content.of(problems);
        }
        var content = DocumentReader.read(name, text.get(), texts);
        problems.addAll(content.problems());
        if (given && content.objects().isEmpty() && problems.isEmpty()) {
            problems.add(nothing(name, bytes));
        }
        return new Content(content.objects(), problems, content.isKubernetes());
    }

    private static Problem nothing(String name, byte[] bytes) {
        boolean empty = bytes.length == 0;
        return new Problem(
                Problem.Level.WARNING,
                Source.ofFile(name),
                (name.equals("-") ? "standard input " : "") + (empty ? "is empty" : "holds no object"),
                "Check that this is the file you meant.");
    }

    private static Content unreadable(String name) {
        return Content.of(List.of(
                Problem.error(Source.ofFile(name), "cannot be read", "Check that it exists and its permissions.")));
    }
}
