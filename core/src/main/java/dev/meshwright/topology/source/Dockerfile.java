package dev.meshwright.topology.source;

import dev.meshwright.topology.source.Literal.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// What a Dockerfile puts into the environment and the command line of its last stage.
final class Dockerfile {
    private static final Pattern NAME = Pattern.compile(
            "(?i)(?:Dockerfile|Containerfile)(?:[.-]([\\w.-]+))?|([\\w.-]+)\\.(?:Dockerfile|Containerfile)");
    private static final Set<String> DEVELOPERS = Set.of("dev", "development", "local", "test", "tests", "ci", "debug");
    private static final Pattern PAIR =
            Pattern.compile("([A-Za-z_][A-Za-z0-9_.]*)=(\"(?:[^\"\\\\]|\\\\.)*\"|'[^']*'|\\S*)");
    private static final Pattern ARGUMENT = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s\\[\\],\"]+)");
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private final Map<String, List<Literal>> stages = new HashMap<>();
    private List<Literal> stage = new ArrayList<>();

    private Dockerfile() {}

    static boolean isName(String name) {
        return NAME.matcher(name).matches() && !name.toLowerCase(Locale.ROOT).endsWith(".dockerignore");
    }

    /// Whether it builds what only developers run.
    static boolean isForDevelopers(String name) {
        return DEVELOPERS.contains(subject(name).toLowerCase(Locale.ROOT));
    }

    /// Of `orders.Dockerfile` and `Dockerfile.orders` the `orders`; "" for a plain one.
    static String subject(String name) {
        var match = NAME.matcher(name);
        if (!match.matches()) {
            return "";
        }
        return match.group(1) != null ? match.group(1) : match.group(2) != null ? match.group(2) : "";
    }

    static List<Literal> literals(String text) {
        var file = new Dockerfile();
        int number = 0;
        boolean goesOn = false;
        String instruction = "";
        for (var line : text.lines().toList()) {
            number++;
            String content = line.strip();
            if (content.isEmpty() || content.startsWith("#")) {
                continue;
            }
            String words = content;
            if (!goesOn) {
                var parts = BLANKS.split(content, 2);
                instruction = parts[0].toUpperCase(Locale.ROOT);
                words = parts.length > 1 ? parts[1] : "";
            }
            goesOn = words.endsWith("\\");
            file.read(
                    instruction, goesOn ? words.substring(0, words.length() - 1).strip() : words, number);
        }
        return file.stage;
    }

    private void read(String instruction, String words, int line) {
        switch (instruction) {
            case "FROM" -> from(words);
            case "ENV" -> env(words, line);
            case "CMD", "ENTRYPOINT" -> {
                var argument = ARGUMENT.matcher(words);
                while (argument.find()) {
                    String text = argument.group(1) != null ? argument.group(1) : argument.group(2);
                    stage.add(new Literal(text, "", Role.PLAIN, line));
                }
            }
            default -> {}
        }
    }

    /// A stage has what the stage has that it begins from.
    private void from(String words) {
        var parts = BLANKS.split(words, -1);
        stage = new ArrayList<>(stages.getOrDefault(parts[0].toLowerCase(Locale.ROOT), List.of()));
        if (parts.length == 3 && parts[1].equalsIgnoreCase("AS")) {
            stages.put(parts[2].toLowerCase(Locale.ROOT), stage);
        }
    }

    private void env(String words, int line) {
        var pair = PAIR.matcher(words);
        if (!pair.lookingAt()) {
            var parts = BLANKS.split(words, 2);
            if (parts.length == 2) {
                stage.add(new Literal(parts[1], parts[0], Role.DEFAULT, line));
            }
            return;
        }
        do {
            stage.add(new Literal(unquoted(pair.group(2)), pair.group(1), Role.DEFAULT, line));
        } while (pair.find());
    }

    private static String unquoted(String value) {
        boolean isQuoted = value.length() > 1 && (value.startsWith("\"") || value.startsWith("'"));
        return isQuoted ? value.substring(1, value.length() - 1) : value;
    }
}
