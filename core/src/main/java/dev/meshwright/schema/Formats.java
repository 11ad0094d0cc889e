package dev.meshwright.schema;

import dev.meshwright.schema.syntax.GoDuration;
import dev.meshwright.schema.syntax.IpAddress;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The `format`s that the API server checks; it ignores those it does not know.
final class Formats {
    private static final Pattern DATE_TIME = Pattern.compile(
            "\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])[Tt]([01]\\d|2[0-3]):[0-5]\\d:([0-5]\\d|60)(\\.\\d+)?"
                    + "([Zz]|[+-]([01]\\d|2[0-3]):?[0-5]\\d)");
    private static final Pattern BASE64 =
            Pattern.compile("(?:[A-Za-z0-9+/]{4})*+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?");

    private Formats() {}

    static boolean accepts(String format, String text) {
        return switch (format) {
            case "date-time" -> DATE_TIME.matcher(text).matches();
            case "byte" -> BASE64.matcher(text).matches();
            case "ipv4" -> IpAddress.isV4(text);
            case "ipv6" -> IpAddress.isV6(text);
            case "duration" -> GoDuration.nanoseconds(text).isPresent();
            default -> true;
        };
    }

    static double least(@Nullable String format) {
        return switch (format) {
            case "int32" -> Integer.MIN_VALUE;
            case "int64" -> Long.MIN_VALUE;
            case "uint32", "uint64" -> 0;
            case null, default -> Double.NEGATIVE_INFINITY;
        };
    }

    static double most(@Nullable String format) {
        return switch (format) {
            case "int32" -> Integer.MAX_VALUE;
            case "int64" -> Long.MAX_VALUE;
            case "uint32" -> 0xFFFF_FFFFL;
            case null, default -> Double.POSITIVE_INFINITY;
        };
    }
}
