package dev.meshwright.topology.observed;

import dev.meshwright.manifest.Problem;
import dev.meshwright.manifest.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// The text that proxies and exporters are scraped for: one sample a line,
/// `name{label="value",…} value [timestamp] [# exemplar]`, the name also quoted among the labels. Only metrics about
/// calls are taken apart.
final class PrometheusText {
    private static final int SHOWN = 60;
    private static final int MOST_PROBLEMS = 20;

    private final String line;
    private int at;
    private String name = "";
    private final Map<String, String> labels = new HashMap<>();

    private PrometheusText(String line) {
        this.line = line;
    }

    /// @param taker gets the samples of metrics about calls, one by one
    static void read(String file, String text, Consumer<Sample> taker, List<Problem> problems) {
        int samples = 0;
        var bad = new ArrayList<Problem>();
        int number = 0;
        for (var line : (Iterable<String>) text.lines()::iterator) {
            number++;
            String stripped = line.strip();
            if (stripped.isEmpty() || stripped.startsWith("#") || isOther(stripped)) {
                continue;
            }
            var where = new Source(file, number, 1);
            try {
                var sample = new PrometheusText(stripped).sample(where);
                if (MetricFlows.isWanted(sample.metric())) {
                    samples++;
                    taker.accept(sample);
                }
            } catch (BadLine e) {
                bad.add(Problem.error(
                        where,
                        "this is no sample of a metric (" + e.getMessage() + "): " + shown(stripped) + ".",
                        "The line is left out."));
            }
        }
        // A text that is something else is wrong once, not in every line.
        problems.addAll(bad.subList(0, Math.min(bad.size(), samples == 0 ? 1 : MOST_PROBLEMS)));
        if (samples > 0 && bad.size() > MOST_PROBLEMS) {
            problems.add(Problem.error(
                    Source.ofFile(file),
                    (bad.size() - MOST_PROBLEMS) + " more lines are no samples.",
                    "They are left out."));
        }
    }

    /// Most lines of a proxy are about something else.
    private static boolean isOther(String line) {
        int end = line.indexOf('{');
        return end > 0
                && line.charAt(0) != '"'
                && isName(line.substring(0, end).strip())
                && !MetricFlows.isWanted(line.substring(0, end).strip());
    }

    private static boolean isName(String word) {
        return !word.isEmpty() && word.chars().allMatch(PrometheusText::isNameLetter);
    }

    private static boolean isNameLetter(int c) {
        return c == '_' || c == ':' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static String shown(String line) {
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN - 1) + "…";
    }

    private Sample sample(Source where) throws BadLine {
        name = word();
        skipBlanks();
        if (at < line.length() && line.charAt(at) == '{') {
            at++;
            readLabels();
        }
        if (name.isEmpty()) {
            throw new BadLine("no name");
        }
        skipBlanks();
        int end = at;
        while (end < line.length() && line.charAt(end) > ' ') {
            end++;
        }
        double value = Numbers.count(line.substring(at, end)).orElseThrow(() -> new BadLine("no value"));
        return new Sample(name, labels, value, where);
    }

    private void readLabels() throws BadLine {
        skipBlanks();
        while (at < line.length() && line.charAt(at) != '}') {
            String key = line.charAt(at) == '"' ? quoted() : word();
            skipBlanks();
            if (at < line.length() && line.charAt(at) == '=') {
                at++;
                skipBlanks();
                labels.put(key, quoted());
            } else if (name.isEmpty() && !key.isEmpty()) {
                name = key;
            } else {
                throw new BadLine("a label without a value");
            }
            skipBlanks();
            if (at < line.length() && line.charAt(at) == ',') {
                at++;
                skipBlanks();
            } else if (at >= line.length() || line.charAt(at) != '}') {
                throw new BadLine("a comma or } is missing at column " + (at + 1));
            }
        }
        if (at >= line.length()) {
            throw new BadLine("} is missing");
        }
        at++;
    }

    private String word() {
        int start = at;
        while (at < line.length() && isNameLetter(line.charAt(at))) {
            at++;
        }
        return line.substring(start, at);
    }

    private String quoted() throws BadLine {
        if (at >= line.length() || line.charAt(at) != '"') {
            throw new BadLine("a quote is missing at column " + (at + 1));
        }
        var text = new StringBuilder();
        for (at++; at < line.length(); at++) {
            char c = line.charAt(at);
            if (c == '"') {
                at++;
                return text.toString();
            }
            if (c == '\\' && at + 1 < line.length()) {
                at++;
                text.append(line.charAt(at) == 'n' ? '\n' : line.charAt(at));
            } else {
                text.append(c);
            }
        }
        throw new BadLine("a quote is not closed");
    }

    private void skipBlanks() {
        while (at < line.length() && line.charAt(at) <= ' ') {
            at++;
        }
    }

    /// Why a line is no sample.
    private static final class BadLine extends Exception {
        private static final long serialVersionUID = 1;

        BadLine(String why) {
            super(why, null, false, false);
        }
    }
}
