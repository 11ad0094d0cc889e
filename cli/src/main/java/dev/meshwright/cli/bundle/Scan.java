package dev.meshwright.cli.bundle;

import dev.meshwright.manifest.Node;
import dev.meshwright.manifest.Source;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Looks through everything that goes into a bundle for what must not be there.
final class Scan {
    private final LinkedHashMap<String, Suspect> suspects = new LinkedHashMap<>();
    private final LinkedHashMap<String, Suspect> hints = new LinkedHashMap<>();
    private final Set<String> files = new HashSet<>();

    /// What has to be put right, or allowed with a reason; by place.
    List<Suspect> suspects() {
        return suspects.values().stream().sorted(Suspect.ORDER).toList();
    }

    /// What only looks like something.
    List<Suspect> hints() {
        return hints.values().stream().sorted(Suspect.ORDER).toList();
    }

    void file(String path) {
        if (files.add(path)) {
            EnvironmentValues.overlay(path)
                    .ifPresent(name -> add(
                            Source.ofFile(path),
                            "chosen by the name of an environment, " + name + ": build one for all"));
        }
    }

    void node(Node node) {
        node("", node);
    }

    private void node(String key, Node node) {
        if (!node.where().file().isEmpty()) {
            file(node.where().file());
        }
        switch (node) {
            case Node.Mapping mapping -> mapping(mapping);
            case Node.Sequence list -> list.items().forEach(item -> node(key, item));
            case Node.Scalar scalar -> scalar(key, scalar);
        }
    }

    private void mapping(Node.Mapping mapping) {
        var name = mapping.text("name").orElse("");
        for (var entry : mapping.entries()) {
            text(entry.where(), false, entry.key());
            // An environment variable: {name: DB_PASSWORD, value: …}
            node(entry.key().equals("value") ? name : entry.key(), entry.value());
        }
    }

    private void scalar(String key, Node.Scalar scalar) {
        if (scalar.isNull()) {
            return;
        }
        text(scalar.where(), scalar.isBlock(), scalar.text());
        if (scalar.type() == Node.Scalar.Type.STRING && Credentials.isNamed(key, scalar.text())) {
            add(scalar.where(), "a credential by its name, " + key);
        }
    }

    /// @param isBlock whether the text begins on the line below its place
    void text(Source where, boolean isBlock, String text) {
        int line = where.line() + (isBlock ? 1 : 0);
        boolean certificate = false;
        boolean found = false;
        for (var part : text.split("\n", -1)) {
            var place = new Source(where.file(), line, line == where.line() ? where.column() : 1);
            certificate = certificate ? !part.contains("-----END") : part.contains("-----BEGIN CERTIFICATE");
            var what = certificate ? Optional.<String>empty() : what(part);
            what.ifPresent(is -> add(place, is));
            found |= what.isPresent();
            if (what.isEmpty() && !certificate && Credentials.looksRandom(part)) {
                hints.putIfAbsent(place.toString(), new Suspect(place, "a long word that looks random"));
            }
            line += text.contains("\n") && (isBlock || where.line() > 0) ? 1 : 0;
        }
        if (!found) { // over line breaks
            what(text).ifPresent(is -> add(where, is));
        }
    }

    private static Optional<String> what(String text) {
        return Stream.of(Credentials.in(text), EnvironmentValues.in(text))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private void add(Source where, String what) {
        var suspect = new Suspect(where, what);
        suspects.putIfAbsent(suspect.place() + " " + what, suspect);
    }
}
