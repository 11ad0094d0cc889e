package dev.meshwright.analysis.recheck;

import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Node;
import java.util.LinkedHashSet;
import java.util.Set;

/// The words in the texts of an object that could name another one: what is left of hosts, addresses, principals and
/// lists when they are cut at everything that no name may hold.
final class Words {
    private final Set<String> words = new LinkedHashSet<>();
    /// Names of namespaces that are meant as a whole: `shop`, `shop/*`, `*.shop.svc.cluster.local`.
    private final Set<String> wholes = new LinkedHashSet<>();

    private Words() {}

    static Words of(Manifest object) {
        var words = new Words();
        for (var entry : object.root().entries()) {
            if (!entry.key().equals("apiVersion") && !entry.key().equals("kind")) {
                words.add(entry, entry.key().equals("metadata"));
            }
        }
        return words;
    }

    Set<String> words() {
        return words;
    }

    Set<String> wholes() {
        return wholes;
    }

    private void add(Node.Entry entry, boolean isMetadata) {
        words.addAll(cut(entry.key()));
        if (isMetadata) {
            entry.value().entries().stream()
                    .filter(field -> !field.key().equals("namespace"))
                    .forEach(field -> add(field, false));
        } else {
            add(entry.value());
        }
    }

    private void add(Node node) {
        switch (node) {
            case Node.Mapping mapping -> mapping.entries().forEach(entry -> add(entry, false));
            case Node.Sequence sequence -> sequence.items().forEach(this::add);
            case Node.Scalar scalar -> text(scalar.text());
        }
    }

    private void text(String text) {
        var found = cut(text);
        words.addAll(found);
        if (found.size() == 1 || text.indexOf('*') >= 0) {
            wholes.addAll(found);
        }
    }

    private static Set<String> cut(String text) {
        var into = new LinkedHashSet<String>();
        int start = 0;
        boolean named = false;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : ' ';
            boolean letter = c >= 'a' && c <= 'z';
            if (letter || (c >= '0' && c <= '9') || c == '-') {
                named |= letter;
                continue;
            }
            if (named && !isSuffix(text, start, i)) {
                into.add(text.substring(start, i));
            }
            start = i + 1;
            named = false;
        }
        return into;
    }

    /// The end of every host in the cluster names nothing.
    private static boolean isSuffix(String text, int start, int end) {
        int length = end - start;
        return start > 0
                && text.charAt(start - 1) == '.'
                && ((length == 3 && text.startsWith("svc", start))
                        || (length == 7 && text.startsWith("cluster", start))
                        || (length == 5 && text.startsWith("local", start)));
    }
}
