package dev.meshwright.cli.report;

import dev.meshwright.analysis.report.HtmlReport;
import dev.meshwright.generate.GeneratedFile;
import dev.meshwright.topology.picture.HtmlPage;
import dev.meshwright.topology.picture.TopologyHtml;
import dev.meshwright.topology.picture.TopologyJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// The report of an onboarding as one HTML file: the summary, the graph with every service's settings and reasons,
/// findings, proof and rollout. It loads nothing, so that it can be mailed or kept as an artefact.
public final class OnboardReport {
    /// Above this, the texts of the generated files would make the report too large to mail; their paths stay.
    private static final int MOST_FILE_TEXTS = 1_000;

    private OnboardReport() {}

    /// The whole page.
    ///
    /// @param picture the topology, as [dev.meshwright.topology.picture.TopologySvg] draws it
    public static String of(Onboarding onboarding, String picture) {
        var summary = new Summary(onboarding);
        return new HtmlPage(resource("report.html"))
                .text("mapped", summary.mapped())
                .text("generated", summary.generated())
                .text("choices", summary.choices())
                .text("authorized", summary.policies() + " " + summary.authorized())
                .text("checked", summary.checked() + ", " + summary.findings())
                .text("planned", summary.planned())
                .markup("styles", TopologyHtml.styles() + HtmlReport.styles() + resource("report.css"))
                .markup("picture", picture)
                .data("report", data(onboarding))
                .script(TopologyHtml.script() + HtmlReport.script() + resource("report.js") + resource("sections.js"))
                .html();
    }

    private static SequencedMap<String, Object> data(Onboarding onboarding) {
        var data = new LinkedHashMap<String, Object>();
        data.put("topology", TopologyJson.of(onboarding.topology()));
        data.put("decisions", onboarding.generation().decisions().services());
        data.put("choices", onboarding.generation().choices());
        data.put("omissions", onboarding.generation().omissions());
        data.put("files", files(onboarding.generation().files()));
        data.put("proof", onboarding.proof());
        data.put("findings", onboarding.findings());
        data.put("plan", onboarding.plan());
        return data;
    }

    private static List<GeneratedFile> files(List<GeneratedFile> files) {
        return files.size() <= MOST_FILE_TEXTS
                ? files
                : files.stream().map(file -> new GeneratedFile(file.path(), "")).toList();
    }

    private static String resource(String name) {
        return HtmlPage.resource(OnboardReport.class, name);
    }
}
