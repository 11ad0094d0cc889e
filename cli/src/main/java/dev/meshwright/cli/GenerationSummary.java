package dev.meshwright.cli;

import dev.meshwright.generate.Generation;
import java.nio.file.Path;

/// What `meshwright generate` made, in a few lines.
final class GenerationSummary {
    private GenerationSummary() {}

    static String write(Generation generation, OutputFolder.Outcome outcome, Path folder) {
        var text = new StringBuilder();
        text.append("Wrote %d files to %s%n".formatted(outcome.written(), folder));
        for (var choice : generation.choices()) {
            text.append("  look at   %s %s: %s, %s%s%n"
                    .formatted(
                            choice.service(),
                            choice.setting(),
                            choice.value(),
                            choice.why(),
                            choice.better() == null ? "" : "; " + choice.better() + " would fit"));
        }
        for (var omission : generation.omissions()) {
            text.append("  left out  %s %s: %s%n".formatted(omission.service(), omission.what(), omission.why()));
        }
        for (var path : outcome.kept()) {
            text.append("  kept      %s: somebody changed it; --force overwrites%n".formatted(path));
        }
        for (var path : outcome.stale()) {
            text.append("  no longer made, still there  %s%n".formatted(path));
        }
        text.append("%nkubectl apply -k %s            the first, safe stage: mTLS PERMISSIVE, policies in dry-run%n"
                .formatted(folder));
        text.append("kubectl apply -k %s    the last stage: mTLS STRICT, policies enforced%n"
                .formatted(folder.resolve("enforce")));
        return text.toString();
    }
}
