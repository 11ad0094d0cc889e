package dev.meshwright.analysis.fix;

import dev.meshwright.analysis.Edit;
import dev.meshwright.analysis.Finding;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.ManifestReader;
import java.util.ArrayList;
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
    /// @param index of the object among those of the file
    private record Target(Finding finding, Edit edit, int index) {}

    /// Applies the edits of these findings.
    ///
    /// @param file the name under which the text was checked
    /// @param findings of this file; those without an edit are passed over
    public static Result fix(String file, String text, List<Finding> findings) {
        return new Fixer(file, text).fix(findings);
    }

    private Result fix(List<Finding> findings) {
        boolean isOneLine = text.startsWith("{") && !text.strip().contains("\n");
        var targets = new ArrayList<Target>();
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
                targets.add(new Target(finding, edit, index));
            }
        }
        if (!tryFirst(targets)) {
            // Reading the file for each edit takes long, and is needed only where one of them is entangled.
            var entangled = targets.stream().filter(target -> !tryAll(target)).toList();
            targets.removeAll(entangled);
            entangled.forEach(target -> refused.add(new Refusal(target.finding(), ENTANGLED)));
        }
        return new Result(text, targets.stream().map(Target::finding).toList(), refused);
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
        var insertions = targets.stream()
                .flatMap(target -> candidates(target).stream().limit(1))
                .toList();
        return insertions.size() == targets.size() && take(insertions, targets);
    }

    private boolean tryAll(Target target) {
        return candidates(target).stream().anyMatch(insertion -> take(List.of(insertion), List.of(target)));
    }

    private List<Insertion> candidates(Target target) {
        var root = objects.get(target.index()).root();
        return new Insertions(text, root, target.edit().path(), target.edit().value()).candidates();
    }

    /// Makes the insertions if they give these edits and nothing else.
    private boolean take(List<Insertion> insertions, List<Target> targets) {
        var wanted = objects.stream().map(Manifest::root).collect(Collectors.toList());
        for (var target : targets) {
            var edit = target.edit();
            wanted.set(target.index(), Wanted.with(wanted.get(target.index()), edit.path(), edit.value()));
        }
        var candidate = Insertion.all(text, insertions);
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
