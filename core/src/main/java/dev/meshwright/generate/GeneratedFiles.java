package dev.meshwright.generate;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The first line of a generated file holds a digest of the rest, so that a change by a person is seen.
public final class GeneratedFiles {
    private static final String PREFIX = "# meshwright: sha256 ";

    private GeneratedFiles() {}

    /// The text with its digest line.
    public static String sign(String text) {
        return PREFIX + digest(text) + "\n" + text;
    }

    /// Whether nobody changed the text since it was generated; false too for what was never generated.
    public static boolean isUntouched(String text) {
        // Git may have changed the line ends on the way.
        var unix = text.replace("\r\n", "\n");
        int end = unix.indexOf('\n');
        return end > 0
                && unix.startsWith(PREFIX)
                && unix.substring(PREFIX.length(), end).equals(digest(unix.substring(end + 1)));
    }

    private static String digest(String text) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
