package dev.meshwright.analysis.catalog;

import dev.meshwright.Closest;
import dev.meshwright.MeshwrightException;
import dev.meshwright.analysis.RuleInfo;
import java.util.Locale;
import java.util.StringJoiner;

/// What `meshwright explain` prints about a code.
public final class Explain {
    private Explain() {}

    /// The text for a code in any case: each rule that carries it, with an example that is wrong and one that is right.
    ///
    /// @throws MeshwrightException if no rule carries the code
    public static String text(String code) {
        var wanted = code.toUpperCase(Locale.ROOT);
        var rules = RuleCatalog.withCode(wanted);
        if (rules.isEmpty()) {
            var meant = Closest.to(wanted, RuleCatalog.codes())
                    .map(closest -> "did you mean " + closest + "?")
                    .orElse("codes look like IST0101 or MW1301.");
            throw new MeshwrightException("there is no rule \"" + code + "\"; " + meant);
        }
        var text = new StringJoiner("\n");
        for (var rule : rules) {
            text.add(text(rule.info()));
        }
        return text.toString();
    }

    private static String text(RuleInfo rule) {
        return """
                %s %s (%s, %s)
                %s.

                why   %s
                fix   %s
                from  %s

                wrong:
                %s
                right:
                %s""".formatted(
                        rule.code(),
                        rule.name(),
                        rule.severity().word(),
                        rule.category().word(),
                        rule.title(),
                        rule.why(),
                        rule.fix(),
                        rule.source(),
                        rule.bad().indent(4),
                        rule.good().indent(4));
    }
}
