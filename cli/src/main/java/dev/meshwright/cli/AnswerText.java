package dev.meshwright.cli;

import dev.meshwright.access.reach.Answer;
import dev.meshwright.access.reach.Answer.Reason;
import dev.meshwright.access.reach.Answer.Way;
import java.util.List;

/// An answer for people: the verdict, then one line per layer with the place that decides.
final class AnswerText {
    /// Longer texts do not push the places of the others to the right.
    private static final int WIDEST = 100;

    private AnswerText() {}

    static String of(Answer answer) {
        var text = new StringBuilder(sentence(answer)).append('\n');
        boolean several = answer.ways().size() > 1;
        for (var way : answer.ways()) {
            if (several) {
                text.append('\n').append(title(way)).append('\n');
            }
            if (!way.example().isEmpty()) {
                text.append(line("example", way.example(), "", 0));
            }
            int width = widest(way.reasons());
            for (var reason : way.reasons()) {
                text.append(line(reason.layer().word(), reason.text(), place(reason), width));
            }
        }
        return text.toString();
    }

    private static String sentence(Answer answer) {
        return switch (answer.verdict()) {
            case YES -> "yes";
            case SOME -> "yes, for some requests";
            case UNDECIDED -> "undecided";
            case NO -> "no";
        };
    }

    private static String title(Way way) {
        return "port " + way.port() + (way.workload().isEmpty() ? "" : " of " + way.workload()) + ": "
                + way.verdict().word();
    }

    private static String line(String what, String text, String place, int width) {
        return place.isEmpty()
                ? "  %-11s %s%n".formatted(what, text)
                : "  %-11s %s  %s%n".formatted(what, padded(text, width), place);
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private static int widest(List<Reason> reasons) {
        return reasons.stream()
                .filter(reason -> reason.where() != null)
                .mapToInt(reason -> reason.text().length())
                .filter(length -> length <= WIDEST)
                .max()
                .orElse(0);
    }

    private static String place(Reason reason) {
        var where = reason.where();
        return where == null ? "" : where.file() + ":" + where.line();
    }
}
