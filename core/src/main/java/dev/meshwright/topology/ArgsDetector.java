package dev.meshwright.topology;

import dev.meshwright.manifest.Node;
import dev.meshwright.manifest.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Commands and arguments: `--x-url=…`, `--x-url …`, `-Dx.url=…`, `X_URL=…`, plain words, and the lines of a script.
final class ArgsDetector implements Detector {
    private static final Pattern OPTION = Pattern.compile("--?(?:D(?=[a-z]))?([A-Za-z][\\w.-]*)=(.*)", Pattern.DOTALL);
    private static final Pattern ASSIGNMENT = Pattern.compile("([A-Za-z][\\w.]*)=(\\S*)");
    private static final Pattern FLAG = Pattern.compile("--?([A-Za-z][\\w.-]*)");
    /// What asks for a host as a shell's line would.
    private static final Pattern TOOL = Pattern.compile(
            "(?:.*/)?(?:nc|ncat|netcat|nslookup|getent|pg_isready|psql|redis-cli|mysql|mysqladmin|mongo|mongosh|curl|wget)");
    private static final Pattern COMMENT = Pattern.compile("(?:^|\\s)#.*");

    @Override
    public List<Setting.Group> settings(Workload workload, Configs configs) {
        var groups = new ArrayList<Setting.Group>();
        for (var container : Workloads.containers(workload.podSpec())) {
            var words = words(container);
            boolean refersToVariables =
                    words.stream().anyMatch(word -> word.text().indexOf('$') >= 0);
            groups.add(new Setting.Group(
                    workload,
                    read(
                            words,
                            refersToVariables
                                    ? EnvDetector.variables(workload, container, configs)
                                    : new LinkedHashMap<>())));
        }
        return groups;
    }

    private static List<Node.Scalar> words(Node container) {
        return Stream.concat(container.items("command").stream(), container.items("args").stream())
                .filter(Node.Scalar.class::isInstance)
                .map(Node.Scalar.class::cast)
                .toList();
    }

    private static List<Setting> read(List<Node.Scalar> words, SequencedMap<String, Setting> variables) {
        var settings = new ArrayList<Setting>();
        if (!words.isEmpty() && TOOL.matcher(words.getFirst().text()).matches()) {
            String line = words.stream().map(Node.Scalar::text).collect(Collectors.joining(" "));
            settings.add(setting(
                    "", EnvDetector.expand(line, variables), words.getFirst().where()));
        }
        for (int i = 0; i < words.size(); i++) {
            String word = EnvDetector.expand(words.get(i).text(), variables);
            var where = words.get(i).where();
            if (word.indexOf('\n') >= 0
                    || (word.strip().indexOf(' ') >= 0 && !OPTION.matcher(word).matches())) {
                readScript(word, where, settings);
            } else if (FLAG.matcher(word).matches()
                    && i + 1 < words.size()
                    && !words.get(i + 1).text().startsWith("-")) {
                var next = words.get(++i);
                String value = EnvDetector.expand(next.text(), variables);
                if (value.indexOf('\n') >= 0 || value.strip().indexOf(' ') >= 0) {
                    readScript(value, next.where(), settings);
                } else {
                    settings.add(setting(key(word), value, next.where()));
                }
            } else {
                settings.add(readWord(word, where));
            }
        }
        return settings;
    }

    private static Setting readWord(String word, Source where) {
        for (var pattern : List.of(OPTION, ASSIGNMENT)) {
            var match = pattern.matcher(word);
            if (match.matches()) {
                return setting(match.group(1), match.group(2), where);
            }
        }
        return setting("", word, where);
    }

    /// Every line is free text; its options are settings of their own where they tell more.
    private static void readScript(String script, Source where, List<Setting> settings) {
        int line = where.line() + (script.strip().indexOf('\n') >= 0 ? 1 : 0);
        for (var content : script.lines().toList()) {
            String text = COMMENT.matcher(content).replaceAll("");
            var at = new Source(where.file(), line++, where.column());
            if (!text.isBlank()) {
                settings.add(setting("", text.strip(), at));
                for (var word : text.strip().split("\\s+", -1)) {
                    if (OPTION.matcher(word).matches()) {
                        settings.add(readWord(word, at));
                    }
                }
            }
        }
    }

    private static String key(String flag) {
        return flag.substring(flag.startsWith("--") ? 2 : 1);
    }

    private static Setting setting(String key, String value, Source where) {
        return new Setting(key, value, where, "args", Setting.Reach.OWN);
    }
}
