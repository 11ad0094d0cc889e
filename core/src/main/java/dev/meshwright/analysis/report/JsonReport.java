package dev.meshwright.analysis.report;

import dev.meshwright.analysis.Finding;
import java.util.List;

/// Findings as JSON: `{"findings": [...]}`, each with the fields of [Finding].
public final class JsonReport {
    private JsonReport() {}

    private record Findings(List<Finding> findings) {}

    public static String of(List<Finding> findings) {
        return Json.text(new Findings(findings));
    }
}
