package dev.meshwright.schema;

import dev.meshwright.Closest;
import dev.meshwright.manifest.Node;
import dev.meshwright.schema.syntax.Numbers;
import dev.meshwright.schema.syntax.Re2;

/// Texts, numbers and booleans: type, enum, bounds, pattern and format.
final class ScalarCheck {
    private final StructureCheck report;

    ScalarCheck(StructureCheck report) {
        this.report = report;
    }

    /// Whether the value has the right type; its bounds are reported either way.
    boolean check(Schema schema, Node.Scalar scalar, Path path) {
        if (!hasType(schema.type(), scalar)) {
            wrongType(schema, scalar, path);
            return false;
        }
        var limits = schema.limits();
        allowed(limits, scalar, path);
        if (scalar.type() == Node.Scalar.Type.STRING) {
            text(limits, scalar, path);
        } else {
            number(schema, scalar, path);
        }
        return true;
    }

    private static boolean hasType(Schema.Type type, Node.Scalar scalar) {
        return switch (type) {
            case ANY -> true;
            case OBJECT, ARRAY -> false;
            case STRING -> scalar.type() == Node.Scalar.Type.STRING;
            case BOOLEAN -> scalar.type() == Node.Scalar.Type.BOOLEAN;
            case INTEGER -> isWhole(scalar);
            case NUMBER -> isNumber(scalar);
            case INT_OR_STRING -> scalar.type() == Node.Scalar.Type.STRING || isWhole(scalar);
        };
    }

    private static boolean isNumber(Node.Scalar scalar) {
        return scalar.type() == Node.Scalar.Type.INTEGER || scalar.type() == Node.Scalar.Type.NUMBER;
    }

    private static boolean isWhole(Node.Scalar scalar) {
        return scalar.type() == Node.Scalar.Type.INTEGER
                || (scalar.type() == Node.Scalar.Type.NUMBER
                        && Numbers.whole(scalar.text()).isPresent());
    }

    private void wrongType(Schema schema, Node.Scalar scalar, Path path) {
        boolean lacksQuotes = schema.type() == Schema.Type.STRING && !scalar.isNull();
        boolean isQuoted = scalar.type() == Node.Scalar.Type.STRING && unquoted(schema.type(), scalar.text());
        report.scalar(
                scalar,
                path,
                path.name() + " is " + name(scalar) + ", but must be " + name(schema.type()),
                lacksQuotes
                        ? "Put it in quotes: \"" + scalar.text() + "\"."
                        : isQuoted
                                ? "Remove the quotes: " + scalar.text() + "."
                                : "Write " + name(schema.type()) + " here.",
                lacksQuotes
                        ? new Node.Scalar(scalar.where(), scalar.text(), Node.Scalar.Type.STRING)
                        : isQuoted ? plain(schema.type(), scalar) : null);
    }

    /// The same text as it is read without quotes.
    private static Node.Scalar plain(Schema.Type type, Node.Scalar scalar) {
        var plain = switch (type) {
            case BOOLEAN -> Node.Scalar.Type.BOOLEAN;
            case NUMBER -> Node.Scalar.Type.NUMBER;
            case INTEGER, ANY, OBJECT, ARRAY, STRING, INT_OR_STRING -> Node.Scalar.Type.INTEGER;
        };
        return new Node.Scalar(scalar.where(), scalar.text(), plain);
    }

    private static boolean unquoted(Schema.Type type, String text) {
        return switch (type) {
            case INTEGER -> Numbers.whole(text).isPresent();
            case NUMBER -> Numbers.decimal(text).isPresent();
            case BOOLEAN -> text.equals("true") || text.equals("false");
            case ANY, OBJECT, ARRAY, STRING, INT_OR_STRING -> false;
        };
    }

    private void allowed(Schema.Limits limits, Node.Scalar scalar, Path path) {
        if (limits.allowed().isEmpty() || limits.allowed().contains(scalar.text())) {
            return;
        }
        report.scalar(
                scalar,
                path,
                path.name() + " is `" + scalar.text() + "`, but must be one of " + String.join(", ", limits.allowed()),
                Closest.to(scalar.text(), limits.allowed())
                        .map(closest -> "Did you mean `" + closest + "`?")
                        .orElse("Choose one of " + String.join(", ", limits.allowed()) + "."),
                Closest.surely(scalar.text(), limits.allowed())
                        .map(meant -> new Node.Scalar(scalar.where(), meant, scalar.type()))
                        .orElse(null));
    }

    private void text(Schema.Limits limits, Node.Scalar scalar, Path path) {
        var text = scalar.text();
        int length = text.codePointCount(0, text.length());
        if (limits.minLength() != null && length < limits.minLength()) {
            report.structure(
                    scalar.where(),
                    path,
                    path.name() + " is " + (text.isEmpty() ? "empty" : "too short") + ", but needs at least "
                            + limits.minLength() + (limits.minLength() == 1 ? " character" : " characters"),
                    "Write a value, or remove the field.");
        } else if (limits.maxLength() != null && length > limits.maxLength()) {
            report.structure(
                    scalar.where(),
                    path,
                    path.name() + " has " + length + " characters, at most " + limits.maxLength() + " are allowed",
                    "Shorten it.");
        } else if (limits.pattern() != null && !Re2.matches(limits.pattern(), text)) {
            report.structure(
                    scalar.where(),
                    path,
                    path.name() + " is `" + text + "`, which does not match " + limits.pattern(),
                    "Write a value that matches.");
        } else if (limits.format() != null && !Formats.accepts(limits.format(), text)) {
            report.structure(
                    scalar.where(),
                    path,
                    path.name() + " is `" + text + "`, which is no " + limits.format(),
                    "Write a " + limits.format() + ".");
        }
    }

    private void number(Schema schema, Node.Scalar scalar, Path path) {
        var number = Numbers.decimal(scalar.text());
        if (number.isEmpty()) {
            return;
        }
        var limits = schema.limits();
        double value = number.get().doubleValue();
        double least = limits.minimum() != null ? limits.minimum() : Formats.least(limits.format());
        double most = limits.maximum() != null ? limits.maximum() : Formats.most(limits.format());
        if (value < least || value > most) {
            report.structure(
                    scalar.where(),
                    path,
                    path.name() + " is " + scalar.text() + ", but must be " + range(least, most),
                    "Write a number that is " + range(least, most) + ".");
        }
    }

    private static String range(double least, double most) {
        if (most == Double.POSITIVE_INFINITY) {
            return "at least " + plain(least);
        }
        return least == Double.NEGATIVE_INFINITY
                ? "at most " + plain(most)
                : "from " + plain(least) + " to " + plain(most);
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
    }

    private static String name(Node.Scalar scalar) {
        return switch (scalar.type()) {
            case STRING -> "the text \"" + scalar.text() + "\"";
            case INTEGER, NUMBER -> "the number " + scalar.text();
            case BOOLEAN -> "the boolean " + scalar.text();
            case NULL -> "null";
        };
    }

    static String name(Schema.Type type) {
        return switch (type) {
            case ANY -> "a value";
            case OBJECT -> "an object";
            case ARRAY -> "a list";
            case STRING -> "a text";
            case INTEGER -> "a whole number";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case INT_OR_STRING -> "a whole number or a text";
        };
    }
}
