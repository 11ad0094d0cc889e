package dev.meshwright.analysis.review;

import dev.meshwright.access.reach.Answer.Verdict;
import dev.meshwright.analysis.review.Section.Rows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The calls that are known, those alike together: how they are secured, and whether they get through.
final class CallSection {
    private final Review review;
    private final boolean all;

    private CallSection(Review review, boolean all) {
        this.review = review;
        this.all = all;
    }

    static Section of(Review review, boolean all) {
        return new CallSection(review, all).section();
    }

    private Section section() {
        var groups = new LinkedHashMap<List<String>, List<CallState>>();
        int fine = 0;
        for (var call : review.calls()) {
            if (isFine(call) && !all) {
                fine++;
                continue;
            }
            groups.computeIfAbsent(
                            List.of(
                                    call.certainty().word(),
                                    percent(call.mutual()) + " mutual TLS",
                                    percent(call.strict()) + " STRICT",
                                    verdict(call.verdict()),
                                    call.why(),
                                    all ? call.text() : ""),
                            _ -> new ArrayList<>())
                    .add(call);
        }
        var rows = new Rows();
        groups.forEach((key, same) -> {
            var first = same.getFirst();
            var names = same.stream().map(CallState::text).toList();
            rows.add(
                    first.certainty(),
                    (names.size() == 1 ? "" : names.size() + " calls: ")
                            + Section.some(names)
                            + (first.why().isEmpty() ? "" : ": " + first.why()),
                    names.size() == 1 ? Section.place(first.file(), first.line()) : "",
                    key.get(1),
                    key.get(2),
                    key.get(3));
        });
        return rows.section(
                "Known calls",
                fine == 0
                        ? ""
                        : (rows.isEmpty() ? "all " : "the other ") + fine
                                + " run mutual TLS, end at STRICT ports and get through",
                "mutual TLS",
                "STRICT",
                "gets through",
                "call");
    }

    private static boolean isFine(CallState call) {
        return call.isMutual()
                && call.isStrict()
                && call.verdict() != Verdict.NO
                && call.verdict() != Verdict.UNDECIDED;
    }

    private static String verdict(Verdict verdict) {
        return switch (verdict) {
            case YES -> "gets through";
            case SOME -> "some requests do";
            case UNDECIDED -> "undecided";
            case NO -> "refused";
        };
    }

    private static String percent(@Nullable Integer percent) {
        return percent == null ? "unknown" : percent + " %";
    }
}
