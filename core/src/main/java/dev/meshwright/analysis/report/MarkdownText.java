package dev.meshwright.analysis.report;

/// Text of manifests within Markdown.
public final class MarkdownText {
    private MarkdownText() {}

    /// The text as text on one line: no markup, no HTML, no further column, and nobody is mentioned by name.
    public static String escaped(String text) {
        return text.replaceAll("\\s+|\\p{Cntrl}+", " ")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replaceAll("([\\\\`*_\\[\\]|~#!])", "\\\\$1")
                .replace("@", "&#64;");
    }
}
