package dev.meshwright.topology.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// A client library, how code shows that it calls with it, and what the library does where nobody says otherwise.
///
/// @param name as people call it
/// @param signs one of these has to stand in the file, as words (`java . net . http`) or as the text of an import
///     (`axios`); none where the uses say enough
/// @param uses what makes a client or a call, word by word
/// @param requestSeconds how long it waits for an answer; 0 without an end
/// @param connectSeconds how long it waits for a connection; 0 where the operating system decides
/// @param tries how often it makes a call, the first time included
record ClientLibrary(
        String name,
        Set<Language> languages,
        List<List<String>> signs,
        List<List<String>> uses,
        double requestSeconds,
        double connectSeconds,
        int tries) {

    /// @param signs separated by commas
    /// @param uses separated by commas; `a|b` in place of a word is either of them
    static ClientLibrary of(String name, Set<Language> languages, String signs, String uses) {
        return new ClientLibrary(name, languages, sequences(signs), sequences(uses), 0, 0, 1);
    }

    ClientLibrary waits(double request, double connect) {
        return new ClientLibrary(name, languages, signs, uses, request, connect, tries);
    }

    ClientLibrary tries(int most) {
        return new ClientLibrary(name, languages, signs, uses, requestSeconds, connectSeconds, most);
    }

    private static List<List<String>> sequences(String text) {
        var sequences = new ArrayList<List<String>>();
        for (var sequence : text.isEmpty() ? new String[0] : text.split(", ", -1)) {
            List<List<String>> ways = List.of(List.of());
            for (var words : sequence.split(" ", -1)) {
                var longer = new ArrayList<List<String>>();
                for (var way : ways) {
                    for (var word : words.length() > 1 ? words.split("\\|", -1) : new String[] {words}) {
                        var next = new ArrayList<>(way);
                        next.add(word);
                        longer.add(next);
                    }
                }
                ways = longer;
            }
            sequences.addAll(ways);
        }
        return sequences;
    }
}
