package dev.meshwright.cli;

import dev.meshwright.MeshwrightException;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.fix.Fixer;
import dev.meshwright.analysis.fix.UnifiedDiff;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// What `check --fix` does to the files of the input. Nothing is written before [#write].
final class Fixes {
    private final List<Edited> edited = new ArrayList<>();
    private final List<Fixer.Refusal> refused = new ArrayList<>();

    private record Edited(Path file, String name, String before, Fixer.Result result) {}

    private Fixes() {}

    /// The edits of these findings.
    static Fixes of(List<Finding> findings) {
        var byFile = new TreeMap<String, List<Finding>>();
        findings.stream()
                .filter(Finding::fixable)
                .forEach(finding -> byFile.computeIfAbsent(finding.file(), _ -> new ArrayList<>())
                        .add(finding));
        var fixes = new Fixes();
        byFile.forEach(fixes::edit);
        return fixes;
    }

    private void edit(String file, List<Finding> findings) {
        try {
            var path = Path.of(file);
            if (file.equals("-") || !Files.isRegularFile(path)) {
                refuse(findings, "there is no file to edit: it came from standard input or from a tool");
                return;
            }
            var before = Files.readString(path, StandardCharsets.UTF_8);
            var result = Fixer.fix(file, before, findings);
            refused.addAll(result.refused());
            if (!result.fixed().isEmpty()) {
                edited.add(new Edited(path, file, before, result));
            }
        } catch (IOException | InvalidPathException e) {
            refuse(findings, "the file cannot be read as UTF-8 text");
        }
    }

    private void refuse(List<Finding> findings, String why) {
        findings.forEach(finding -> refused.add(new Fixer.Refusal(finding, why)));
    }

    String diff() {
        var diff = new StringBuilder();
        edited.forEach(one -> diff.append(
                UnifiedDiff.of(one.name(), one.before(), one.result().text())));
        return diff.toString();
    }

    /// Writes the files that change.
    ///
    /// @throws MeshwrightException if one cannot be written; those before it are
    void write() {
        for (var one : edited) {
            try {
                Files.writeString(one.file(), one.result().text(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new MeshwrightException(
                        one.name() + " cannot be written (" + e.getMessage() + "). Files named before it were fixed.",
                        e);
            }
        }
    }

    /// A line for each finding that is gone.
    List<String> done() {
        return edited.stream()
                .flatMap(one -> one.result().fixed().stream())
                .map(finding -> "fixed  " + line(finding))
                .toList();
    }

    /// A line for each finding that had to stay.
    List<String> left() {
        return refused.stream()
                .map(refusal -> "left alone  " + line(refusal.finding()) + "; " + refusal.why())
                .toList();
    }

    private static String line(Finding finding) {
        return finding.file() + ":" + finding.line() + "  " + finding.code() + "  " + finding.message();
    }
}
