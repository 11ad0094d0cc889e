package dev.meshwright.cli;

import dev.meshwright.access.diff.AccessDiff;
import dev.meshwright.access.diff.AccessDiff.Change;
import dev.meshwright.access.diff.AccessDiff.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What differs for callers, for people: `+` for what is newly allowed, `-` for what is newly refused.
final class AccessDiffText {
    private static final int MOST_NAMES = 6;

    private AccessDiffText() {}

    static String of(AccessDiff diff) {
        if (diff.isEmpty()) {
            return "No request is decided differently, at " + diff.doors() + " ports.\n";
        }
        var text = new StringBuilder();
        var sums = new ArrayList<String>();
        sum(sums, "newly allowed", diff.allowed());
        sum(sums, "newly refused", diff.refused());
        if (!diff.unknown().isEmpty()) {
            sums.add("not compared: " + diff.unknown().size());
        }
        text.append(String.join("; ", sums)).append('\n');
        diff.allowed().forEach(change -> add(text, "+", change));
        diff.refused().forEach(change -> add(text, "-", change));
        diff.unknown()
                .forEach(unknown -> text.append("%n? %s:%d (%s)%n  why      %s%n"
                        .formatted(unknown.to(), unknown.port(), unknown.at(), unknown.why())));
        return text.toString();
    }

    private static void sum(List<String> sums, String what, List<Change> changes) {
        if (!changes.isEmpty()) {
            sums.add(what + ": " + changes.size());
        }
    }

    private static void add(StringBuilder text, String sign, Change change) {
        text.append("%n%s %s → %s%n"
                .formatted(
                        sign,
                        some(change.callers()),
                        some(change.targets().stream()
                                .map(AccessDiffText::target)
                                .toList())));
        var example = change.example();
        text.append("  requests %s %s, from %s to port %d%n"
                .formatted(
                        change.all() ? "all, such as" : "some, such as",
                        example.text(),
                        example.from(),
                        example.port()));
        text.append("  before   %s%n".formatted(change.before()));
        text.append("  after    %s%n".formatted(change.after()));
    }

    private static String target(Target target) {
        var ports = target.ports().stream().map(String::valueOf).collect(Collectors.joining(","));
        return target.to()
                + (ports.isEmpty() ? "" : ":" + ports)
                + (target.at().equals("sidecar") ? "" : " (" + target.at() + ")");
    }

    private static String some(List<String> names) {
        return names.size() <= MOST_NAMES
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, MOST_NAMES)) + " and " + (names.size() - MOST_NAMES) + " more";
    }
}
