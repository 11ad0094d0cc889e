package dev.meshwright.cli;

import dev.meshwright.posture.Mismatch;
import dev.meshwright.posture.PostureReport;

/// A posture report for people.
final class PostureText {
    private PostureText() {}

    static String text(PostureReport report) {
        var text = new StringBuilder(headline(report)).append('\n');
        for (var mismatch : report.mismatches()) {
            text.append("\n%-8s %s  %s\n".formatted(mismatch.severity().word(), mismatch.code(), mismatch.resource()));
            text.append("  ").append(mismatch.message()).append('\n');
            line(text, "intended", mismatch.intended());
            line(text, "active", mismatch.active());
            line(text, "decided by", decidedBy(mismatch));
        }
        if (!report.unchecked().isEmpty()) {
            text.append("\nnot checked\n");
            report.unchecked().forEach(one -> text.append("  ").append(one).append('\n'));
        }
        return text.toString();
    }

    static String markdown(PostureReport report) {
        var text = new StringBuilder("## ").append(headline(report)).append("\n\n");
        if (!report.mismatches().isEmpty()) {
            text.append("| severity | code | resource | what it means | intended | active | decided by |\n");
            text.append("|---|---|---|---|---|---|---|\n");
            for (var one : report.mismatches()) {
                text.append("| %s | %s | %s | %s | %s | %s | %s |\n"
                        .formatted(
                                one.severity().word(),
                                one.code(),
                                cell(one.resource()),
                                cell(one.message()),
                                cell(one.intended()),
                                cell(one.active()),
                                cell(decidedBy(one))));
            }
            text.append('\n');
        }
        report.unchecked()
                .forEach(one -> text.append("- not checked: ").append(cell(one)).append('\n'));
        return text.toString();
    }

    private static String headline(PostureReport report) {
        var proxy = report.proxy().isEmpty() ? "a proxy that does not say who it is" : report.proxy();
        int count = report.mismatches().size();
        return switch (report.verdict()) {
            case SAFE -> proxy + " is safe: what it runs follows from the intent";
            case UNSAFE -> proxy + " is unsafe: " + count + (count == 1 ? " mismatch" : " mismatches");
            case UNKNOWN -> proxy + ": unknown, because there is nothing that could decide";
        };
    }

    private static String decidedBy(Mismatch mismatch) {
        return mismatch.object().isEmpty()
                ? ""
                : mismatch.object() + " (" + mismatch.file() + ":" + mismatch.line() + ")";
    }

    private static void line(StringBuilder text, String what, String value) {
        if (!value.isEmpty()) {
            text.append("  %-11s %s\n".formatted(what, value));
        }
    }

    private static String cell(String text) {
        return text.replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ");
    }
}
