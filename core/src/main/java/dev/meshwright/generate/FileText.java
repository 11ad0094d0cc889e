package dev.meshwright.generate;

import dev.meshwright.intent.Decisions.Setting;
import dev.meshwright.manifest.YamlWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/// A generated file in the making: what it is, one line per value with its reason, then the objects.
final class FileText {
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\u0085\u2028\u2029]+");

    private final List<String> comments = new ArrayList<>();
    private final List<String> documents = new ArrayList<>();

    /// @param what in one sentence
    FileText(String what) {
        comments.add(what + " Written by `meshwright generate`.");
    }

    FileText note(String line) {
        comments.add(line);
        return this;
    }

    FileText reasons(List<Setting> settings) {
        int width = settings.stream()
                .mapToInt(setting -> setting.name().length() + setting.value().length() + 1)
                .filter(length -> length <= 40)
                .max()
                .orElse(0);
        for (var setting : settings) {
            var value = setting.name() + " " + setting.value();
            comments.add("  " + value + " ".repeat(Math.max(0, width - value.length())) + "  " + setting.why());
        }
        return this;
    }

    FileText document(SequencedMap<String, ?> object) {
        documents.add(YamlWriter.write(object));
        return this;
    }

    /// The same with a comment before the object.
    FileText document(String comment, SequencedMap<String, ?> object) {
        documents.add(comment(comment) + YamlWriter.write(object));
        return this;
    }

    GeneratedFile at(String path) {
        var text = new StringBuilder();
        comments.forEach(line -> text.append(comment(line)));
        text.append(String.join("---\n", documents));
        return new GeneratedFile(path, text.toString());
    }

    private static String comment(String line) {
        var plain = line.chars().allMatch(c -> c >= ' ' && c < 0x7f)
                ? line
                : CONTROL.matcher(line).replaceAll(" ");
        return ("# " + plain).stripTrailing() + "\n";
    }
}
