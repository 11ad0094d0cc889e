package dev.meshwright.analysis.injection;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.manifest.Node;
import dev.meshwright.topology.Workload;
import java.util.Optional;

/// A proxy container whose image is `auto`: the injector fills it in, as it does for gateways.
final class AutoImage {
    private AutoImage() {}

    static Optional<Node> container(Workload workload) {
        return workload.podSpec().items("containers").stream()
                .filter(container -> container.text("name").orElse("").equals("istio-proxy")
                        && container.text("image").orElse("").equals("auto"))
                .findFirst();
    }

    static Finding finding(RuleInfo rule, Workload workload, String message) {
        var image = container(workload).flatMap(container -> container.at("image"));
        return Finding.of(
                rule,
                workload.manifest(),
                image.map(Node::where).orElse(workload.where()),
                "spec.containers",
                message + workload.kind() + " " + workload.id(),
                rule.fix());
    }
}
