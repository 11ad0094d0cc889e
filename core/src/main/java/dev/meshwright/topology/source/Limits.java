package dev.meshwright.topology.source;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;

/// Finds the timeouts that code gives to its clients: `timeout=5`, `Timeout: 5 * time.Second`,
/// `.readTimeout(Duration.ofMillis(500))`. Many a value cannot be read; that there is one counts all the same.
final class Limits {
    /// How many words behind the name are looked at.
    private static final int REACH = 16;
    private static final int LONGEST_NAME = 60;
    private static final Set<String> GIVING = Set.of("(", "=", ":", "=>", ":=", ",");
    private static final Set<String> CATCHING = Set.of("except", "catch", "rescue");
    /// These wait for something else, or are those of a server.
    private static final Set<String> OTHER =
            Set.of("setTimeout", "clearTimeout", "ReadTimeout", "WriteTimeout", "IdleTimeout", "ReadHeaderTimeout");
    private static final Pattern NO_REQUEST = Pattern.compile(
            ".*(?:connect|open_?timeout|dial|handshake|idle|keep_?alive|shutdown|session|pool|lock|cache|login|startup"
                    + "|graceful|error|exception|expired|exceeded).*");
    private static final Pattern CONNECT = Pattern.compile(".*(?:connect|open_?timeout|dial).*");
    private static final String NUMBER = "([0-9][0-9_]{0,9})[LlfFdD]?(?: \\. ([0-9]{1,6}))?";
    private static final Pattern VALUE =
            Pattern.compile("(?:[(=:,]|:=|=>|::|\\.|(?:ctx|context|Background|TODO|new|java|time"
                    + "|Duration|TimeSpan|std|aiohttp|httpx|ClientTimeout|Timeout|total|read) "
                    + "|(?<unit>of\\w+|From\\w+|from_\\w+) | |\\))*"
                    + NUMBER + "(?<more>(?: \\* [0-9][0-9_]{0,9})*)(?<rest>.*)");
    private static final Pattern UNIT = Pattern.compile(
            " (?:\\* time \\. |, TimeUnit \\. |, ChronoUnit \\. |, |\\. )(?<unit>(?i:(?:milli)?second|minute|(?:milli)?seconds|minutes|millis))\\b.*");

    /// Of a file that calls nobody.
    static final Said NONE = new Said(false, List.of());

    private final Language language;
    private final Tokens tokens;

    private Limits(Language language, Tokens tokens) {
        this.language = language;
        this.tokens = tokens;
    }

    /// What a file says.
    ///
    /// @param isSet whether its calls have a timeout, whatever it is
    /// @param known those that can be read
    record Said(boolean isSet, List<SourceFile.Limit> known) {}

    static Said of(Language language, Tokens tokens) {
        var limits = new Limits(language, tokens);
        var known = new ArrayList<SourceFile.Limit>();
        boolean isSet = false;
        for (int i = 0; i < tokens.count(); i++) {
            String name = tokens.at(i).text();
            if (limits.isLimit(i, name)) {
                String lower = name.toLowerCase(Locale.ROOT);
                boolean isOfRequest = !NO_REQUEST.matcher(lower).matches();
                isSet |= isOfRequest;
                int at = i;
                if (isOfRequest || CONNECT.matcher(lower).matches()) {
                    limits.value(i)
                            .ifPresent(value -> known.add(new SourceFile.Limit(
                                    isOfRequest ? name : "connect_timeout",
                                    value,
                                    tokens.at(at).line())));
                }
            }
        }
        return new Said(isSet, known);
    }

    private boolean isLimit(int i, String name) {
        if (name.length() < "timeout".length() || name.length() > LONGEST_NAME) {
            return false;
        }
        if (name.equals("AbortController")) {
            return tokens.at(i).isWord();
        }
        String lower = name.toLowerCase(Locale.ROOT);
        if ((!lower.contains("timeout") && !lower.contains("deadline"))
                || lower.indexOf(' ') >= 0
                || OTHER.contains(name)
                || !GIVING.contains(tokens.code(i + 1))) {
            return false;
        }
        for (int k = i - 1; k >= Math.max(0, i - 6) && !tokens.isLast(k); k--) {
            if (CATCHING.contains(tokens.code(k))) {
                return false;
            }
        }
        return true;
    }

    /// As settings write it: `5s`, `0.5s`.
    private Optional<String> value(int i) {
        var text = new StringBuilder();
        for (int k = i + 1; k < Math.min(tokens.count(), i + REACH); k++) {
            if (tokens.at(k).isString() || tokens.is(k, ";")) {
                break;
            }
            text.append(tokens.code(k)).append(' ');
            if (k > i + 1 && tokens.isLast(k)) {
                break;
            }
        }
        var value = VALUE.matcher(text.toString());
        if (!value.matches()) {
            return Optional.empty();
        }
        String rest = value.group("rest");
        var behind = UNIT.matcher(rest);
        boolean hasUnit = behind.matches();
        if (rest.startsWith(" *") && !hasUnit) {
            return Optional.empty();
        }
        String word = value.group("unit");
        var unit = unit(
                hasUnit ? behind.group("unit") : word == null ? tokens.at(i).text() : word);
        if (unit.isEmpty()) {
            return Optional.empty();
        }
        double number = Double.parseDouble(
                value.group(2).replace("_", "") + (value.group(3) == null ? "" : "." + value.group(3)));
        for (var factor : value.group("more").split(" \\* ", -1)) {
            number *= factor.isBlank() ? 1 : Double.parseDouble(factor.strip().replace("_", ""));
        }
        long millis = Math.round(number * unit.getAsDouble());
        return Optional.of(BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString() + "s");
    }

    /// In milliseconds, by a word such as `ofSeconds` or `timeoutMillis`; else by the language's habit.
    private OptionalDouble unit(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        if (lower.contains("milli") || lower.endsWith("ms")) {
            return OptionalDouble.of(1);
        }
        if (lower.contains("sec")) {
            return OptionalDouble.of(1_000);
        }
        if (lower.contains("minute") || lower.contains("mins")) {
            return OptionalDouble.of(60_000);
        }
        return switch (language) {
            case JAVASCRIPT, JAVA, KOTLIN, CSHARP -> OptionalDouble.of(1);
            case PYTHON, RUBY, PHP -> OptionalDouble.of(1_000);
            case GO, RUST -> OptionalDouble.empty();
        };
    }
}
