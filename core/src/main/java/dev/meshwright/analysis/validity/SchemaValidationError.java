package dev.meshwright.analysis.validity;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.schema.SchemaValidator;
import dev.meshwright.schema.Schemas;
import dev.meshwright.schema.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The API server or istiod's validating webhook would refuse the object.
final class SchemaValidationError implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "IST0106",
            "SchemaValidationError",
            Category.VALIDITY,
            Severity.ERROR,
            "The object would be refused",
            "The API server checks types, enums and rules of the kind's schema, istiod's webhook checks the rest. What"
                    + " they refuse is not applied: the mesh keeps its old configuration, and in a folder applied"
                    + " at once the objects before it are changed and this one is not.",
            "Correct the field that the message names.",
            """
            apiVersion: security.istio.io/v1
            kind: PeerAuthentication
            metadata:
              name: default
              namespace: orders
            spec:
              mtls:
                mode: STRICTT
            """,
            """
            apiVersion: security.istio.io/v1
            kind: PeerAuthentication
            metadata:
              name: default
              namespace: orders
            spec:
              mtls:
                mode: STRICT
            """,
            "https://istio.io/latest/docs/reference/config/analysis/ist0106/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        var schemas = Schemas.of(mesh.istioVersion());
        // The most work of all rules: in parallel, for an inner stream would not be.
        return mesh.manifests().objects().parallelStream()
                .flatMap(object -> check(schemas, object).stream())
                .toList()
                .stream();
    }

    /// The webhook is asked only about what has the right structure: it would repeat what the schema says.
    private static List<Finding> check(Schemas schemas, Manifest object) {
        var verdict = new Verdict(object);
        MetadataCheck.check(object, verdict);
        var findings = new ArrayList<>(verdict.errors(INFO));
        schemas.find(object.apiVersion(), object.kind()).ifPresent(kind -> {
            for (var violation : SchemaValidator.validate(object, kind.schema())) {
                if (violation.kind() != Violation.Kind.UNKNOWN_FIELD) {
                    var finding = Finding.of(
                            INFO, object, violation.where(), violation.path(), violation.message(), violation.fix());
                    findings.add(Correction.add(finding, object, kind.schema(), violation));
                }
            }
            if (findings.isEmpty()) {
                findings.addAll(Webhook.review(object).errors(INFO));
            }
        });
        return findings;
    }
}
