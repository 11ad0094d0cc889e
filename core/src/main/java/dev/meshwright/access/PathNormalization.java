package dev.meshwright.access;

import dev.meshwright.access.condition.TextPattern;
import dev.meshwright.access.condition.TextPattern.Gap;
import dev.meshwright.access.condition.TextPattern.Letters;
import dev.meshwright.access.condition.TextPattern.Literal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// How proxies rewrite the path of a request before rules see it: Istio's `pathNormalization`.
public enum PathNormalization {
    /// As it came.
    NONE,
    /// `.` and `..` resolved, backslashes turned, letters that need no escape unescaped.
    BASE,
    /// Further, slashes in a row made one.
    MERGE_SLASHES,
    /// Further, escaped slashes and backslashes unescaped before.
    DECODE_AND_MERGE_SLASHES;

    private static final Gap ANY = new Gap(Letters.ANY, 0);

    /// By Istio's word; anything else is the default.
    static PathNormalization of(String word) {
        for (var one : values()) {
            if (one.name().equals(word)) {
                return one;
            }
        }
        return BASE;
    }

    /// The path as rules see it; the query stays as it is.
    public String apply(String path) {
        int end = endOfPath(path);
        var bare = path.substring(0, end);
        if (this == NONE || !bare.startsWith("/")) {
            return path;
        }
        if (this == DECODE_AND_MERGE_SLASHES) {
            bare = bare.replaceAll("(?i)%2f", "/").replaceAll("(?i)%5c", "/");
        }
        bare = withoutDots(unescaped(bare).replace('\\', '/'));
        if (this != BASE) {
            bare = bare.replaceAll("/{2,}", "/");
        }
        return bare + path.substring(end);
    }

    /// What it leaves in no path: texts that it rewrites. An escape that comes of another (`%%32e`) is left out of it.
    ///
    /// @param escapes whether to count those escapes that need none; they are many
    public List<TextPattern> never(boolean escapes) {
        if (this == NONE) {
            return List.of();
        }
        var never = new ArrayList<TextPattern>();
        for (var segment : List.of("/.", "/..")) {
            never.add(new TextPattern(List.of(ANY, new Literal(segment + "/"), ANY), false));
            never.add(new TextPattern(List.of(ANY, new Literal(segment)), false));
        }
        never.add(containing("\\"));
        if (this != BASE) {
            never.add(containing("//"));
        }
        if (this == DECODE_AND_MERGE_SLASHES) {
            never.add(containing("%2f").ignoringCase());
            never.add(containing("%5c").ignoringCase());
        }
        for (char c = 0; c < 128 && escapes; c++) {
            if (isUnreserved(c)) {
                never.add(containing("%" + Integer.toHexString(c)).ignoringCase());
            }
        }
        return never;
    }

    private static TextPattern containing(String text) {
        return new TextPattern(List.of(ANY, new Literal(text), ANY), false);
    }

    private static int endOfPath(String path) {
        for (int i = 0; i < path.length(); i++) {
            if (path.charAt(i) == '?' || path.charAt(i) == '#') {
                return i;
            }
        }
        return path.length();
    }

    /// Letters, digits and `-._~` never need an escape.
    private static String unescaped(String path) {
        var text = new StringBuilder();
        for (int i = 0; i < path.length(); i++) {
            if (path.charAt(i) == '%' && i + 2 < path.length()) {
                int code = code(path.substring(i + 1, i + 3));
                if (code >= 0 && isUnreserved((char) code)) {
                    text.append((char) code);
                    i += 2;
                    continue;
                }
            }
            text.append(path.charAt(i));
        }
        return text.toString();
    }

    private static int code(String hex) {
        return hex.toLowerCase(Locale.ROOT).matches("[0-9a-f]{2}") ? Integer.parseInt(hex, 16) : -1;
    }

    private static boolean isUnreserved(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "-._~".indexOf(c) >= 0;
    }

    private static String withoutDots(String path) {
        var kept = new ArrayDeque<String>();
        var segments = List.of(path.substring(1).split("/", -1));
        for (int i = 0; i < segments.size(); i++) {
            var segment = segments.get(i);
            boolean isLast = i == segments.size() - 1;
            if (segment.equals("..") && !kept.isEmpty()) {
                kept.removeLast();
            }
            if (!segment.equals(".") && !segment.equals("..")) {
                kept.addLast(segment);
            } else if (isLast) {
                kept.addLast("");
            }
        }
        return "/" + String.join("/", new ArrayList<>(kept));
    }
}
