package dev.meshwright.topology.source;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A programming language, as far as telling code, comments and strings apart needs it.
enum Language {
    JAVA,
    KOTLIN,
    GO,
    CSHARP,
    RUST,
    JAVASCRIPT,
    PHP,
    PYTHON,
    RUBY;

    /// Whether `/*` opens a comment, and whether another may stand in it.
    enum Blocks {
        NONE,
        PLAIN,
        NESTED
    }

    private static final Map<String, Language> BY_ENDING = Map.ofEntries(
            Map.entry("java", JAVA),
            Map.entry("kt", KOTLIN),
            Map.entry("kts", KOTLIN),
            Map.entry("go", GO),
            Map.entry("cs", CSHARP),
            Map.entry("rs", RUST),
            Map.entry("js", JAVASCRIPT),
            Map.entry("cjs", JAVASCRIPT),
            Map.entry("mjs", JAVASCRIPT),
            Map.entry("jsx", JAVASCRIPT),
            Map.entry("ts", JAVASCRIPT),
            Map.entry("cts", JAVASCRIPT),
            Map.entry("mts", JAVASCRIPT),
            Map.entry("tsx", JAVASCRIPT),
            Map.entry("php", PHP),
            Map.entry("py", PYTHON),
            Map.entry("rb", RUBY),
            Map.entry("ru", RUBY));

    /// By the file's name.
    static Optional<Language> of(String fileName) {
        return Optional.ofNullable(
                BY_ENDING.get(fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)));
    }

    /// What opens a comment that goes to the end of the line.
    List<String> lineComments() {
        return switch (this) {
            case PYTHON, RUBY -> List.of("#");
            case PHP -> List.of("//", "#");
            case JAVA, KOTLIN, GO, CSHARP, RUST, JAVASCRIPT -> List.of("//");
        };
    }

    Blocks blocks() {
        return switch (this) {
            case PYTHON, RUBY -> Blocks.NONE;
            case KOTLIN, RUST -> Blocks.NESTED;
            case JAVA, GO, CSHARP, JAVASCRIPT, PHP -> Blocks.PLAIN;
        };
    }

    /// Whether an apostrophe opens a character rather than a string.
    boolean hasCharacters() {
        return switch (this) {
            case JAVA, KOTLIN, GO, CSHARP, RUST -> true;
            case JAVASCRIPT, PHP, PYTHON, RUBY -> false;
        };
    }

    /// Whether `/` may open a regular expression.
    boolean hasRegexLiterals() {
        return this == JAVASCRIPT || this == RUBY;
    }

    boolean isWordStart(char c) {
        return Character.isLetter(c) || c == '_' || (c == '$' && (this == PHP || this == JAVASCRIPT));
    }
}
