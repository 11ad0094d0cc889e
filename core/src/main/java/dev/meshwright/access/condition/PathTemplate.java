package dev.meshwright.access.condition;

import dev.meshwright.access.condition.TextPattern.Gap;
import dev.meshwright.access.condition.TextPattern.Letters;
import java.util.ArrayList;
import java.util.Optional;

/// Path templates of authorization policies: `{*}` is one segment, `{**}` any number of them. Istio hands them to
/// Envoy as URI templates, which know `*` and `**` only as whole segments, and no letters beyond those that RFC 3986
/// allows in a segment.
public final class PathTemplate {
    private static final String SEGMENT = "{*}";
    private static final String REST = "{**}";

    private PathTemplate() {}

    public static boolean isTemplate(String path) {
        return path.contains(SEGMENT) || path.contains(REST);
    }

    /// The paths that a template stands for; empty where Envoy cannot load it.
    public static Optional<TextPattern> parse(String path) {
        var text = path.replace(SEGMENT, "*").replace(REST, "**");
        if (!text.startsWith("/")) {
            return Optional.empty();
        }
        var parts = new ArrayList<Object>();
        boolean anyRest = false;
        var segments = text.substring(1).split("/", -1);
        for (int i = 0; i < segments.length; i++) {
            var segment = segments[i];
            parts.add("/");
            int stars = segment.startsWith("**") ? 2 : segment.startsWith("*") ? 1 : 0;
            var literal = segment.substring(stars);
            boolean isLast = i == segments.length - 1;
            boolean misplaced = stars > 0 && (anyRest || (!literal.isEmpty() && !isLast));
            if (misplaced || !isLiteral(literal) || (segment.isEmpty() && !isLast)) {
                return Optional.empty();
            }
            if (stars > 0) {
                parts.add(stars == 2 ? new Gap(Letters.TEMPLATE_PATH, 0) : new Gap(Letters.TEMPLATE_SEGMENT, 1));
                anyRest = stars == 2;
            }
            parts.add(literal);
        }
        return Optional.of(TextPattern.sequence(parts.toArray()));
    }

    private static boolean isLiteral(String text) {
        return text.chars().allMatch(c -> c != '*' && Letters.TEMPLATE_SEGMENT.contains((char) c));
    }
}
