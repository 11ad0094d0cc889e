package dev.meshwright.analysis.validity;

import dev.meshwright.manifest.Manifest;
import dev.meshwright.schema.syntax.DomainName;
import java.util.HashSet;

/// Host and subsets of a DestinationRule; its traffic policies are left to [TrafficPolicyCheck].
final class DestinationRuleCheck implements KindCheck {
    @Override
    public String group() {
        return "networking.istio.io";
    }

    @Override
    public String kind() {
        return "DestinationRule";
    }

    @Override
    public void check(Manifest object, Place spec, Verdict verdict) {
        spec.at("host")
                .ifPresentOrElse(
                        host -> Syntax.wildcardHost(host, verdict),
                        () -> verdict.error(spec, "the DestinationRule has no host", "Add `host`."));
        spec.at("trafficPolicy").ifPresent(policy -> TrafficPolicyCheck.check(policy, verdict));
        subsets(spec, verdict);
        Syntax.exportTo(spec, object.namespace(), verdict);
        spec.at("workloadSelector").ifPresent(selector -> {
            Selectors.labels(selector, "matchLabels", verdict);
            for (var entry : spec.items("exportTo")) {
                if (!entry.text().equals(".") && !entry.text().equals(object.namespaceOrDefault())) {
                    verdict.error(
                            entry,
                            "a DestinationRule with a workloadSelector is for its own namespace only",
                            "Write `exportTo: [\".\"]` or remove exportTo.");
                }
            }
        });
    }

    private static void subsets(Place spec, Verdict verdict) {
        var names = new HashSet<String>();
        for (var subset : spec.items("subsets")) {
            var name = subset.text("name");
            if (!DomainName.isLabel(name)) {
                verdict.error(subset, "`" + name + "` is no name for a subset", "Use letters, digits and hyphens.");
            } else if (!names.add(name)) {
                verdict.error(subset, "there are two subsets named `" + name + "`", "Give each subset its own name.");
            }
            Syntax.labels(subset, "labels", verdict);
            subset.at("trafficPolicy").ifPresent(policy -> TrafficPolicyCheck.check(policy, verdict));
        }
    }
}
