package dev.meshwright.analysis;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Source;
import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One fault at one place.
///
/// @param code `IST0101` where Istio has a code for it, else `MW…`
/// @param name of the rule in upper camel case
/// @param kind, namespace, resource the object; `namespace` is "" where the manifest sets none
/// @param line, column from 1; 0 for the file as a whole
/// @param path within the object: `spec.http[0].route[0]`
/// @param edit what `check --fix` does about it; null where only a person can
/// @param acknowledged why the user lives with it, as the intent file says; null for nothing said
@JsonPropertyOrder({
    "code",
    "name",
    "category",
    "severity",
    "kind",
    "namespace",
    "resource",
    "file",
    "line",
    "column",
    "path",
    "message",
    "fix",
    "fixable",
    "evidence",
    "certainty"
})
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
        @JsonIgnore @Nullable Edit edit,
        EvidenceOf evidence,
        Certainty certainty,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String acknowledged) {

    /// The order of output that machines read: by place, then code.
    public static final Comparator<Finding> BY_PLACE = Comparator.comparing(Finding::file)
            .thenComparingInt(Finding::line)
            .thenComparingInt(Finding::column)
            .thenComparing(Finding::code)
            .thenComparing(Finding::message);

    /// The order of reports that are read from the top.
    public static final Comparator<Finding> WORST_FIRST =
            Comparator.comparing(Finding::severity).thenComparing(BY_PLACE);

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

    /// What is wrong with what, wherever it stands: the same when lines move or a file gets another name.
    ///
    /// @param file only of what belongs to no object, else ""
    public record Fault(
            String code, String name, String kind, String namespace, String resource, String file, String message) {}

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
                null,
                EvidenceOf.FILES,
                Certainty.FACT,
                null);
    }

    /// Whether `check --fix` can apply the fix.
    @JsonProperty
    public boolean fixable() {
        return edit != null;
    }

    public Fault fault() {
        return new Fault(code, name, kind, namespace, resource, resource.isEmpty() ? file : "", message);
    }

    public Finding withSeverity(Severity other) {
        return with(other, edit, certainty, acknowledged);
    }

    /// The same as a conclusion for information: the input does not hold what would prove it.
    public Finding asInference() {
        return with(Severity.INFO, edit, Certainty.INFERENCE, acknowledged);
    }

    /// The same with what removes it.
    public Finding withEdit(Edit removal) {
        return with(severity, removal, certainty, acknowledged);
    }

    /// The same for information: the user lives with it, so nothing is to be fixed.
    public Finding acknowledged(String reason) {
        return with(Severity.INFO, null, certainty, reason);
    }

    private Finding with(
            Severity newSeverity, @Nullable Edit newEdit, Certainty newCertainty, @Nullable String newAcknowledged) {
        return new Finding(
                code,
                name,
                category,
                newSeverity,
                kind,
                namespace,
                resource,
                file,
                line,
                column,
                path,
                message,
                fix,
                newEdit,
                evidence,
                newCertainty,
                newAcknowledged);
    }
}
