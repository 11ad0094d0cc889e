package dev.meshwright.analysis.validity;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.ObjectRule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.analysis.Subject;
import dev.meshwright.schema.Schemas;
import java.util.ArrayList;
import java.util.stream.Stream;

/// The API server or istiod's validating webhook would refuse the object.
final class SchemaValidationError implements ObjectRule {
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
    public Stream<Finding> check(Subject subject) {
        var object = subject.object();
        var verdict = new Verdict(object);
        MetadataCheck.check(object, verdict);
        var findings = new ArrayList<>(verdict.errors(INFO));
        var kind = Schemas.of(subject.istioVersion()).find(object.apiVersion(), object.kind());
        if (kind.isEmpty()) {
            return findings.stream();
        }
        var schema = kind.get().schema();
        SchemaVerdict.of(subject).refused().forEach(violation -> {
            var finding =
                    Finding.of(INFO, object, violation.where(), violation.path(), violation.message(), violation.fix());
            findings.add(Correction.add(finding, object, schema, violation));
        });
        // The webhook would repeat what the schema says.
        if (findings.isEmpty()) {
            findings.addAll(Webhook.review(subject).errors(INFO));
        }
        return findings.stream();
    }
}
