package dev.meshwright.trust.json;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;

import dev.meshwright.trust.RefusedException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// The one sequence of bytes for a JSON value, for hashing and signing. Two forms are in use:
///
/// - [#jcs], [RFC 8785](https://www.rfc-editor.org/rfc/rfc8785): names in order of their UTF-16 code units, numbers as
///   ECMAScript writes them. Ours, for bundles and statements.
/// - [#olpc], [Canonical JSON](http://wiki.laptop.org/go/Canonical_JSON): names in order of their code points, only `"`
///   and `\` escaped, integers only. What TUF repositories sign.
public final class CanonicalJson {
    private static final long EXACT_IN_DOUBLE = 1L << 53;

    /// Order of code points, which is the order of UTF-8 bytes; it differs from that of `String` for characters
    /// past U+FFFF.
    private static final Comparator<String> BY_CODE_POINT =
            comparing(text -> text.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    private final boolean jcs;
    private final StringBuilder out = new StringBuilder();

    private CanonicalJson(boolean jcs) {
        this.jcs = jcs;
    }

    /// The bytes by RFC 8785.
    /// @throws RefusedException if an integer is past 2^53, where JCS cannot tell it from its neighbours
    public static byte[] jcs(Json value) {
        return new CanonicalJson(true).bytes(value);
    }

    /// The bytes by Canonical JSON.
    /// @throws RefusedException if a number is not an integer
    public static byte[] olpc(Json value) {
        return new CanonicalJson(false).bytes(value);
    }

    private byte[] bytes(Json value) {
        write(value);
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void write(Json value) {
        switch (value) {
            case Json.Obj(var members) -> object(List.copyOf(members.entrySet()));
            case Json.Arr(var items) -> array(items);
            case Json.Text(var text) -> string(text);
            case Json.Int(var number) -> integer(number);
            case Json.Real(var number) -> real(number);
            case Json.Bool(var bool) -> out.append(bool);
            case Json.Null() -> out.append("null");
        }
    }

    private void object(List<Map.Entry<String, Json>> members) {
        out.append('{');
        var separator = "";
        Comparator<String> order = jcs ? naturalOrder() : BY_CODE_POINT;
        for (var member :
                members.stream().sorted(Map.Entry.comparingByKey(order)).toList()) {
            out.append(separator);
            string(member.getKey());
            out.append(':');
            write(member.getValue());
            separator = ",";
        }
        out.append('}');
    }

    private void array(List<Json> items) {
        out.append('[');
        var separator = "";
        for (var item : items) {
            out.append(separator);
            write(item);
            separator = ",";
        }
        out.append(']');
    }

    private void string(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ' && jcs) {
                out.append(control(c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    private static String control(char c) {
        return switch (c) {
            case '\b' -> "\\b";
            case '\t' -> "\\t";
            case '\n' -> "\\n";
            case '\f' -> "\\f";
            case '\r' -> "\\r";
            default -> c < 0x10 ? "\\u000" + Integer.toHexString(c) : "\\u00" + Integer.toHexString(c);
        };
    }

    private void integer(long number) {
        if (jcs && (number > EXACT_IN_DOUBLE || number < -EXACT_IN_DOUBLE)) {
            throw new RefusedException("the integer " + number + " is past 2^53: write it as a string");
        }
        out.append(number);
    }

    private void real(double number) {
        if (!jcs) {
            throw new RefusedException("the number " + number + " is not an integer: canonical JSON has integers only");
        }
        out.append(ecmaScript(number));
    }

    /// `Number::toString` of ECMAScript: the shortest digits that read back as the same number.
    static String ecmaScript(double number) {
        if (number == 0) {
            return "0";
        }
        var sign = number < 0 ? "-" : "";
        var decimal = shortest(Math.abs(number));
        var digits = decimal.unscaledValue().toString();
        int point = digits.length() - decimal.scale(); // places of the digits before the decimal point
        if (point > 21 || point <= -6) {
            int exponent = point - 1;
            var fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
            return sign + digits.charAt(0) + fraction + (exponent < 0 ? "e-" : "e+") + Math.abs(exponent);
        }
        if (point <= 0) {
            return sign + "0." + "0".repeat(-point) + digits;
        }
        return point >= digits.length()
                ? sign + digits + "0".repeat(point - digits.length())
                : sign + digits.substring(0, point) + "." + digits.substring(point);
    }

    /// `Double.toString` gives the shortest digits, but never fewer than two of them.
    private static BigDecimal shortest(double number) {
        var oneDigit = new BigDecimal(number).round(new MathContext(1));
        var decimal = oneDigit.doubleValue() == number ? oneDigit : new BigDecimal(Double.toString(number));
        return decimal.stripTrailingZeros();
    }
}
