package dev.meshwright.analysis.validity;

import java.util.regex.Pattern;

/// Paths with the operators `{*}` (one segment) and `{**}` (any rest).
final class PathTemplateCheck {
    private static final Pattern LITERAL = Pattern.compile("[a-zA-Z0-9-._~%!$&'()*+,;:@=]+");

    private PathTemplateCheck() {}

    static void check(Place path, Verdict verdict) {
        var text = path.text();
        if (!text.contains("{*}") && !text.contains("{**}")) {
            return;
        }
        boolean ended = false;
        for (var segment : (text.startsWith("/") ? text.substring(1) : text).split("/", -1)) {
            boolean operator = segment.equals("{*}") || segment.equals("{**}");
            if (operator
                    ? ended
                    : !segment.isEmpty() && !LITERAL.matcher(segment).matches()) {
                verdict.error(
                        path,
                        "`" + text + "` is no path template: `" + segment + "` may not stand there",
                        "Use `{*}` for one whole segment and `{**}` once, as the last operator.");
                return;
            }
            ended |= segment.equals("{**}");
        }
    }
}
