package dev.meshwright.analysis.validity;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.ObjectRule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.analysis.Subject;
import java.util.stream.Stream;

/// istiod's validating webhook accepts the object with a warning.
final class SchemaWarning implements ObjectRule {
    private static final RuleInfo INFO = new RuleInfo(
            "IST0133",
            "SchemaWarning",
            Category.VALIDITY,
            Severity.WARNING,
            "The object is accepted with a warning",
            "istiod takes the object, but part of it has no effect or another effect than it seems to have.",
            "Change what the message names.",
            """
            apiVersion: security.istio.io/v1
            kind: AuthorizationPolicy
            metadata:
              name: no-deletes
              namespace: orders
            spec:
              action: DENY
              rules:
              - to:
                - operation:
                    methods: ["DELETE"]
            """,
            """
            apiVersion: security.istio.io/v1
            kind: AuthorizationPolicy
            metadata:
              name: no-deletes
              namespace: orders
            spec:
              action: DENY
              rules:
              - to:
                - operation:
                    methods: ["DELETE"]
                    ports: ["8080"]
            """,
            "https://istio.io/latest/docs/reference/config/analysis/ist0133/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Subject subject) {
        return Webhook.review(subject).warnings(INFO).stream();
    }
}
