package dev.meshwright.topology.picture;

/// Text for XML and HTML, in elements and in quoted attributes.
public final class Markup {
    private Markup() {}

    /// The text with `& < > " '` as entities, and what XML forbids (control characters, half surrogates) as `�`.
    public static String escape(String text) {
        var out = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(isAllowed(c) ? c : 0xFFFD);
            }
        });
        return out.toString();
    }

    private static boolean isAllowed(int c) {
        return c == '\n'
                || c == '\t'
                || c >= 0x20 && c < 0x7F
                || c >= 0xA0 && c < 0xD800
                || c >= 0xE000 && c < 0xFFFE
                || c > 0xFFFF;
    }
}
