package dev.meshwright.cli;

import dev.meshwright.rollout.Plan;
import java.nio.file.Path;

/// What `meshwright plan` made, in a few lines.
final class PlanSummary {
    private PlanSummary() {}

    static String write(Plan plan, OutputFolder.Outcome outcome, Path folder) {
        var text = new StringBuilder();
        for (var phase : plan.phases()) {
            text.append("%d  %-28s day%s %-4s joins %-4d closes %-4d %s%n"
                    .formatted(
                            phase.number(),
                            phase.title(),
                            phase.firstDay() == phase.lastDay() ? " " : "s",
                            phase.firstDay() == phase.lastDay()
                                    ? String.valueOf(phase.firstDay())
                                    : phase.firstDay() + "-" + phase.lastDay(),
                            phase.joins().size(),
                            phase.closes().size(),
                            folder.resolve("rollout/" + phase.id() + ".sh")));
        }
        plan.open().forEach(open -> text.append("stays open  %s: %s%n".formatted(open.service(), open.why())));
        outcome.kept()
                .forEach(path -> text.append("kept  %s: somebody changed it; --force overwrites%n".formatted(path)));
        text.append("%nRead %s; the way back at any time: %s%n"
                .formatted(folder.resolve("rollout/plan.md"), folder.resolve("rollout/rollback.sh")));
        return text.toString();
    }
}
