package dev.meshwright.topology.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/// Finds the client libraries that a file calls with.
final class Clients {
    private static final Map<Language, Map<String, List<Way>>> WAYS = ways();
    /// A name behind these is somebody else's.
    private static final Set<String> OWNED = Set.of(".", "?.", "->", "::");
    private static final Set<String> DEFINING =
            Set.of("func", "fun", "def", "fn", "function", "class", "interface", "struct", "void");

    private static final int LONGEST_NAME = 60;

    private final Tokens tokens;
    private final Map<ClientLibrary, Boolean> signed = new HashMap<>();

    private Clients(Tokens tokens) {
        this.tokens = tokens;
    }

    /// A use of a library, word by word.
    private record Way(ClientLibrary library, List<String> words) {}

    /// Each library where it is used first.
    static List<SourceFile.Client> of(Language language, Tokens tokens) {
        var clients = new Clients(tokens);
        var ways = WAYS.getOrDefault(language, Map.of());
        SequencedMap<String, SourceFile.Client> found = new LinkedHashMap<>();
        for (int i = 0; i < tokens.count(); i++) {
            for (var way : ways.getOrDefault(tokens.code(i), List.of())) {
                if (clients.isUse(i, way)) {
                    int line = tokens.at(i).line();
                    found.computeIfAbsent(way.library().name(), _ -> client(way.library(), line));
                    break;
                }
            }
        }
        boolean isOwnRetry =
                found.values().stream().anyMatch(client -> client.tries() > 1) && tokens.any(Clients::isAboutRetries);
        return found.values().stream()
                .map(client -> isOwnRetry ? client.once() : client)
                .toList();
    }

    private static Map<Language, Map<String, List<Way>>> ways() {
        var ways = new HashMap<Language, Map<String, List<Way>>>();
        for (var library : ClientLibraries.ALL) {
            for (var language : library.languages()) {
                for (var use : library.uses()) {
                    ways.computeIfAbsent(language, _ -> new HashMap<>())
                            .computeIfAbsent(use.getFirst(), _ -> new ArrayList<>())
                            .add(new Way(library, use));
                }
            }
        }
        return ways;
    }

    /// Who speaks of retries does not leave them to the library.
    private static boolean isAboutRetries(Token token) {
        String lower = token.text().length() > LONGEST_NAME ? "" : token.text().toLowerCase(Locale.ROOT);
        return lower.contains("retry") || lower.contains("retries");
    }

    private static SourceFile.Client client(ClientLibrary library, int line) {
        return new SourceFile.Client(
                library.name(), library.requestSeconds(), library.connectSeconds(), library.tries(), line);
    }

    private boolean isUse(int i, Way way) {
        String before = tokens.code(i - 1);
        boolean isOwn = !tokens.at(i).isWord() || (!OWNED.contains(before) && !DEFINING.contains(before));
        return isOwn && stands(i, way.words()) && signed.computeIfAbsent(way.library(), this::isSigned);
    }

    private boolean stands(int i, List<String> words) {
        for (int k = 0; k < words.size(); k++) {
            if (!tokens.is(i + k, words.get(k))) {
                return false;
            }
        }
        return true;
    }

    private boolean isSigned(ClientLibrary library) {
        if (library.signs().isEmpty()) {
            return true;
        }
        for (int i = 0; i < tokens.count(); i++) {
            for (var sign : library.signs()) {
                if (stands(i, sign) || isImport(i, sign.getFirst())) {
                    return true;
                }
            }
        }
        return false;
    }

    /// `require("axios")`, `"github.com/go-resty/resty/v2"`.
    private boolean isImport(int i, String sign) {
        return Optional.of(tokens.at(i))
                .filter(Token::isString)
                .map(Token::text)
                .filter(text -> text.equals(sign) || text.startsWith(sign + "/"))
                .isPresent();
    }
}
