package dev.meshwright.manifest;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// Turns the bytes of a file into text, and tells what is not text in it.
final class FileText {
    /// The largest file read, in bytes. Larger ones are hardly manifests, and would fill the memory.
    static final int MAX_BYTES = 100_000_000;

    private FileText() {}

    static Problem tooLarge(String file) {
        return Problem.error(
                Source.ofFile(file),
                "larger than " + MAX_BYTES / 1_000_000 + " MB, not read",
                "Split it into smaller files, or leave it out.");
    }

    /// The text without its byte order mark; empty if the bytes are no text at all.
    static Optional<String> decode(String file, byte[] bytes, List<Problem> problems) {
        if (startsWith(bytes, 0xFF, 0xFE) || startsWith(bytes, 0xFE, 0xFF)) {
            problems.add(
                    Problem.error(Source.ofFile(file), "is UTF-16, not UTF-8; not read", "Save the file as UTF-8."));
            return Optional.empty();
        }
        int nul = indexOfNul(bytes);
        if (nul >= 0) {
            problems.add(Problem.error(
                    place(file, bytes, nul),
                    "holds a NUL byte at position " + nul + ": a binary file, not read",
                    "Leave it out; manifests are text."));
            return Optional.empty();
        }
        int start = startsWith(bytes, 0xEF, 0xBB, 0xBF) ? 3 : 0;
        var text = new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') >= 0) {
            int invalid = firstInvalid(bytes);
            if (invalid >= 0) {
                problems.add(Problem.error(
                        place(file, bytes, invalid),
                        "not UTF-8: the byte 0x%02X at position %d is not part of a character"
                                .formatted(bytes[invalid] & 0xFF, invalid),
                        "Save the file as UTF-8; the rest of it is read."));
            }
        }
        return Optional.of(text);
    }

    private static boolean startsWith(byte[] bytes, int... first) {
        if (bytes.length < first.length) {
            return false;
        }
        for (int i = 0; i < first.length; i++) {
            if ((bytes[i] & 0xFF) != first[i]) {
                return false;
            }
        }
        return true;
    }

    private static int indexOfNul(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                return i;
            }
        }
        return -1;
    }

    /// The position of the first byte that is not UTF-8, -1 if the text just holds replacement characters.
    private static int firstInvalid(byte[] bytes) {
        var decoder = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT);
        var in = ByteBuffer.wrap(bytes);
        var out = CharBuffer.allocate(8192);
        while (true) {
            var result = decoder.decode(in, out.clear(), true);
            if (result.isError()) {
                return in.position();
            }
            if (result.isUnderflow()) {
                return -1;
            }
        }
    }

    private static Source place(String file, byte[] bytes, int position) {
        int line = 1;
        int column = 1;
        for (int i = startsWith(bytes, 0xEF, 0xBB, 0xBF) ? 3 : 0; i < position; i++) {
            if (bytes[i] == '\n') {
                line++;
                column = 1;
            } else if ((bytes[i] & 0xC0) != 0x80) {
                column++;
            }
        }
        return new Source(file, line, column);
    }
}
