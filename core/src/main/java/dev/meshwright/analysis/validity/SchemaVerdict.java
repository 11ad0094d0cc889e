package dev.meshwright.analysis.validity;

import dev.meshwright.analysis.Subject;
import dev.meshwright.schema.SchemaValidator;
import dev.meshwright.schema.Schemas;
import dev.meshwright.schema.Violation;
import java.util.List;
import java.util.stream.Stream;

/// What the schema of its kind says about one object; nothing about a kind that we do not know.
record SchemaVerdict(List<Violation> violations) {
    static SchemaVerdict of(Subject subject) {
        return subject.view(SchemaVerdict.class, SchemaVerdict::make);
    }

    private static SchemaVerdict make(Subject subject) {
        var object = subject.object();
        return new SchemaVerdict(Schemas.of(subject.istioVersion())
                .find(object.apiVersion(), object.kind())
                .map(kind -> SchemaValidator.validate(object, kind.schema()))
                .orElse(List.of()));
    }

    /// The fields that the kind does not know.
    Stream<Violation> unknownFields() {
        return violations.stream().filter(violation -> violation.kind() == Violation.Kind.UNKNOWN_FIELD);
    }

    /// What the API server refuses.
    Stream<Violation> refused() {
        return violations.stream().filter(violation -> violation.kind() != Violation.Kind.UNKNOWN_FIELD);
    }
}
