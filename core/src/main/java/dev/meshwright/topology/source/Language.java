package dev.meshwright.topology.source;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A programming language, as far as telling code, comments and strings apart needs it.
enum Language {
    JAVA(List.of("//"), Blocks.PLAIN),
    KOTLIN(List.of("//"), Blocks.NESTED),
    GO(List.of("//"), Blocks.PLAIN),
    CSHARP(List.of("//"), Blocks.PLAIN),
    RUST(List.of("//"), Blocks.NESTED),
    JAVASCRIPT(List.of("//"), Blocks.PLAIN),
    PHP(List.of("//", "#"), Blocks.PLAIN),
    PYTHON(List.of("#"), Blocks.NONE),
    RUBY(List.of("#"), Blocks.NONE);

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

    private final List<String> lineComments;
    private final Blocks blocks;

    Language(List<String> lineComments, Blocks blocks) {
        this.lineComments = lineComments;
        this.blocks = blocks;
    }

    /// By the file's name.
    static Optional<Language> of(String fileName) {
        return Optional.ofNullable(
                BY_ENDING.get(fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)));
    }

    List<String> lineComments() {
        return lineComments;
    }

    Blocks blocks() {
        return blocks;
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
