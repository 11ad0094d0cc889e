package dev.meshwright.analysis.validity;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.ObjectRule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.analysis.Subject;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.schema.Schema;
import dev.meshwright.schema.SchemaValidator;
import dev.meshwright.schema.Schemas;
import dev.meshwright.schema.Violation;
import java.util.stream.Stream;

/// The object has a field that its kind does not have.
final class UnknownField implements ObjectRule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW0102",
            "UnknownField",
            Category.VALIDITY,
            Severity.ERROR,
            "The kind has no such field",
            "kubectl refuses the object. Other clients send it, and the API server drops the field: what it was meant to do"
                    + " does not happen, and nothing tells.",
            "Correct the name, or remove the field.",
            """
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata:
              name: orders
            spec:
              hosts: [orders]
              http:
              - timout: 3s
                route:
                - destination:
                    host: orders
            """,
            """
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata:
              name: orders
            spec:
              hosts: [orders]
              http:
              - timeout: 3s
                route:
                - destination:
                    host: orders
            """,
            "https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Subject subject) {
        var schemas = Schemas.of(subject.istioVersion());
        var object = subject.object();
        return schemas.find(object.apiVersion(), object.kind()).stream()
                .flatMap(kind -> SchemaVerdict.of(subject)
                        .unknownFields()
                        .map(unknown -> finding(schemas, object, kind.schema(), unknown)));
    }

    private static Finding finding(Schemas schemas, Manifest object, Schema schema, Violation unknown) {
        var since = Schemas.istioVersions().reversed().stream()
                .filter(version -> isKnown(Schemas.of(version), object, unknown))
                .findFirst();
        var message = since.map(version -> unknown.message() + ": it came with Istio " + version
                        + "; this mesh is judged by " + schemas.istioVersion())
                .orElse(unknown.message());
        var fix = since.map(version -> "Upgrade to Istio " + version + ", or remove the field.")
                .orElse(unknown.fix());
        var finding = Finding.of(INFO, object, unknown.where(), unknown.path(), message, fix);
        return since.isPresent() ? finding : Correction.add(finding, object, schema, unknown);
    }

    private static boolean isKnown(Schemas schemas, Manifest object, Violation unknown) {
        return schemas.find(object.apiVersion(), object.kind()).stream()
                .anyMatch(kind -> SchemaValidator.unknownFields(object, kind.schema()).stream()
                        .noneMatch(other -> other.where().equals(unknown.where())));
    }
}
