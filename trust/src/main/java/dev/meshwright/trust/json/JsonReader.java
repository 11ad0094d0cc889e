package dev.meshwright.trust.json;

import dev.meshwright.trust.RefusedException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;

/// Reads one JSON text (RFC 8259) and nothing that only resembles one. Refused are also: bytes that are not UTF-8,
/// a byte order mark, a name twice in one object, lone surrogates, integers past 64 bits, numbers past a double, and
/// texts larger, deeper or of more values than the limits.
public final class JsonReader {
    public static final int MAX_BYTES = 32 << 20;
    public static final int MAX_DEPTH = 64;

    /// A value costs far more memory than the two bytes it can be written in.
    public static final int MAX_VALUES = 2_000_000;

    private static final int END = -1;

    private final String text;
    private int at;
    private int values;

    private JsonReader(String text) {
        this.text = text;
    }

    /// The value of this text.
    /// @throws RefusedException with line and column, both from 1
    public static Json read(byte[] utf8) {
        if (utf8.length > MAX_BYTES) {
            throw new RefusedException("JSON of " + utf8.length + " bytes is longer than " + MAX_BYTES);
        }
        var reader = new JsonReader(decode(utf8));
        var value = reader.value(0);
        reader.space();
        if (reader.peek() != END) {
            throw reader.refuse("text after the end of the value");
        }
        return value;
    }

    /// As [#read], for a text whose value has to be an object.
    public static Json.Obj readObject(byte[] utf8) {
        if (read(utf8) instanceof Json.Obj object) {
            return object;
        }
        throw new RefusedException("JSON is not an object");
    }

    private static String decode(byte[] utf8) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new RefusedException("JSON is not UTF-8", e);
        }
    }

    private Json value(int depth) {
        if (depth > MAX_DEPTH) {
            throw refuse("nested deeper than " + MAX_DEPTH);
        }
        if (++values > MAX_VALUES) {
            throw refuse("more than " + MAX_VALUES + " values");
        }
        space();
        return switch (peek()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> new Json.Text(string());
            case 't' -> word("true", new Json.Bool(true));
            case 'f' -> word("false", new Json.Bool(false));
            case 'n' -> word("null", new Json.Null());
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
            case END -> throw refuse("the text ends where a value should be");
            default -> throw refuse("no value starts like this");
        };
    }

    private Json object(int depth) {
        var members = new LinkedHashMap<String, Json>();
        at++;
        space();
        if (accept('}')) {
            return new Json.Obj(members);
        }
        do {
            space();
            if (peek() != '"') {
                throw refuse("expected a name in quotes");
            }
            int start = at;
            var name = string();
            space();
            expect(':');
            if (members.put(name, value(depth + 1)) != null) {
                at = start;
                throw refuse("this name stands twice in one object");
            }
            space();
        } while (accept(','));
        expect('}');
        return new Json.Obj(members);
    }

    private Json array(int depth) {
        var items = new ArrayList<Json>();
        at++;
        space();
        if (accept(']')) {
            return new Json.Arr(items);
        }
        do {
            items.add(value(depth + 1));
            space();
        } while (accept(','));
        expect(']');
        return new Json.Arr(items);
    }

    private String string() {
        var value = new StringBuilder();
        at++;
        while (true) {
            int c = peek();
            if (c == END) {
                throw refuse("a string does not end");
            }
            if (c < ' ') {
                throw refuse("a control character in a string");
            }
            at++;
            if (c == '"') {
                return value.toString();
            }
            if (c == '\\') {
                escape(value);
            } else {
                value.append((char) c);
            }
        }
    }

    private void escape(StringBuilder value) {
        int c = peek();
        at++;
        switch (c) {
            case '"', '\\', '/' -> value.append((char) c);
            case 'b' -> value.append('\b');
            case 'f' -> value.append('\f');
            case 'n' -> value.append('\n');
            case 'r' -> value.append('\r');
            case 't' -> value.append('\t');
            case 'u' -> unicode(value);
            default -> {
                at--;
                throw refuse("no escape is written like this");
            }
        }
    }

    private void unicode(StringBuilder value) {
        char first = hex();
        value.append(first);
        if (Character.isLowSurrogate(first)) {
            throw refuse("a lone surrogate");
        }
        if (Character.isHighSurrogate(first)) {
            if (!text.startsWith("\\u", at)) {
                throw refuse("a lone surrogate");
            }
            at += 2;
            char second = hex();
            if (!Character.isLowSurrogate(second)) {
                throw refuse("a lone surrogate");
            }
            value.append(second);
        }
    }

    private char hex() {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int c = peek();
            int digit = c < 0x80 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw refuse("expected four hexadecimal digits");
            }
            code = code << 4 | digit;
            at++;
        }
        return (char) code;
    }

    private Json number() {
        int start = at;
        accept('-');
        if (!accept('0')) {
            digits();
        } else if (isDigit(peek())) {
            throw refuse("a number with a leading zero");
        }
        int whole = at;
        if (accept('.')) {
            digits();
        }
        if (accept('e') || accept('E')) {
            if (!accept('+')) {
                accept('-');
            }
            digits();
        }
        var literal = text.substring(start, at);
        try {
            return at == whole ? new Json.Int(Long.parseLong(literal)) : new Json.Real(Double.parseDouble(literal));
        } catch (IllegalArgumentException e) {
            at = start;
            throw refuse("a number that 64 bits cannot hold");
        }
    }

    private void digits() {
        if (!isDigit(peek())) {
            throw refuse("expected a digit");
        }
        while (isDigit(peek())) {
            at++;
        }
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private Json word(String word, Json value) {
        if (!text.startsWith(word, at)) {
            throw refuse("no value starts like this");
        }
        at += word.length();
        return value;
    }

    private void space() {
        while (true) {
            switch (peek()) {
                case ' ', '\t', '\n', '\r' -> at++;
                default -> {
                    return;
                }
            }
        }
    }

    private int peek() {
        return at < text.length() ? text.charAt(at) : END;
    }

    private boolean accept(char c) {
        boolean found = peek() == c;
        if (found) {
            at++;
        }
        return found;
    }

    private void expect(char c) {
        if (!accept(c)) {
            throw refuse("expected '" + c + "'");
        }
    }

    private RefusedException refuse(String why) {
        var before = text.substring(0, Math.min(at, text.length()));
        long line = 1 + before.chars().filter(c -> c == '\n').count();
        int column = before.length() - before.lastIndexOf('\n');
        return new RefusedException("JSON line " + line + " column " + column + ": " + why);
    }
}
