package dev.meshwright.access;

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
