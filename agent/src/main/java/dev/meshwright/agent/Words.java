package dev.meshwright.agent;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What was typed after a command: `--name value` and plain words. A parser of our own, as each start waits for it.
record Words(Map<String, List<String>> options, List<String> plain) {
    /// Wrong use, in one sentence.
    static final class WrongUse extends RuntimeException {
        WrongUse(String message) {
            super(message);
        }
    }

    static Words read(List<String> words, Set<String> known) {
        var options = new LinkedHashMap<String, List<String>>();
        var plain = new ArrayList<String>();
        for (var rest = words.iterator(); rest.hasNext(); ) {
            var word = rest.next();
            if (!word.startsWith("--")) {
                plain.add(word);
            } else if (!known.contains(word)) {
                throw new WrongUse("there is no option \"" + word + "\"");
            } else if (!rest.hasNext()) {
                throw new WrongUse(word + " has no value");
            } else {
                options.computeIfAbsent(word, _ -> new ArrayList<>()).add(rest.next());
            }
        }
        return new Words(options, plain);
    }

    String required(String name) {
        return optional(name).orElseThrow(() -> new WrongUse(name + " is missing"));
    }

    Optional<String> optional(String name) {
        var values = all(name);
        if (values.size() > 1) {
            throw new WrongUse(name + " is given twice");
        }
        return values.stream().findFirst();
    }

    List<String> all(String name) {
        return options.getOrDefault(name, List.of());
    }

    long number(String name) {
        try {
            return Long.parseLong(required(name));
        } catch (NumberFormatException e) {
            throw new WrongUse(name + " is not a whole number");
        }
    }

    void noPlain() {
        if (!plain.isEmpty()) {
            throw new WrongUse("\"" + plain.getFirst() + "\" is one word too many");
        }
    }
}
