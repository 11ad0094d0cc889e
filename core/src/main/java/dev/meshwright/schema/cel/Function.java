package dev.meshwright.schema.cel;

import dev.meshwright.schema.syntax.GoDuration;
import dev.meshwright.schema.syntax.IpAddress;
import dev.meshwright.schema.syntax.Re2;
import dev.meshwright.schema.syntax.Url;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The operators and functions that the rules use.
enum Function {
    NOT("!", 1),
    NEGATE("-", 1),
    EQUAL("==", 2),
    NOT_EQUAL("!=", 2),
    LESS("<", 2),
    LESS_OR_EQUAL("<=", 2),
    GREATER(">", 2),
    GREATER_OR_EQUAL(">=", 2),
    IN("in", 2),
    PLUS("+", 2),
    MINUS("-", 2),
    SIZE("size", 1),
    INT("int", 1),
    STRING("string", 1),
    DURATION("duration", 1),
    CONTAINS("contains", 2),
    STARTS_WITH("startsWith", 2),
    ENDS_WITH("endsWith", 2),
    MATCHES("matches", 2),
    SUBSTRING("substring", 2),
    SUBSTRING_TO("substring", 3),
    SPLIT("split", 2),
    IS_IP("isIP", 1),
    IS_URL("isURL", 1),
    URL("url", 1),
    GET_SCHEME("getScheme", 1);

    private static final Failure NO_SUCH_OVERLOAD = new Failure("no such overload");

    private final String word;
    private final int arity;

    Function(String word, int arity) {
        this.word = word;
        this.arity = arity;
    }

    static Function operator(String symbol) {
        return named(symbol, 2).orElseThrow(() -> new CelSyntaxException("unknown operator " + symbol));
    }

    static Optional<Function> named(String word, int arity) {
        return Stream.of(values())
                .filter(function -> function.word.equals(word) && function.arity == arity)
                .findFirst();
    }

    /// The function's value, or a [Failure].
    Object apply(List<Object> arguments) {
        var first = arguments.getFirst();
        var second = arguments.getLast();
        return switch (this) {
            case NOT -> first instanceof Boolean truth ? !truth : NO_SUCH_OVERLOAD;
            case NEGATE -> first instanceof Long number ? -number : NO_SUCH_OVERLOAD;
            case EQUAL -> equal(first, second);
            case NOT_EQUAL -> !equal(first, second);
            case LESS -> compare(first, second).<Object>map(order -> order < 0).orElse(NO_SUCH_OVERLOAD);
            case LESS_OR_EQUAL ->
                compare(first, second).<Object>map(order -> order <= 0).orElse(NO_SUCH_OVERLOAD);
            case GREATER ->
                compare(first, second).<Object>map(order -> order > 0).orElse(NO_SUCH_OVERLOAD);
            case GREATER_OR_EQUAL ->
                compare(first, second).<Object>map(order -> order >= 0).orElse(NO_SUCH_OVERLOAD);
            case IN -> in(first, second);
            case PLUS -> plus(first, second);
            case MINUS -> first instanceof Long a && second instanceof Long b ? a - b : NO_SUCH_OVERLOAD;
            case SIZE -> size(first);
            case INT -> toInt(first);
            case STRING -> String.valueOf(first);
            case DURATION -> duration(first);
            case CONTAINS -> texts(first, second) ? text(first).contains(text(second)) : NO_SUCH_OVERLOAD;
            case STARTS_WITH -> texts(first, second) ? text(first).startsWith(text(second)) : NO_SUCH_OVERLOAD;
            case ENDS_WITH -> texts(first, second) ? text(first).endsWith(text(second)) : NO_SUCH_OVERLOAD;
            case MATCHES ->
                first instanceof String text && second instanceof Pattern pattern
                        ? Re2.matches(pattern, text)
                        : NO_SUCH_OVERLOAD;
            case SUBSTRING -> substring(first, second, null);
            case SUBSTRING_TO -> substring(first, arguments.get(1), second);
            case SPLIT ->
                texts(first, second) ? List.of(text(first).split(Pattern.quote(text(second)), -1)) : NO_SUCH_OVERLOAD;
            case IS_IP -> first instanceof String text ? IpAddress.isAddress(text) : NO_SUCH_OVERLOAD;
            case IS_URL -> first instanceof String text ? Url.parse(text).isPresent() : NO_SUCH_OVERLOAD;
            case URL ->
                first instanceof String text
                        ? Url.parse(text).<Object>map(url -> url).orElse(new Failure("not a URL"))
                        : NO_SUCH_OVERLOAD;
            case GET_SCHEME -> first instanceof Url url ? url.scheme() : NO_SUCH_OVERLOAD;
        };
    }

    private static boolean texts(Object a, Object b) {
        return a instanceof String && b instanceof String;
    }

    private static String text(Object value) {
        return (String) value;
    }

    private static boolean equal(Object a, Object b) {
        return (a instanceof Number && b instanceof Number) ? compare(a, b).orElse(1) == 0 : a.equals(b);
    }

    private static Optional<Integer> compare(Object a, Object b) {
        return switch (a) {
            case Long x when b instanceof Long y -> Optional.of(x.compareTo(y));
            case Number x when b instanceof Number y -> Optional.of(Double.compare(x.doubleValue(), y.doubleValue()));
            case String x when b instanceof String y -> Optional.of(x.compareTo(y));
            case Duration x when b instanceof Duration y -> Optional.of(x.compareTo(y));
            default -> Optional.empty();
        };
    }

    private static Object in(Object value, Object container) {
        return switch (container) {
            case List<?> list -> list.stream().anyMatch(item -> equal(value, item));
            case Map<?, ?> map -> map.containsKey(value);
            default -> NO_SUCH_OVERLOAD;
        };
    }

    private static Object plus(Object a, Object b) {
        return switch (a) {
            case Long x when b instanceof Long y -> x + y;
            case Number x when b instanceof Number y -> x.doubleValue() + y.doubleValue();
            case String x when b instanceof String y -> x + y;
            case List<?> x
            when b instanceof List<?> y ->
                Stream.<Object>concat(x.stream(), y.stream()).toList();
            default -> NO_SUCH_OVERLOAD;
        };
    }

    private static Object size(Object value) {
        return switch (value) {
            case String text -> (long) text.codePointCount(0, text.length());
            case List<?> list -> (long) list.size();
            case Map<?, ?> map -> (long) map.size();
            default -> NO_SUCH_OVERLOAD;
        };
    }

    private static Object toInt(Object value) {
        return switch (value) {
            case Long number -> number;
            case Double number -> number.longValue();
            case String text when text.matches("[-+]?[0-9]{1,18}") -> Long.valueOf(text);
            default -> new Failure("not a whole number");
        };
    }

    private static Object duration(Object value) {
        if (!(value instanceof String text)) {
            return NO_SUCH_OVERLOAD;
        }
        var nanoseconds = GoDuration.nanoseconds(text);
        return nanoseconds.isPresent() ? Duration.ofNanos(nanoseconds.getAsLong()) : new Failure("not a duration");
    }

    private static Object substring(Object text, Object from, @Nullable Object to) {
        if (!(text instanceof String all) || !(from instanceof Long start)) {
            return NO_SUCH_OVERLOAD;
        }
        int length = all.codePointCount(0, all.length());
        long end = to instanceof Long number ? number : length;
        if (start < 0 || start > end || end > length) {
            return new Failure("index out of range");
        }
        return all.substring(
                all.offsetByCodePoints(0, start.intValue()), all.offsetByCodePoints(0, Math.toIntExact(end)));
    }
}
