package dev.meshwright.manifest;

/// How a text is written so that every YAML reader gets the same text back.
final class YamlText {
    private static final String INDICATORS = "?:,[]{}#&*!|>'\"%@`";

    private YamlText() {}

    /// The text as a value whose further lines are indented to `indent`: plain, a literal block, or quoted.
    static String of(String text, int indent) {
        if (text.indexOf('\n') >= 0 && isBlock(text)) {
            return block(text, Math.max(indent, 2));
        }
        return oneLine(text);
    }

    /// The text on one line, as keys need it.
    static String oneLine(String text) {
        if (isPlain(text)) {
            return text;
        }
        if (!isPrintable(text)) {
            return escaped(text);
        }
        boolean needsEscapes = text.indexOf('"') >= 0 || text.indexOf('\\') >= 0;
        return needsEscapes ? '\'' + text.replace("'", "''") + '\'' : '"' + text + '"';
    }

    private static boolean isPlain(String text) {
        if (text.isEmpty() || INDICATORS.indexOf(text.charAt(0)) >= 0 || !isPrintable(text)) {
            return false;
        }
        if (text.equals("-")
                || text.startsWith("- ")
                || text.startsWith("---")
                || text.equals("=")
                || text.equals("<<")) {
            return false;
        }
        if (text.charAt(0) == ' ' || text.endsWith(" ") || text.endsWith(":")) {
            return false;
        }
        if (text.contains(": ") || text.contains(" #") || text.startsWith("...")) {
            return false;
        }
        return Scalars.plain(text) == Node.Scalar.Type.STRING && !isOtherwiseRead(text);
    }

    /// Texts that Kubernetes takes as they are, but other YAML readers as numbers or dates: base 60, `0o`, dates.
    private static boolean isOtherwiseRead(String text) {
        char first = text.charAt(0);
        if ("0123456789+-.".indexOf(first) < 0) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if ("0123456789+-.:_eEoOxXtTzZ ".indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        if (text.chars().noneMatch(Character::isDigit)) {
            return false;
        }
        // Digits and dots alone, like an IP address with two dots or more, are a text everywhere.
        return text.chars().filter(c -> c == '.').count() < 2 || text.indexOf(':') >= 0;
    }

    private static boolean isPrintable(String text) {
        return text.codePoints().allMatch(YamlText::isPrintable);
    }

    private static boolean isPrintable(int c) {
        if (c < 0xA0) {
            return c >= ' ' && c < 0x7F;
        }
        // Line separators break lines in YAML 1.1; surrogates without their other half are no characters.
        boolean isSpecial = c == 0x2028 || c == 0x2029 || c == 0xFEFF || c == 0xFFFE || c == 0xFFFF;
        return !isSpecial && (c < 0xD800 || c > 0xDFFF);
    }

    /// Whether a literal block gives exactly this text back.
    private static boolean isBlock(String text) {
        if (text.equals("-")
                || text.startsWith("- ")
                || text.startsWith("---")
                || text.equals("=")
                || text.equals("<<")) {
            return false;
        }
        if (text.charAt(0) == ' ' || text.charAt(0) == '\n' || text.isBlank()) {
            return false;
        }
        return text.lines().allMatch(line -> isPrintable(line) && !line.endsWith(" ")) && text.indexOf('\r') < 0;
    }

    private static String block(String text, int indent) {
        var body = text.stripTrailing();
        int newlines = text.length() - body.length();
        var out = new StringBuilder(newlines == 0 ? "|-" : newlines == 1 ? "|" : "|+");
        for (var line : body.split("\n", -1)) {
            out.append('\n');
            if (!line.isEmpty()) {
                out.repeat(' ', indent).append(line);
            }
        }
        return out.repeat('\n', Math.max(0, newlines - 1)).toString();
    }

    private static String escaped(String text) {
        var out = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                case '\r' -> out.append("\\r");
                default -> {
                    if (isPrintable(c)) {
                        out.appendCodePoint(c);
                    } else {
                        out.append("\\u%04x".formatted(c));
                    }
                }
            }
        });
        return out.append('"').toString();
    }
}
