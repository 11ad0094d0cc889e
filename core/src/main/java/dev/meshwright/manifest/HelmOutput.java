package dev.meshwright.manifest;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// What `helm template` printed, with the lines of the templates that it comes from: each printed line has the place of
/// the line in its template that most likely makes it. What a template includes from elsewhere has
/// the place of the line before it.
public final class HelmOutput {
    private static final String SOURCE = "# Source: ";
    /// How far ahead a line that is printed as it stands is looked for first.
    private static final int NEAR = 4;
    /// What helm fills in.
    private static final Pattern ACTION = Pattern.compile("\\{\\{.*?}}");

    private final Path chart;
    private final List<Source> places = new ArrayList<>();
    private final Map<String, List<Line>> templates = new HashMap<>();

    private HelmOutput(Path chart) {
        this.chart = chart;
    }

    /// The objects in what helm printed for a chart.
    ///
    /// @param chart the chart's folder as the user would type it
    public static Manifests read(Path chart, String output) {
        var reader = new HelmOutput(chart);
        reader.place(output);
        var parsed = ManifestReader.parse(shown(chart), output);
        return new Manifests(
                parsed.objects().stream()
                        .map(object -> object.moved(reader::place))
                        .toList(),
                parsed.problems().stream()
                        .map(problem -> new Problem(
                                problem.level(), reader.place(problem.where()), problem.message(), problem.fix()))
                        .toList(),
                parsed.skippedFiles());
    }

    private Source place(Source printed) {
        int line = printed.line();
        return line < 1 || line > places.size() ? printed : places.get(line - 1);
    }

    private void place(String output) {
        String file = shown(chart);
        List<Line> template = List.of();
        int at = 0;
        for (var line : output.lines().toList()) {
            if (line.startsWith(SOURCE)) {
                String name = line.substring(SOURCE.length()).strip();
                var path = chart.resolve(name.substring(name.indexOf('/') + 1));
                file = shown(path);
                template = templates.computeIfAbsent(
                        file,
                        _ -> SmallFile.text(path)
                                .map(text -> text.lines().map(Line::of).toList())
                                .orElse(List.of()));
                at = 0;
            } else {
                at = next(template, content(line), at);
            }
            places.add(new Source(file, at + 1, 1));
        }
    }

    /// The index of the template's line that a printed one comes from: the one that says most of it, of several the
    /// next
    /// below the last one, or else the nearest above, as loops go back. Where none is known it is the last one.
    private static int next(List<Line> template, String printed, int last) {
        for (int i = last + 1; i < Math.min(template.size(), last + NEAR); i++) {
            if (template.get(i).text().equals(printed)) {
                return i;
            }
        }
        int best = last;
        int most = 0;
        for (int i = 0; i < template.size(); i++) {
            var line = template.get(i);
            if (line.literal() >= most
                    && line.literal() > 0
                    && line.pattern().matcher(printed).matches()) {
                // Up to the last line the later one is nearer, below it the first one.
                if (line.literal() > most || best <= last) {
                    best = i;
                    most = line.literal();
                }
            }
        }
        return best;
    }

    /// A line of a template.
    ///
    /// @param text without its indentation
    /// @param pattern what it may become
    /// @param literal how many letters of it are not filled in
    private record Line(String text, Pattern pattern, int literal) {
        static Line of(String text) {
            String content = content(text);
            var pattern = new StringBuilder();
            int literal = 0;
            for (var part : ACTION.split(content, -1)) {
                pattern.append(pattern.isEmpty() ? "" : ".*").append(Pattern.quote(part));
                literal += part.length();
            }
            return new Line(content, Pattern.compile(pattern.toString()), content.startsWith("#") ? 0 : literal);
        }
    }

    /// A line without its indentation and the dash of a list's item.
    private static String content(String line) {
        String text = line.strip();
        return text.startsWith("- ") ? text.substring(2).strip() : text;
    }

    private static String shown(Path path) {
        return path.normalize().toString().replace(File.separatorChar, '/');
    }
}
