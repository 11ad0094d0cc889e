package dev.meshwright.manifest.kustomize;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/// The ending that kustomize gives the names of generated ConfigMaps and Secrets, so that pods notice new contents: ten
/// letters of the SHA-256 of the object as JSON, without letters that could make words.
final class NameHash {
    private static final int LENGTH = 10;

    private NameHash() {}

    /// The object's name is not part of it.
    ///
    /// @param kind `ConfigMap` or `Secret`
    /// @param type a Secret's type; "" for a ConfigMap
    /// @param data as in the object: a Secret's in base64
    static String of(String kind, String type, Map<String, String> data) {
        var json = new StringBuilder("{\"data\":");
        if (data.isEmpty()) {
            json.append("\"\"");
        } else {
            json.append('{');
            new TreeMap<>(data)
                    .forEach((key, value) -> json.append(json.charAt(json.length() - 1) == '{' ? "" : ",")
                            .append(quoted(key))
                            .append(':')
                            .append(quoted(value)));
            json.append('}');
        }
        json.append(",\"kind\":").append(quoted(kind)).append(",\"name\":\"\"");
        if (kind.equals("Secret")) {
            json.append(",\"type\":").append(quoted(type));
        }
        return letters(json.append('}').toString());
    }

    private static String letters(String json) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(json.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of()
                    .formatHex(digest)
                    .substring(0, LENGTH)
                    .replace('0', 'g')
                    .replace('1', 'h')
                    .replace('3', 'k')
                    .replace('a', 'm')
                    .replace('e', 't');
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// As Go writes JSON: what HTML would take for markup is escaped.
    private static String quoted(String text) {
        var json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                case '\b' -> json.append("\\b");
                case '\f' -> json.append("\\f");
                default -> {
                    boolean isEscaped = c < ' ' || c == '<' || c == '>' || c == '&' || c == 0x2028 || c == 0x2029;
                    json.append(isEscaped ? "\\u%04x".formatted((int) c) : String.valueOf(c));
                }
            }
        }
        return json.append('"').toString();
    }
}
