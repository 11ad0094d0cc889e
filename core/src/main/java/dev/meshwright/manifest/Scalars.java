package dev.meshwright.manifest;

import dev.meshwright.manifest.Node.Scalar;
import java.math.BigInteger;

/// What an unquoted scalar means to Kubernetes, whose YAML library follows YAML 1.1 for booleans and octals and
/// also takes the integer forms of YAML 1.2. See https://github.com/kubernetes-sigs/yaml (goyaml.v2).
final class Scalars {
    private Scalars() {}

    /// The type of a scalar that stands without quotes and without a tag.
    static Scalar.Type plain(String text) {
        if (text.isEmpty()) {
            return Scalar.Type.NULL;
        }
        char first = text.charAt(0);
        if (isDecimal(first) || first == '-' || first == '+' || first == '.') {
            return number(text);
        }
        if (text.length() > 5) {
            return Scalar.Type.STRING;
        }
        return switch (first) {
            case '~', 'n', 'N', 'y', 'Y', 't', 'T', 'f', 'F', 'o', 'O' -> word(text);
            default -> Scalar.Type.STRING;
        };
    }

    /// The type under an explicit tag: the core tags convert, any other leaves a text.
    static Scalar.Type tagged(String tag, String text) {
        return switch (tag) {
            case "tag:yaml.org,2002:int",
                    "tag:yaml.org,2002:float",
                    "tag:yaml.org,2002:bool",
                    "tag:yaml.org,2002:null" -> plain(text);
            default -> Scalar.Type.STRING;
        };
    }

    /// A scalar with its canonical text: booleans become `true` or `false`, all else stays as written.
    static Scalar scalar(Source where, String text, Scalar.Type type) {
        if (type != Scalar.Type.BOOLEAN) {
            return new Scalar(where, text, type);
        }
        return new Scalar(where, isTrue(text) ? "true" : "false", type);
    }

    /// A mapping key as text: Kubernetes turns other keys into the JSON form of their value.
    static String key(Scalar scalar) {
        return scalar.type() == Scalar.Type.INTEGER ? decimal(scalar.text()) : scalar.text();
    }

    /// The decimal digits of an integer in any of its notations.
    static String decimal(String text) {
        var digits = text.indexOf('_') < 0 ? text : text.replace("_", "");
        int start = digits.charAt(0) == '-' || digits.charAt(0) == '+' ? 1 : 0;
        int base = base(digits, start);
        if (base == 10 && start == 0) {
            return digits;
        }
        var value = new BigInteger(digits.substring(start + prefix(digits, start)), base);
        return (digits.charAt(0) == '-' ? value.negate() : value).toString();
    }

    private static Scalar.Type word(String text) {
        return switch (text) {
            case "~", "null", "Null", "NULL" -> Scalar.Type.NULL;
            case "y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON" -> Scalar.Type.BOOLEAN;
            case "n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF" -> Scalar.Type.BOOLEAN;
            default -> Scalar.Type.STRING;
        };
    }

    private static boolean isTrue(String text) {
        return switch (text.charAt(0)) {
            case 'y', 'Y', 't', 'T' -> true;
            default -> text.length() == 2 && (text.charAt(1) == 'n' || text.charAt(1) == 'N');
        };
    }

    private static Scalar.Type number(String text) {
        switch (text) {
            case ".nan", ".NaN", ".NAN", ".inf", ".Inf", ".INF" -> {
                return Scalar.Type.NUMBER;
            }
            case "+.inf", "+.Inf", "+.INF", "-.inf", "-.Inf", "-.INF" -> {
                return Scalar.Type.NUMBER;
            }
            default -> {}
        }
        var digits = text.charAt(0) == '.' || text.indexOf('_') < 0 ? text : text.replace("_", "");
        int start = digits.charAt(0) == '-' || digits.charAt(0) == '+' ? 1 : 0;
        int base = base(digits, start);
        if (isDigits(digits, start + prefix(digits, start), base) && fits(digits, base)) {
            return Scalar.Type.INTEGER;
        }
        return isFloat(digits, start) ? Scalar.Type.NUMBER : Scalar.Type.STRING;
    }

    private static int base(String digits, int start) {
        if (digits.length() < start + 2 || digits.charAt(start) != '0') {
            return 10;
        }
        return switch (digits.charAt(start + 1)) {
            case 'x', 'X' -> 16;
            case 'b', 'B' -> 2;
            default -> 8;
        };
    }

    /// How many characters announce the base: `0x`, `0o` and `0b` two, the plain `0` of an octal one.
    private static int prefix(String digits, int start) {
        if (base(digits, start) == 10) {
            return 0;
        }
        return Character.isDigit(digits.charAt(start + 1)) ? 1 : 2;
    }

    private static boolean isDigits(String text, int from, int base) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) > 'f' || Character.digit(text.charAt(i), base) < 0) {
                return false;
            }
        }
        return from < text.length() && (base != 8 || "oO0123456789".indexOf(text.charAt(from - 1)) >= 0);
    }

    /// Decimal integers beyond 64 bits are read as floating point.
    private static boolean fits(String digits, int base) {
        return base != 10 || digits.length() < 20 || new BigInteger(digits).bitLength() <= 64;
    }

    private static boolean isFloat(String text, int start) {
        int at = start;
        while (at < text.length() && isDecimal(text.charAt(at))) {
            at++;
        }
        int whole = at - start;
        int fraction = 0;
        if (at < text.length() && text.charAt(at) == '.') {
            at++;
            while (at < text.length() && isDecimal(text.charAt(at))) {
                at++;
                fraction++;
            }
        }
        if (whole + fraction == 0) {
            return false;
        }
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            at++;
            if (at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+')) {
                at++;
            }
            return isDigits(text, at, 10);
        }
        return at == text.length();
    }

    private static boolean isDecimal(char c) {
        return c >= '0' && c <= '9';
    }
}
