package dev.meshwright.analysis.validity;

import dev.meshwright.manifest.Manifest;
import java.util.List;
import java.util.regex.Pattern;

/// Labels and probe of a WorkloadGroup.
final class WorkloadGroupCheck implements KindCheck {
    private static final List<String> METHODS = List.of("httpGet", "tcpSocket", "exec", "grpc");
    private static final Pattern HEADER = Pattern.compile("[-A-Za-z0-9]+");

    @Override
    public String group() {
        return "networking.istio.io";
    }

    @Override
    public String kind() {
        return "WorkloadGroup";
    }

    @Override
    public void check(Manifest object, Place spec, Verdict verdict) {
        spec.at("metadata").ifPresent(metadata -> Syntax.labels(metadata, "labels", verdict));
        spec.at("template").ifPresent(template -> Syntax.labels(template, "labels", verdict));
        spec.at("probe").ifPresent(probe -> probe(probe, verdict));
    }

    private static void probe(Place probe, Verdict verdict) {
        if (METHODS.stream().noneMatch(probe::has)) {
            verdict.error(probe, "the probe does not say what to ask", "Add httpGet, tcpSocket, grpc or exec.");
        }
        for (var header : probe.items("httpGet", "httpHeaders")) {
            if (!HEADER.matcher(header.text("name")).matches()) {
                verdict.error(
                        header,
                        "`" + header.text("name") + "` is no header's name",
                        "Use letters, digits and hyphens.");
            }
        }
    }
}
