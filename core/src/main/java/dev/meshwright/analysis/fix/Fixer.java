package dev.meshwright.analysis.fix;

import dev.meshwright.analysis.Edit;
import dev.meshwright.analysis.Finding;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.ManifestReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

    /// Applies the edits of these findings, one after the other.
    ///
    /// @param file the name under which the text was checked
    /// @param findings of this file; those without an edit are passed over
    public static Result fix(String file, String text, List<Finding> findings) {
        return new Fixer(file, text).fix(findings);
    }

    private Result fix(List<Finding> findings) {
        var checked = objects;
        boolean isOneLine = text.startsWith("{") && !text.strip().contains("\n");
        var fixed = new ArrayList<Finding>();
        var refused = new ArrayList<Refusal>();
        for (var finding : findings) {
            var edit = finding.edit();
            if (edit == null) {
                continue;
            }
            int index = indexOf(edit.object(), checked);
            if (isOneLine) {
                refused.add(new Refusal(finding, ONE_LINE));
            } else if (index < 0) {
                refused.add(new Refusal(finding, BUILT));
            } else if (apply(edit, index)) {
                fixed.add(finding);
            } else {
                refused.add(new Refusal(finding, ENTANGLED));
            }
        }
        return new Result(text, fixed, refused);
    }

    /// Where the very object that was checked stands among those of the file; -1 if it does not.
    private static int indexOf(Manifest object, List<Manifest> objects) {
        for (int i = 0; i < objects.size(); i++) {
            if (objects.get(i).where().equals(object.where())
                    && objects.get(i).root().isSameAs(object.root())) {
                return i;
            }
        }
        return -1;
    }

    private boolean apply(Edit edit, int index) {
        var candidates = new Insertions(text, objects.get(index).root(), edit.path(), edit.value()).candidates();
        for (var candidate : candidates) {
            var after = ifRight(candidate, edit, index);
            if (after.isPresent()) {
                text = candidate;
                objects = after.get();
                return true;
            }
        }
        return false;
    }

    /// The objects of a text that differs by the edit and by nothing else.
    private Optional<List<Manifest>> ifRight(String candidate, Edit edit, int index) {
        var after = ManifestReader.parse(file, candidate).objects();
        if (after.size() != objects.size()) {
            return Optional.empty();
        }
        for (int i = 0; i < after.size(); i++) {
            var root = objects.get(i).root();
            if (!after.get(i).root().isSameAs(i == index ? Wanted.with(root, edit.path(), edit.value()) : root)) {
                return Optional.empty();
            }
        }
        return Optional.of(after);
    }
}
