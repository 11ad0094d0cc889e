package dev.meshwright.analysis;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Source;
import java.util.Comparator;
import java.util.Locale;

/// One fault at one place.
///
/// @param code `IST0101` where Istio has a code for it, else `MW…`
/// @param name of the rule in upper camel case
/// @param kind, namespace, resource the object; `namespace` is "" where the manifest sets none
/// @param line, column from 1; 0 for the file as a whole
/// @param path within the object: `spec.http[0].route[0]`
/// @param fixable whether `check --fix` can apply the fix
public record Finding(
        String code,
        String name,
        Category category,
        Severity severity,
        String kind,
        String namespace,
        String resource,
        String file,
        int line,
        int column,
        String path,
        String message,
        String fix,
        boolean fixable,
        EvidenceOf evidence,
        Certainty certainty) {

    /// The order of output that machines read: by place, then code.
    public static final Comparator<Finding> BY_PLACE = Comparator.comparing(Finding::file)
            .thenComparingInt(Finding::line)
            .thenComparingInt(Finding::column)
            .thenComparing(Finding::code)
            .thenComparing(Finding::message);

    /// What the finding rests on.
    public enum EvidenceOf {
        LIVE,
        FILES,
        DOCUMENTATION;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Whether it is seen or concluded.
    public enum Certainty {
        FACT,
        INFERENCE;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// A finding about an object, at a place in it, with the rule's severity; a fact seen in files.
    public static Finding of(RuleInfo rule, Manifest object, Source where, String path, String message, String fix) {
        return new Finding(
                rule.code(),
                rule.name(),
                rule.category(),
                rule.severity(),
                object.kind(),
                object.namespace(),
                object.name(),
                where.file(),
                where.line(),
                where.column(),
                path,
                message,
                fix,
                false,
                EvidenceOf.FILES,
                Certainty.FACT);
    }

    public Finding withSeverity(Severity other) {
        return new Finding(
                code, name, category, other, kind, namespace, resource, file, line, column, path, message, fix, fixable,
                evidence, certainty);
    }

    /// The same as a conclusion for information: the input does not hold what would prove it.
    public Finding asInference() {
        return new Finding(
                code,
                name,
                category,
                Severity.INFO,
                kind,
                namespace,
                resource,
                file,
                line,
                column,
                path,
                message,
                fix,
                fixable,
                evidence,
                Certainty.INFERENCE);
    }
}
