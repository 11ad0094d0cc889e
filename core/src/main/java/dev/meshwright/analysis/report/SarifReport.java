package dev.meshwright.analysis.report;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.analysis.catalog.RuleCatalog;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// Findings as SARIF 2.1.0, which code hosts and editors show at the line.
public final class SarifReport {
    private SarifReport() {}

    /// The SARIF text.
    ///
    /// @param version of Meshwright
    public static String of(List<Finding> findings, String version) {
        var indexes = new LinkedHashMap<String, Integer>();
        findings.stream().map(SarifReport::ruleId).distinct().sorted().forEach(id -> indexes.put(id, indexes.size()));
        var rules = indexes.keySet().stream().map(id -> rule(id, findings)).toList();
        var driver = object("name", "Meshwright", "version", version, "rules", rules);
        var results = findings.stream().map(finding -> result(finding, indexes)).toList();
        var run = object("tool", object("driver", driver), "columnKind", "utf16CodeUnits", "results", results);
        return Json.text(object(
                "$schema",
                "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
                "version",
                "2.1.0",
                "runs",
                List.of(run)));
    }

    /// Several rules may share an Istio code, so the name belongs to the id.
    private static String ruleId(Finding finding) {
        return finding.code() + "/" + finding.name();
    }

    private static Map<String, Object> rule(String id, List<Finding> findings) {
        var slash = id.indexOf('/');
        var name = id.substring(slash + 1);
        var known = RuleCatalog.withCode(id.substring(0, slash)).stream()
                .map(rule -> rule.info())
                .filter(info -> info.name().equals(name))
                .findFirst();
        if (known.isEmpty()) {
            var example = findings.stream()
                    .filter(finding -> ruleId(finding).equals(id))
                    .findFirst()
                    .orElseThrow();
            return object("id", id, "name", name, "shortDescription", text(example.fix()));
        }
        return rule(id, known.get());
    }

    private static Map<String, Object> rule(String id, RuleInfo info) {
        var help = info.why() + "\n\nFix: " + info.fix() + "\n\nSource: " + info.source();
        var markdown = info.why() + "\n\n**Fix:** " + info.fix() + "\n\nWrong:\n```yaml\n" + info.bad()
                + "```\nRight:\n```yaml\n" + info.good() + "```\n\n" + info.source();
        return object(
                "id",
                id,
                "name",
                info.name(),
                "shortDescription",
                text(info.title()),
                "fullDescription",
                text(info.why()),
                "help",
                object("text", help, "markdown", markdown),
                "defaultConfiguration",
                object("level", level(info.severity())),
                "properties",
                object("tags", List.of(info.category().word())));
    }

    private static Map<String, Object> result(Finding finding, Map<String, Integer> indexes) {
        var physical = object("artifactLocation", object("uri", uri(finding.file())));
        if (finding.line() > 0) {
            physical.put("region", object("startLine", finding.line(), "startColumn", Math.max(1, finding.column())));
        }
        var logical = object(
                "fullyQualifiedName",
                finding.kind() + " "
                        + (finding.namespace().isEmpty() ? "" : finding.namespace() + "/")
                        + finding.resource(),
                "kind",
                "resource");
        var result = object(
                "ruleId",
                ruleId(finding),
                "ruleIndex",
                indexes.getOrDefault(ruleId(finding), 0),
                "level",
                level(finding.severity()),
                "message",
                text(finding.message() + ". " + finding.fix()),
                "locations",
                List.of(object("physicalLocation", physical, "logicalLocations", List.of(logical))),
                "partialFingerprints",
                object("meshwright/v1", fingerprint(finding)),
                "properties",
                object(
                        "severity",
                        finding.severity().word(),
                        "certainty",
                        finding.certainty().word(),
                        "path",
                        finding.path()));
        if (finding.acknowledged() != null) {
            result.put("suppressions", List.of(object("kind", "external", "justification", finding.acknowledged())));
        }
        return result;
    }

    private static String level(Severity severity) {
        return switch (severity) {
            case CRITICAL, ERROR -> "error";
            case WARNING -> "warning";
            case INFO -> "note";
        };
    }

    /// Stays the same when lines move: the fault and the object, not the place.
    private static String fingerprint(Finding finding) {
        var fault = finding.fault();
        var text = String.join(
                "\n", fault.code(), fault.name(), fault.kind(), fault.namespace(), fault.resource(), fault.message());
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A file name as a URI reference: each byte that is not plain in a path is percent-encoded.
    static String uri(String file) {
        var uri = new StringBuilder();
        for (byte one : file.replace('\\', '/').getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (one & 0xff);
            if (c < 0x80 && (Character.isLetterOrDigit(c) || "/-._~".indexOf(c) >= 0)) {
                uri.append(c);
            } else {
                uri.append('%').append(HexFormat.of().withUpperCase().toHexDigits(one));
            }
        }
        return uri.toString();
    }

    private static Map<String, Object> text(String text) {
        return object("text", text);
    }

    private static SequencedMap<String, Object> object(Object... keysAndValues) {
        var object = new LinkedHashMap<String, Object>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            object.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return object;
    }
}
