package dev.meshwright.trust.tuf;

import dev.meshwright.trust.RefusedException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// Names that others chose, made safe for URLs and folders.
public final class Names {
    private static final String UNRESERVED = "-._~";

    private Names() {}

    /// A file name for the metadata of a role, of one segment.
    public static String fileName(String role) {
        return encode(role) + ".json";
    }

    /// A file name for a target, of one segment.
    /// @throws RefusedException if there can be none
    public static String targetFileName(String target) {
        if (target.isEmpty() || target.equals(".") || target.equals("..")) {
            throw new RefusedException("\"" + target + "\" cannot be the name of a file");
        }
        return encode(target);
    }

    /// The path of a target for a URL; with a hash, of its copy in a consistent snapshot.
    /// @throws RefusedException if the path leads upwards
    static String targetPath(String target, String hashPrefix) {
        return Arrays.stream(segments(target, hashPrefix)).map(Names::encode).collect(Collectors.joining("/"));
    }

    /// The same as a path of a file, relative to the folder that a web server serves.
    /// @throws RefusedException if the path leads out of that folder, or is none on some file system
    static String targetFile(String target, String hashPrefix) {
        var odd = target.chars().anyMatch(c -> c < ' ' || c == '\\' || c == ':' || c == 0x7f);
        if (odd || target.isEmpty() || target.startsWith("/") || target.endsWith("/") || target.contains("//")) {
            throw new RefusedException("\"" + target + "\" cannot be the path of a target: use names with / between");
        }
        return String.join("/", segments(target, hashPrefix));
    }

    private static String[] segments(String target, String hashPrefix) {
        var segments = target.split("/", -1);
        if (Arrays.stream(segments).anyMatch(segment -> segment.equals(".") || segment.equals(".."))) {
            throw new RefusedException("the target \"" + target + "\" has a path with . or ..");
        }
        segments[segments.length - 1] = hashPrefix + segments[segments.length - 1];
        return segments;
    }

    /// Percent-encodes what [RFC 3986](https://www.rfc-editor.org/rfc/rfc3986) does not call unreserved.
    private static String encode(String name) {
        var encoded = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0);
            encoded.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02X", (int) c));
        }
        return encoded.toString();
    }
}
