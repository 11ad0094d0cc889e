package dev.meshwright.analysis.validity;

import dev.meshwright.analysis.Edit;
import dev.meshwright.analysis.Finding;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Node;
import dev.meshwright.schema.Schema;
import dev.meshwright.schema.SchemaValidator;
import dev.meshwright.schema.Violation;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// What `check --fix` may do about a violation of the schema: only what surely was meant, and only if nothing else is
/// wrong with the object afterwards that was not before.
final class Correction {
    private Correction() {}

    /// The finding with the edit that removes it, where there is one.
    ///
    /// @param schema of the object's kind
    static Finding add(Finding finding, Manifest object, Schema schema, Violation violation) {
        var instead = violation.instead();
        if (instead == null) {
            return finding;
        }
        var edit = violation.kind() == Violation.Kind.UNKNOWN_FIELD
                ? new Edit.Rename(object, violation.where(), instead.text())
                : new Edit.Replace(object, violation.where(), instead);
        return cures(edit, schema, violation) ? finding.withEdit(edit) : finding;
    }

    /// Whether the object, judged by the schema, has nothing new against it after the edit.
    static boolean isHarmless(Edit edit, Schema before, Schema after) {
        return said(before, edit.object(), edit.object().root())
                .containsAll(
                        said(after, edit.object(), edit.appliedTo(edit.object().root())));
    }

    private static boolean cures(Edit edit, Schema schema, Violation violation) {
        var before = said(schema, edit.object(), edit.object().root());
        var after = said(schema, edit.object(), edit.appliedTo(edit.object().root()));
        var left = new HashSet<>(before);
        left.remove(List.of(violation.path(), violation.message()));
        return left.containsAll(after);
    }

    private static Set<List<String>> said(Schema schema, Manifest object, Node.Mapping root) {
        var edited = new Manifest(
                object.where(), object.apiVersion(), object.kind(), object.namespace(), object.name(), root);
        return SchemaValidator.validate(edited, schema).stream()
                .map(one -> List.of(one.path(), one.message()))
                .collect(Collectors.toSet());
    }
}
