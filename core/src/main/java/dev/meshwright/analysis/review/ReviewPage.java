package dev.meshwright.analysis.review;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Finding.Certainty;
import dev.meshwright.analysis.Severity;
import dev.meshwright.analysis.review.Section.Rows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A review as sections to print, in the order in which a reader needs them: the answer, the change if there is one,
/// what is wrong, what to do, then the state in detail and what it rests on.
final class ReviewPage {
    private static final int ROWS = 12;
    private static final int STEPS = 5;

    private final Review review;
    private final boolean all;
    private final List<Section> sections = new ArrayList<>();

    private ReviewPage(Review review, boolean all) {
        this.review = review;
        this.all = all;
    }

    static List<Section> of(Review review, boolean all) {
        var page = new ReviewPage(review, all);
        page.add(SummarySection.of(review));
        var change = review.change();
        if (change != null) {
            new ChangePage(change).sections().forEach(page::add);
        }
        page.findings();
        page.next();
        if (change == null || all) {
            page.add(WorkloadSection.of(review, all));
        }
        if (change == null || all || change.isOfMeshWide()) {
            page.meshWide();
        }
        if (change == null || all) {
            page.add(PolicySection.of(review, all));
            page.add(CallSection.of(review, all));
        }
        page.grounds("Assumptions", review.assumptions());
        page.grounds("Blockers", review.blockers());
        return page.sections;
    }

    static String title(Review review) {
        var what = review.scope().equals("mesh") ? "the mesh" : review.scope();
        return (review.change() == null ? "Review of " : "Review of a change to ") + what + ": "
                + review.summary().objects() + " objects, evidence "
                + review.summary().evidence().word() + ", no cluster asked";
    }

    private void add(Section section) {
        if (!section.rows().isEmpty() || !section.more().isEmpty()) {
            sections.add(all ? section : section.atMost(ROWS));
        }
    }

    private void findings() {
        var rows = new Rows();
        var byRule = new LinkedHashMap<String, List<Finding>>();
        review.findings().stream()
                .filter(finding -> all || isForReviewers(finding))
                .forEach(finding -> byRule.computeIfAbsent(
                                finding.severity() + finding.code() + (all ? finding : ""), _ -> new ArrayList<>())
                        .add(finding));
        byRule.values().forEach(same -> {
            var first = same.getFirst();
            rows.add(
                    first.certainty(),
                    first.message()
                            + (first.acknowledged() == null ? "" : "; acknowledged: " + first.acknowledged())
                            + (same.size() == 1 ? "" : "  (and " + (same.size() - 1) + " like it)"),
                    Section.place(first.file(), first.line()),
                    first.severity().word(),
                    first.code());
        });
        long rest = review.findings().stream()
                .filter(finding -> !isForReviewers(finding))
                .count();
        add(rows.section(
                review.change() == null ? "Findings" : "New findings",
                all || rest == 0 ? "" : rest + (rows.isEmpty() ? "" : " more") + " for information: --all shows each",
                "severity",
                "code",
                "finding"));
    }

    /// What is for information counts here where it is about security, or somebody has decided to live with it.
    private static boolean isForReviewers(Finding finding) {
        return finding.severity() != Severity.INFO
                || finding.category() == Category.SECURITY
                || finding.acknowledged() != null;
    }

    private void next() {
        var rows = new Rows();
        var told = new HashMap<String, Integer>();
        int number = 0;
        for (var step : review.next()) {
            number++;
            if (number > STEPS && !all) {
                break;
            }
            var at = step.objects().isEmpty() ? "" : "at " + Section.some(step.objects(), 2);
            var what = Stream.of(String.join(", ", step.codes()), at)
                    .filter(part -> !part.isEmpty())
                    .collect(Collectors.joining(" "));
            rows.add(step.certainty(), step.what() + (what.isEmpty() ? "" : " (" + what + ")"), "", number + ". do");
            rows.add(step.certainty(), once(step.first(), number, told), "", "   before");
            rows.add(step.certainty(), once(step.rollback(), number, told), "", "   back");
        }
        int left = review.next().size() - STEPS;
        sections.add(rows.section(
                "Next, by severity; each with what to look at before and the way back",
                rows.isEmpty() ? "nothing to do" : left > 0 && !all ? left + " more: --all shows each" : "",
                "step",
                "action"));
    }

    /// A text that stands at an earlier step already is not repeated.
    private static String once(String text, int step, Map<String, Integer> told) {
        var earlier = told.putIfAbsent(text, step);
        return earlier == null ? text : "as for " + earlier;
    }

    private void meshWide() {
        var wide = review.meshWide();
        if (wide == null) {
            return;
        }
        var rows = new Rows();
        var place = Section.place(wide.file(), wide.line());
        rows.add(Certainty.FACT, "PeerAuthentication " + wide.policy() + ", mode " + wide.mode(), place, "policy");
        rows.add(Certainty.FACT, named(wide.sets()), "", "sets");
        rows.add(Certainty.FACT, named(wide.changes()), "", "changes");
        rows.add(Certainty.FACT, named(wide.overridden()), "", "overridden");
        for (var one : wide.breaks()) {
            rows.add(
                    one.certainty(),
                    one.from() + " → " + one.to() + (one.port() == 0 ? "" : ":" + one.port()) + ": " + one.why(),
                    "",
                    "breaks");
        }
        add(rows.section("Mesh-wide PeerAuthentication", "", "what", "whom"));
    }

    private String named(List<String> workloads) {
        return workloads.isEmpty()
                ? "no workload"
                : workloads.size() + ": " + (all ? String.join(", ", workloads) : Section.some(workloads));
    }

    private void grounds(String title, List<Review.Statement> statements) {
        var rows = new Rows();
        statements.forEach(one -> rows.add(
                one.certainty(),
                one.text(),
                Section.place(one.file(), one.line()),
                one.evidence().word()));
        add(rows.section(title, statements.isEmpty() ? "none" : "", "rests on", "statement"));
    }
}
