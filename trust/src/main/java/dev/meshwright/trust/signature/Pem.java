package dev.meshwright.trust.signature;

import dev.meshwright.trust.RefusedException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Textual encoding of keys, [RFC 7468](https://www.rfc-editor.org/rfc/rfc7468) in its strict form.
final class Pem {
    private Pem() {}

    static String write(String label, byte[] der) {
        var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encode(der);
        return begin(label) + "\n" + new String(lines, StandardCharsets.US_ASCII) + "\n" + end(label) + "\n";
    }

    /// The content of the only block with this label.
    static byte[] read(String label, String text) {
        int start = text.indexOf(begin(label));
        int body = start + begin(label).length();
        int stop = text.indexOf(end(label), body);
        if (start < 0 || stop < 0 || text.indexOf(begin(label), body) >= 0) {
            throw new RefusedException("expected one " + begin(label) + " with its end");
        }
        try {
            return Base64.getDecoder()
                    .decode(text.substring(body, stop).replace("\r", "").replace("\n", ""));
        } catch (IllegalArgumentException e) {
            throw new RefusedException(begin(label) + " is not followed by base64", e);
        }
    }

    private static String begin(String label) {
        return "-----BEGIN " + label + "-----";
    }

    private static String end(String label) {
        return "-----END " + label + "-----";
    }
}
