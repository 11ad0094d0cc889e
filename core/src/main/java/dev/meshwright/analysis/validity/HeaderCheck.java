package dev.meshwright.analysis.validity;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a route does to headers, of requests and of responses.
final class HeaderCheck {
    private static final Pattern NAME = Pattern.compile("[-!#$%&'*+.^_`|~0-9A-Za-z]+");
    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x08\\x0A-\\x1F\\x7F]");

    /// A variable of Envoy: `%NAME%`, or `%NAME(arguments)%`, or `%NAME(["argument"])%`.
    private static final Pattern VARIABLE = Pattern.compile("%[^%(]*"
            + "(?:\\( *(?:\\[ *\"(?:[^\"\\\\)]|\\\\.)*+\"(?: *, *\"(?:[^\"\\\\)]|\\\\.)*+\")* *] *"
            + "|[^\\[ ](?:[^\\\\)]|\\\\.)*+)\\) *)?%");

    private HeaderCheck() {}

    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    static void check(Place headers, Verdict verdict) {
        for (var direction : List.of("request", "response")) {
            for (var operation : List.of("set", "add")) {
                var prefix = headers.path() + "." + direction + "." + operation + ".";
                for (var header : headers.values(direction, operation)) {
                    var name = header.path().substring(prefix.length());
                    name(header, name, direction.equals("request"), verdict);
                    faultOfValue(header.text())
                            .ifPresent(fault -> verdict.error(
                                    header,
                                    "the value of header " + name + " cannot be used: " + fault,
                                    "Write %% for a percent sign, and %NAME% for a variable of Envoy."));
                }
            }
            headers.items(direction, "remove").forEach(header -> name(header, header.text(), false, verdict));
        }
    }

    /// @param mayBeAuthority whether the host of the request may be named, as where it is set
    private static void name(Place place, String name, boolean mayBeAuthority, Verdict verdict) {
        boolean authority = isAuthority(name);
        if (name.isEmpty()) {
            verdict.error(place, "a header has no name", "Write the header's name.");
        } else if ((name.startsWith(":") || authority) && !(authority && mayBeAuthority)) {
            verdict.error(place, "the header `" + name + "` cannot be changed here", "Use another header.");
        }
    }

    static boolean isAuthority(String name) {
        return name.equalsIgnoreCase(":authority") || name.equalsIgnoreCase("host");
    }

    private static Optional<String> faultOfValue(String value) {
        if (CONTROL.matcher(value).find()) {
            return Optional.of("it holds a control character");
        }
        var variable = VARIABLE.matcher(value);
        int at = value.indexOf('%');
        while (at >= 0) {
            if (value.startsWith("%%", at)) {
                at += 2;
            } else if (variable.region(at, value.length()).lookingAt()) {
                at = variable.end();
            } else {
                return Optional.of("`" + value.substring(at) + "` is no variable");
            }
            at = value.indexOf('%', at);
        }
        return Optional.empty();
    }
}
