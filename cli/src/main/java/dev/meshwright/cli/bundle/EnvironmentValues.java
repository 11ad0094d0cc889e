package dev.meshwright.cli.bundle;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Knows values that mean something else in another environment.
final class EnvironmentValues {
    private static final Pattern PLACEHOLDER =
            Pattern.compile("\\$\\{[^}\\n]*\\}|\\$\\([A-Za-z_][^)\\n]*\\)|\\{\\{.*?\\}\\}", Pattern.DOTALL);
    private static final Pattern USER_PATH = Pattern.compile("(?<![\\w.])(?:/home/[\\w.-]+/|/Users/[\\w.-]+/|/root/)"
            + "|(?<!\\w)[A-Za-z]:\\\\Users\\\\|(?<![\\w/.])~[\\w.-]*/");
    private static final String ENVIRONMENT =
            "dev|development|qa|uat|stage|staging|preprod|pre-prod|preproduction|prod|production|sandbox";
    private static final Pattern OVERLAY = Pattern.compile("(?:^|/)(?:overlays?|environments?|envs?)/([^/]+)(?:/|$)"
            + "|(?:^|/)(" + ENVIRONMENT + ")(?:/|$)"
            + "|(?:^|/)[^/]*[.-](" + ENVIRONMENT + ")\\.(?:yaml|yml|json)$");

    private EnvironmentValues() {}

    /// What in the text depends on where it runs.
    static Optional<String> in(String text) {
        return first(PLACEHOLDER.matcher(text), "the placeholder ", ", which nobody has filled in")
                .or(() -> first(USER_PATH.matcher(text), "the path ", ", which is one user's"));
    }

    private static Optional<String> first(Matcher matcher, String before, String after) {
        return matcher.find() ? Optional.of(before + matcher.group() + after) : Optional.empty();
    }

    /// The environment whose name chose this file.
    static Optional<String> overlay(String path) {
        var matcher = OVERLAY.matcher(path);
        if (!matcher.find()) {
            return Optional.empty();
        }
        for (int group = 1; group <= matcher.groupCount(); group++) {
            var name = matcher.group(group);
            if (name != null) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }
}
