package dev.meshwright.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// The name of a setting, taken apart into words, and what the words say about the value.
///
/// @param text as written
/// @param words all words in lower case: `orderServiceURL`, `ORDER_SERVICE_URL` and `order.service.url` have the same
/// @param last how many of the words belong to the last segment of a path
record SettingKey(String text, List<String> words, int last) {
    private static final Pattern WORD_END =
            Pattern.compile("[^A-Za-z0-9#]+|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");
    private static final Pattern LIST_ITEM = Pattern.compile("#[0-9]+");

    private static final Set<String> ADDRESS = Set.of(
            "host",
            "hosts",
            "hostname",
            "hostnames",
            "addr",
            "addrs",
            "address",
            "addresses",
            "url",
            "urls",
            "uri",
            "uris",
            "endpoint",
            "endpoints",
            "service",
            "services",
            "svc",
            "server",
            "servers",
            "upstream",
            "upstreams",
            "target",
            "targets",
            "broker",
            "brokers",
            "backend",
            "backends",
            "dsn",
            "bootstrap",
            "peer",
            "peers",
            "connection",
            "conn",
            "collector",
            "pass",
            "gateway",
            "node",
            "nodes",
            "authority");
    private static final List<String> ADDRESS_ENDINGS = List.of("host", "hostname", "url", "uri", "addr", "endpoint");
    private static final Set<String> NOT_ADDRESS = Set.of(
            "name",
            "names",
            "port",
            "path",
            "user",
            "username",
            "password",
            "key",
            "id",
            "enabled",
            "ttl",
            "timeout",
            "mode",
            "type",
            "class",
            "image",
            "version",
            "prefix",
            "topic",
            "queue",
            "db",
            "database",
            "schema",
            "table",
            "region",
            "level",
            "format",
            "account",
            "token",
            "group",
            "realm",
            "dir",
            "file",
            "label",
            "protocol",
            "scheme",
            "ca",
            "cert",
            "retries",
            "count",
            "size",
            "interval");
    private static final Set<String> FOR_OTHERS = Set.of(
            "listen",
            "listener",
            "listeners",
            "bind",
            "advertise",
            "advertised",
            "public",
            "cors",
            "origin",
            "origins",
            "allowed",
            "redirect",
            "callback",
            "cookie",
            "audience",
            "self",
            "image",
            "images",
            "xmlns",
            "schema",
            "vhost",
            "domain",
            "title",
            "description",
            "comment",
            "docs",
            "documentation",
            "homepage",
            "license",
            "browser",
            "canonical");
    private static final List<List<String>> FOR_BROWSERS = List.of(
            List.of("react", "app"),
            List.of("vue", "app"),
            List.of("vite"),
            List.of("ng", "app"),
            List.of("gatsby"),
            List.of("expo", "public"),
            List.of("next", "public"),
            List.of("nuxt", "public"));

    static SettingKey of(String text) {
        int lastSegment = text.lastIndexOf('.') + 1;
        var words = words(text.substring(0, lastSegment));
        var lastWords = words(text.substring(lastSegment));
        words.addAll(lastWords);
        return new SettingKey(text, List.copyOf(words), lastWords.size());
    }

    static List<String> words(String text) {
        var words = new ArrayList<String>();
        for (var word : WORD_END.split(text, -1)) {
            if (!word.isEmpty()) {
                words.add(word.toLowerCase(Locale.ROOT));
            }
        }
        return words;
    }

    /// Whether the value should be where something else is reached.
    boolean isAddress() {
        var own = ownWords();
        if (own.isEmpty() || NOT_ADDRESS.contains(own.getLast()) || isForOthers()) {
            return false;
        }
        return own.stream().anyMatch(SettingKey::isAddressWord);
    }

    /// Whether the value tells others where this workload is, is meant for browsers, or is no setting of a call.
    boolean isForOthers() {
        if (words.equals(List.of("hostname"))
                || words.equals(List.of("no", "proxy"))
                || words.equals(List.of("server", "name"))
                || words.equals(List.of("app", "url"))
                || words.equals(List.of("site", "url"))) {
            return true;
        }
        for (var start : FOR_BROWSERS) {
            if (startsWith(start)) {
                return true;
            }
        }
        return ownWords().stream().anyMatch(FOR_OTHERS::contains);
    }

    /// The words before those that only say "address" or "port": what the setting is about.
    List<String> subject() {
        var subject = new ArrayList<>(words);
        while (!subject.isEmpty()
                && (isAddressWord(subject.getLast())
                        || subject.getLast().equals("port")
                        || subject.getLast().equals("value"))) {
            String word = subject.removeLast();
            for (var ending : ADDRESS_ENDINGS) {
                if (word.endsWith(ending) && word.length() > ending.length()) {
                    subject.add(word.substring(0, word.length() - ending.length()));
                    return subject;
                }
            }
            if (word.endsWith("port") && word.length() > 4) {
                subject.add(word.substring(0, word.length() - 4));
                return subject;
            }
        }
        return subject;
    }

    /// Whether the value is a port number.
    boolean isPort() {
        return !words.isEmpty() && (words.getLast().endsWith("port") || endsWith("port", "value"));
    }

    boolean startsWith(List<String> start) {
        return words.size() > start.size() && words.subList(0, start.size()).equals(start);
    }

    boolean has(String word) {
        return words.contains(word);
    }

    private boolean endsWith(String first, String second) {
        return words.size() >= 2
                && words.getLast().equals(second)
                && words.get(words.size() - 2).equals(first);
    }

    /// The words of the last segment; for an item of a list those of the list.
    private List<String> ownWords() {
        var own = words.subList(words.size() - last, words.size());
        if (own.size() == 1 && LIST_ITEM.matcher(own.getFirst()).matches() && words.size() > 1) {
            return words.subList(words.size() - 2, words.size() - 1);
        }
        return own;
    }

    private static boolean isAddressWord(String word) {
        return ADDRESS.contains(word) || ADDRESS_ENDINGS.stream().anyMatch(word::endsWith);
    }
}
