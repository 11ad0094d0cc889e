package dev.meshwright.schema;

import dev.meshwright.manifest.Manifest;
import java.util.ArrayList;
import java.util.List;

/// Says where a manifest does not fit its kind's schema, in the order of the manifest.
public final class SchemaValidator {
    private SchemaValidator() {}

    /// What the API server would refuse in an object of this kind, and the fields that it does not know.
    ///
    /// As in the API server, CEL rules are asked only of an object whose structure is right. `metadata` is not
    /// part of a kind's schema, and `status` is not the user's to write: both are left out.
    public static List<Violation> validate(Manifest object, Schema schema) {
        var violations = new ArrayList<Violation>();
        new StructureCheck(violations).object(schema, object.root());
        boolean structured = violations.stream().noneMatch(violation -> violation.kind() == Violation.Kind.STRUCTURE);
        if (structured && schema.constrainedBelow()) {
            new ConstraintCheck(object.root(), violations).check(schema);
        }
        return List.copyOf(violations);
    }

    /// Only the fields that the kind does not know.
    public static List<Violation> unknownFields(Manifest object, Schema schema) {
        var violations = new ArrayList<Violation>();
        new StructureCheck(violations).object(schema, object.root());
        violations.removeIf(violation -> violation.kind() != Violation.Kind.UNKNOWN_FIELD);
        return List.copyOf(violations);
    }
}
