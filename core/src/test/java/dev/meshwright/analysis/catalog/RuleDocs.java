package dev.meshwright.analysis.catalog;

import dev.meshwright.analysis.RuleInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;

/// The pages of `docs/rules/`: one per code, and an index.
final class RuleDocs {
    private RuleDocs() {}

    /// Pages by file name.
    static SequencedMap<String, String> pages() {
        var byCode = new TreeMap<String, List<RuleInfo>>();
        for (var rule : RuleCatalog.all()) {
            byCode.computeIfAbsent(rule.info().code(), _ -> new ArrayList<>()).add(rule.info());
        }
        var pages = new LinkedHashMap<String, String>();
        pages.put("README.md", index(byCode));
        byCode.forEach((code, rules) -> pages.put(code + ".md", page(code, rules)));
        return pages;
    }

    private static String index(SequencedMap<String, List<RuleInfo>> byCode) {
        var text = new StringBuilder("""
                # Rules

                Generated from the rules. `meshwright explain CODE` prints the same.

                | code | rule | severity | category | what it finds |
                |---|---|---|---|---|
                """);
        byCode.values().stream()
                .flatMap(List::stream)
                .forEach(rule -> text.append("| [%s](%s.md) | %s | %s | %s | %s |\n"
                        .formatted(
                                rule.code(),
                                rule.code(),
                                rule.name(),
                                rule.severity().word(),
                                rule.category().word(),
                                rule.title())));
        return text.toString();
    }

    private static String page(String code, List<RuleInfo> rules) {
        var text = new StringBuilder("# " + code + "\n");
        for (var rule : rules) {
            text.append("""

                    ## %s
                    %s. Severity: %s. Category: %s.

                    **Why.** %s

                    **Fix.** %s

                    Wrong:
                    ```yaml
                    %s```

                    Right:
                    ```yaml
                    %s```

                    Source: <%s>
                    """.formatted(
                            rule.name(),
                            rule.title(),
                            rule.severity().word(),
                            rule.category().word(),
                            rule.why(),
                            rule.fix(),
                            rule.bad(),
                            rule.good(),
                            rule.source()));
        }
        return text.toString();
    }
}
