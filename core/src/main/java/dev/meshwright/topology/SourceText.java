package dev.meshwright.topology;

import dev.meshwright.topology.source.Literal;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What a literal in source code says about hosts.
final class SourceText {
    /// What is computed at run time.
    private static final char HOLE = '\uFFFC';

    private static final Pattern COMPUTED = Pattern.compile("%[-+#0-9.]*[a-z]|\\$?\\{[^{}\\s]{0,80}\\}|\\$\\w+");
    /// `http://orders` and a domain or a port that is computed.
    private static final Pattern OPEN_END =
            Pattern.compile("(?<=[A-Za-z0-9])[.:]?\uFFFC(?:\\.svc(?:\\.cluster\\.local)?)?(?=[:/?,\\s\uFFFC]|$)");
    private static final Pattern OPEN_PORT = Pattern.compile("(?<=[A-Za-z0-9]):(?:\uFFFC(?=[/?,\\s]|$)|$)");
    private static final Pattern DEFAULT = Pattern.compile("[$#]\\{([^:{}]{1,120}):([^{}]*)\\}(.*)");
    private static final Pattern START =
            Pattern.compile("(?:\\S*|(?:curl|wget|nc)\\s.*?)(?=[A-Za-z][A-Za-z0-9+.:-]*://).*");
    private static final Pattern PAIRS = Pattern.compile("[\\w:]+(?: \\w+)?\\s*=.*");
    private static final Set<String> FOR_READERS = Set.of(
            "example", "examples", "help", "usage", "hint", "placeholder", "message", "msg", "text", "label", "doc");
    /// What a plain word is given to as a host. A plain word for a URL or an endpoint is a path.
    private static final List<String> HOSTS =
            List.of("host", "hosts", "hostname", "addr", "address", "authority", "servers", "brokers");

    private final Literal literal;
    private final SettingKey key;
    /// The variable that wins over the text where it is set; "" where there is none.
    private final String variable;
    private final String text;

    private SourceText(Literal literal, SettingKey key, String variable, String text) {
        this.literal = literal;
        this.key = key;
        this.variable = variable;
        this.text = text;
    }

    static SourceText of(Literal literal) {
        var fallback = DEFAULT.matcher(literal.text());
        if (fallback.matches()) {
            return new SourceText(
                    literal,
                    SettingKey.of(fallback.group(1)),
                    fallback.group(1),
                    fallback.group(2) + fallback.group(3));
        }
        var key = SettingKey.of(literal.key());
        // Frameworks fill a property from the variable of its name; `host` and `url` alone are names of anything.
        boolean mayBeSet = literal.role() == Literal.Role.DEFAULT
                || (literal.role() == Literal.Role.NAMED && key.words().size() > 1);
        return new SourceText(literal, key, mayBeSet ? literal.key() : "", literal.text());
    }

    SettingKey key() {
        return key;
    }

    String variable() {
        return variable;
    }

    String text() {
        return text;
    }

    /// Whether a plain word there is a host.
    boolean isHostExpected() {
        return switch (literal.role()) {
            case HOST -> true;
            case DEFAULT -> key.isAddress() || isHostKey();
            case NAMED -> isHostKey();
            case PLAIN -> !variable.isEmpty() && isHostKey();
        };
    }

    private boolean isHostKey() {
        if (key.words().isEmpty() || key.isForOthers()) {
            return false;
        }
        int count = key.words().size();
        boolean isHostName = count > 1 && key.words().subList(count - 2, count).equals(List.of("host", "name"));
        String last = isHostName ? "hostname" : key.words().getLast();
        return HOSTS.stream().anyMatch(last::endsWith);
    }

    /// The hosts that the text may name. Prose is no address, even if one stands in it.
    Stream<Address> addresses() {
        if (literal.role() != Literal.Role.HOST && isForOthers()) {
            return Stream.empty();
        }
        String known = closed(text);
        return Addresses.in(known).stream().filter(address -> counts(address, known));
    }

    private boolean isForOthers() {
        return key.isForOthers() || key.words().stream().anyMatch(FOR_READERS::contains);
    }

    private static String closed(String text) {
        if (text.indexOf('%') < 0 && text.indexOf('{') < 0 && text.indexOf('$') < 0 && !text.endsWith(":")) {
            return text;
        }
        String holes = COMPUTED.matcher(text).replaceAll(String.valueOf(HOLE));
        return OPEN_PORT.matcher(OPEN_END.matcher(holes).replaceAll("")).replaceAll("");
    }

    private boolean counts(Address address, String known) {
        return switch (address.form()) {
            case CLEAR -> START.matcher(known).matches() || PAIRS.matcher(known).matches() || known.indexOf(' ') < 0;
            case HOST_PORT -> true;
            case BARE -> isHostExpected() || HostNames.isCluster(address.host());
            case WITHIN_TEXT -> HostNames.isCluster(address.host()) && known.indexOf(' ') < 0;
        };
    }
}
