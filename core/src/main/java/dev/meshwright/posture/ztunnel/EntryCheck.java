package dev.meshwright.posture.ztunnel;

import dev.meshwright.manifest.Manifest;
import dev.meshwright.posture.Mismatch;
import dev.meshwright.posture.MismatchCode;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Compares one entry of a dump field by field. In the end every field has to be explained.
final class EntryCheck {
    private final String resource;
    private final MismatchCode code;
    private final JsonNode dumped;
    private final @Nullable Manifest decides;
    private final List<Mismatch> found;
    private final Set<String> explained = new HashSet<>();

    /// @param code what mismatches are, where the field says nothing else
    /// @param decides the object that the entry comes from; null for none
    /// @param found where mismatches go
    EntryCheck(String resource, MismatchCode code, JsonNode dumped, @Nullable Manifest decides, List<Mismatch> found) {
        this.resource = resource;
        this.code = code;
        this.dumped = dumped;
        this.decides = decides;
        this.found = found;
    }

    /// The field has this value; "" also stands for a field that is not there.
    EntryCheck is(String field, String wanted, String meaning) {
        explained.add(field);
        var active = text(dumped.path(field));
        if (!active.equals(wanted)) {
            report(wanted, active, meaning);
        }
        return this;
    }

    /// The list has these items, in any order.
    EntryCheck has(String field, Collection<String> wanted, Collection<String> optional, String meaning) {
        explained.add(field);
        var active = new TreeSet<>(
                dumped.path(field).valueStream().map(EntryCheck::text).toList());
        var missing = new TreeSet<>(wanted);
        missing.removeAll(active);
        var extra = new TreeSet<>(active);
        extra.removeAll(wanted);
        extra.removeAll(optional);
        if (!missing.isEmpty() || !extra.isEmpty()) {
            report(String.join(", ", new TreeSet<>(wanted)), String.join(", ", active), meaning);
        }
        return this;
    }

    /// Fields that decide nothing, or that others look at.
    EntryCheck aside(String... fields) {
        explained.addAll(List.of(fields));
        return this;
    }

    /// Everything else is not explained.
    void nothingElse() {
        dumped.properties().stream()
                .filter(field -> !explained.contains(field.getKey()))
                .filter(field -> !isNothing(field.getValue()))
                .forEach(field -> report(
                        "no " + field.getKey(),
                        field.getKey() + " " + text(field.getValue()),
                        "nothing in the intent asks for its `" + field.getKey() + "`"));
    }

    void report(String intended, String active, String meaning) {
        var mismatch = Mismatch.of(code, resource, intended, active, meaning);
        found.add(decides == null ? mismatch : mismatch.by(decides));
    }

    private static boolean isNothing(JsonNode value) {
        return value.isNull()
                || (value.isContainer() && value.isEmpty())
                || (value.isString() && text(value).isEmpty());
    }

    static String text(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        return value.isValueNode() ? value.asString() : value.toString();
    }
}
