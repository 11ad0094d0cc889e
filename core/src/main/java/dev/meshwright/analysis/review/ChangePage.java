package dev.meshwright.analysis.review;

import dev.meshwright.analysis.Finding.Certainty;
import dev.meshwright.analysis.Severity;
import dev.meshwright.analysis.review.Change.CallChange;
import dev.meshwright.analysis.review.Change.Field;
import dev.meshwright.analysis.review.Change.ObjectChange;
import dev.meshwright.analysis.review.Change.ReachChange;
import dev.meshwright.analysis.review.Section.Rows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/// A change as sections to print: how far it goes, what breaks, what opens, and which objects do that.
final class ChangePage {
    private static final int FIELDS = 3;

    private final Change change;

    ChangePage(Change change) {
        this.change = change;
    }

    List<Section> sections() {
        var sections = new ArrayList<Section>();
        sections.add(blast());
        sections.add(objects());
        sections.add(modes());
        sections.add(calls("Calls that break", change.breaks()));
        sections.add(calls("Calls that lose mutual TLS", change.weakened()));
        sections.add(calls("Calls that get through now", change.mends()));
        sections.add(reach("Reachable now", change.opened()));
        sections.add(reach("No longer reachable", change.closed()));
        sections.add(gone());
        return sections;
    }

    private Section blast() {
        var blast = change.blast();
        var rows = new Rows();
        rows.add(
                Certainty.FACT,
                blast.touched().isEmpty()
                        ? "no workload"
                        : blast.touched().size() + " of " + blast.workloads() + " workloads: "
                                + Section.some(blast.touched()),
                "",
                "touched");
        rows.add(
                blast.certainty(),
                blast.dependents().isEmpty()
                        ? "no other service is known to call them"
                        : blast.dependents().size() + " more services call them, directly or through others: "
                                + Section.some(blast.dependents()),
                "",
                "depend on them");
        rows.add(
                Certainty.FACT,
                count(change.breaks().size(), "call breaks", "calls break") + ", "
                        + count(change.weakened().size(), "loses", "lose") + " mutual TLS, "
                        + count(change.opened().size(), "way opens", "ways open") + ", "
                        + count(change.closed().size(), "closes", "close"),
                "",
                "effect");
        return rows.section("Blast radius", "", "what", "whom");
    }

    private Section objects() {
        var rows = new Rows();
        var quiet = new LinkedHashMap<String, Integer>();
        for (var object : change.objects()) {
            if (object.severity() == Severity.INFO) {
                quiet.merge(object.how().word() + " " + object.object().split(" ", 2)[0], 1, Integer::sum);
                continue;
            }
            rows.add(
                    object.certainty(),
                    text(object),
                    Section.place(object.file(), object.line()),
                    object.severity().word(),
                    object.how().word());
        }
        var others = quiet.entrySet().stream()
                .map(count -> count.getValue() + " " + count.getKey())
                .collect(Collectors.joining(", "));
        return rows.section(
                "Objects",
                others.isEmpty() ? rows.isEmpty() ? "no object differs" : "" : "others: " + others,
                "severity",
                "change",
                "object");
    }

    private static String text(ObjectChange object) {
        var parts = new ArrayList<>(List.of(object.object()));
        var fields =
                object.fields().stream().limit(FIELDS).map(ChangePage::text).collect(Collectors.joining("; "));
        int rest = object.fields().size() - FIELDS;
        parts.add(rest > 0 ? fields + " and " + count(rest, "more field", "more fields") : fields);
        parts.add(object.means());
        parts.removeIf(String::isEmpty);
        return String.join(": ", parts);
    }

    private static String text(Field field) {
        if (field.before().isEmpty() && field.after().isEmpty()) {
            return field.path();
        }
        if (field.before().isEmpty()) {
            return field.path() + " added: " + field.after();
        }
        return field.path() + ": " + field.before() + " → " + (field.after().isEmpty() ? "nothing" : field.after());
    }

    private Section modes() {
        var groups = new LinkedHashMap<List<String>, List<Change.ModeChange>>();
        for (var mode : change.modes()) {
            groups.computeIfAbsent(
                            List.of(mode.severity().word(), mode.before(), mode.after(), "" + (mode.port() == 0)),
                            _ -> new ArrayList<>())
                    .add(mode);
        }
        var rows = new Rows();
        groups.values().forEach(same -> {
            var first = same.getFirst();
            var names = same.stream()
                    .map(one -> one.workload() + (one.port() == 0 ? "" : ":" + one.port()))
                    .toList();
            rows.add(
                    same.stream().allMatch(one -> one.certainty() == Certainty.FACT)
                            ? Certainty.FACT
                            : Certainty.INFERENCE,
                    (names.size() == 1 ? "" : names.size() + ": ")
                            + Section.some(names)
                            + (first.by().isEmpty() ? "" : ", by " + first.by()),
                    Section.place(first.file(), first.line()),
                    first.severity().word(),
                    first.before() + " → " + first.after());
        });
        return rows.section("Who takes calls in another way", "", "severity", "change", "workload");
    }

    private static Section calls(String title, List<CallChange> calls) {
        var rows = new Rows();
        calls.forEach(call -> rows.add(
                call.certainty(),
                call.from() + " → " + call.to() + (call.port() == 0 ? "" : ":" + call.port())
                        + (call.why().isEmpty() ? "" : ": " + call.why()),
                Section.place(call.file(), call.line()),
                call.severity().word(),
                call.before() + " → " + call.after()));
        return rows.section(title, "", "severity", "before → after", "call");
    }

    /// Callees that open in the same way to the same caller stand together.
    private static Section reach(String title, List<ReachChange> changes) {
        var groups = new LinkedHashMap<List<String>, List<ReachChange>>();
        for (var one : changes) {
            groups.computeIfAbsent(
                            List.of(
                                    one.severity().word(),
                                    one.from(),
                                    one.before().word(),
                                    one.after().word()),
                            _ -> new ArrayList<>())
                    .add(one);
        }
        var rows = new Rows();
        groups.values().forEach(same -> {
            var first = same.getFirst();
            var callees = same.stream().map(ReachChange::to).toList();
            rows.add(
                    same.stream().allMatch(one -> one.certainty() == Certainty.FACT)
                            ? Certainty.FACT
                            : Certainty.INFERENCE,
                    first.from() + " → " + (callees.size() == 1 ? "" : callees.size() + ": ") + Section.some(callees),
                    "",
                    first.severity().word(),
                    first.before().word() + " → " + first.after().word());
        });
        return rows.section(title, "", "severity", "part of requests", "who → whom");
    }

    private Section gone() {
        var rows = new Rows();
        change.goneFindings().forEach(fault -> rows.add(Certainty.FACT, fault.message(), fault.file(), fault.code()));
        return rows.section("Findings that are gone", "", "code", "finding");
    }

    private static String count(int number, String one, String several) {
        return number + " " + (number == 1 ? one : several);
    }
}
