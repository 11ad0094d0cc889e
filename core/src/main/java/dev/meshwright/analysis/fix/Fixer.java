package dev.meshwright.analysis.fix;

import dev.meshwright.analysis.Edit;
import dev.meshwright.analysis.Finding;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.ManifestReader;
import dev.meshwright.manifest.Source;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Makes the edits of findings in the text of a file. An edit counts only if the text, read again, holds the object
/// with
/// that one value set and every other object as it was; otherwise the file is left as it is.
public final class Fixer {
    private static final String ONE_LINE = "its JSON stands on one line, so a program wrote it; change what that reads";
    private static final String BUILT =
            "the object does not stand there as it was checked: kustomize or Helm made it from more than this file";
    private static final String ENTANGLED = "no small edit sets it without changing something else";

    /// Edits move what stands below them, so that places are good only from below.
    private static final Comparator<Target> FROM_BELOW =
            Comparator.comparing(Fixer::place).reversed();

    private final String file;
    private String text;
    private List<Manifest> objects;

    private Fixer(String file, String text) {
        this.file = file;
        this.text = text;
        this.objects = ManifestReader.parse(file, text).objects();
    }

    /// A file after its edits.
    ///
    /// @param text the new text; the old one where nothing was fixed
    public record Result(String text, List<Finding> fixed, List<Refusal> refused) {
        public Result {
            fixed = List.copyOf(fixed);
            refused = List.copyOf(refused);
        }
    }

    /// A finding that stays, and why.
    public record Refusal(Finding finding, String why) {}

    /// Where an edit is to be made.
    ///
    /// @param findings that it removes
    /// @param index of the object among those of the file
    private record Target(Edit edit, int index, List<Finding> findings) {}

    /// Applies the edits of these findings.
    ///
    /// @param file the name under which the text was checked
    /// @param findings of this file; those without an edit are passed over
    public static Result fix(String file, String text, List<Finding> findings) {
        return new Fixer(file, text).fix(findings);
    }

    private Result fix(List<Finding> findings) {
        boolean isOneLine = text.startsWith("{") && !text.strip().contains("\n");
        var byEdit = new LinkedHashMap<Edit, Target>();
        var refused = new ArrayList<Refusal>();
        for (var finding : findings) {
            var edit = finding.edit();
            if (edit == null) {
                continue;
            }
            int index = indexOf(edit.object());
            if (isOneLine || index < 0) {
                refused.add(new Refusal(finding, isOneLine ? ONE_LINE : BUILT));
            } else {
                byEdit.computeIfAbsent(edit, _ -> new Target(edit, index, new ArrayList<>()))
                        .findings()
                        .add(finding);
            }
        }
        var targets = new ArrayList<>(byEdit.values());
        if (!tryFirst(targets)) {
            // Reading the file for each edit takes long, and is needed only where one of them is entangled.
            var entangled = targets.stream()
                    .sorted(FROM_BELOW)
                    .filter(target -> !tryAll(target))
                    .toList();
            targets.removeAll(entangled);
            for (var target : entangled) {
                target.findings().forEach(finding -> refused.add(new Refusal(finding, ENTANGLED)));
            }
        }
        return new Result(
                text,
                targets.stream().flatMap(target -> target.findings().stream()).toList(),
                refused);
    }

    /// The place that an edit names. Those by keys have none, and come first.
    private static Source place(Target target) {
        return switch (target.edit()) {
            case Edit.Set _ -> Source.ofFile("");
            case Edit.Replace replace -> replace.where();
            case Edit.Rename rename -> rename.where();
        };
    }

    /// Where the very object that was checked stands among those of the file; -1 if it does not.
    private int indexOf(Manifest object) {
        for (int i = 0; i < objects.size(); i++) {
            if (objects.get(i).where().equals(object.where())
                    && objects.get(i).root().isSameAs(object.root())) {
                return i;
            }
        }
        return -1;
    }

    /// Makes all of these edits, each in the most natural way.
    private boolean tryFirst(List<Target> targets) {
        var splices = targets.stream()
                .flatMap(target -> candidates(target).stream().limit(1))
                .toList();
        return splices.size() == targets.size() && take(splices, targets);
    }

    private boolean tryAll(Target target) {
        return candidates(target).stream().anyMatch(splice -> take(List.of(splice), List.of(target)));
    }

    private List<Splice> candidates(Target target) {
        var root = objects.get(target.index()).root();
        return switch (target.edit()) {
            case Edit.Set set -> new Insertions(text, root, set.path(), set.value()).candidates();
            case Edit.Replace replace -> new Replacements(text, root, replace.where()).ofScalar(replace.value());
            case Edit.Rename rename -> new Replacements(text, root, rename.where()).ofKey(rename.name());
        };
    }

    /// Makes the changes if they give these edits and nothing else.
    private boolean take(List<Splice> splices, List<Target> targets) {
        var wanted = objects.stream().map(Manifest::root).collect(Collectors.toList());
        for (var target : targets) {
            wanted.set(target.index(), target.edit().appliedTo(wanted.get(target.index())));
        }
        var candidate = Splice.all(text, splices);
        var after = ManifestReader.parse(file, candidate).objects();
        boolean isRight = after.size() == wanted.size()
                && IntStream.range(0, wanted.size())
                        .allMatch(i -> after.get(i).root().isSameAs(wanted.get(i)));
        if (isRight) {
            text = candidate;
            objects = after;
        }
        return isRight;
    }
}
