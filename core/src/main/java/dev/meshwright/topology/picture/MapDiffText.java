package dev.meshwright.topology.picture;

import dev.meshwright.topology.diff.MapDiff;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// What differs between two maps, for a terminal: the sums, then one line each, `+` for what is new, `-` for what is
/// gone, `~` for what has another value.
public final class MapDiffText {
    private final Columns rows = new Columns();
    private final List<String> sums = new ArrayList<>();

    private MapDiffText() {}

    public static String of(MapDiff diff) {
        var text = new MapDiffText();
        text.part("service", "services", diff.services(), service -> service);
        text.part(
                "port",
                "ports",
                diff.ports(),
                port -> port.service() + ":" + port.port() + "  " + Words.protocol(port.protocol()));
        text.part(
                "call",
                "calls",
                diff.edges(),
                call -> call.from() + " → " + call.to() + "  " + Words.protocolAndPort(call.protocol(), call.port())
                        + "  " + call.confidence().word());
        text.part(
                "external call",
                "external calls",
                diff.external(),
                call -> call.from() + " → " + call.host() + "  " + Words.protocolAndPort(call.protocol(), call.port()));
        return (diff.isEmpty() ? "Nothing differs.\n" : String.join("; ", text.sums) + "\n\n" + text.rows.text("  "))
                + warnings(diff);
    }

    private <T> void part(String one, String many, MapDiff.Part<T> part, Function<T, String> shown) {
        part.added().forEach(thing -> row("+", one, shown.apply(thing)));
        part.removed().forEach(thing -> row("-", one, shown.apply(thing)));
        part.changed()
                .forEach(change -> row(
                        "~",
                        one,
                        change.of().replace("->", "→") + "  " + change.field() + " " + value(change.before()) + " → "
                                + value(change.after())));
        var counts = new ArrayList<String>();
        count(counts, part.added().size(), "added");
        count(counts, part.removed().size(), "removed");
        count(counts, part.changed().size(), "changed");
        if (!counts.isEmpty()) {
            int all =
                    part.added().size() + part.removed().size() + part.changed().size();
            sums.add((all == 1 ? one : many) + ": " + String.join(", ", counts));
        }
    }

    private void row(String sign, String kind, String what) {
        rows.row(sign, kind, ServiceNames.printable(what));
    }

    private static String value(String text) {
        return text.isEmpty() ? "(none)" : text;
    }

    private static void count(List<String> counts, int number, String word) {
        if (number > 0) {
            counts.add(number + " " + word);
        }
    }

    private static String warnings(MapDiff diff) {
        var table = new Columns();
        diff.warnings()
                .forEach(warning -> table.row(
                        "warning",
                        ServiceNames.printable(warning.message() + "   " + warning.file() + ":" + warning.line())));
        return table.isEmpty() ? "" : "\n" + table.text("  ");
    }
}
