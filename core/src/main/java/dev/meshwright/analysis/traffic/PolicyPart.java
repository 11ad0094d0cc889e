package dev.meshwright.analysis.traffic;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A traffic policy of a DestinationRule: for the host, for a subset, or for one port of either.
///
/// @param node what stands below `trafficPolicy`, or one entry of its `portLevelSettings`
/// @param inherited the host's policy, whose fields a subset's replaces one by one; null for the host's own, and for
///     those of ports, which inherit nothing
record PolicyPart(
        Manifest rule, Node node, String path, @Nullable Node inherited) {

    static Stream<PolicyPart> all(Mesh mesh) {
        return Istio.destinationRules(mesh).stream().flatMap(rule -> of(rule).stream());
    }

    static List<PolicyPart> of(Manifest rule) {
        var parts = new ArrayList<PolicyPart>();
        var own = rule.root().at("spec", "trafficPolicy").orElse(null);
        if (own != null) {
            add(parts, new PolicyPart(rule, own, "spec.trafficPolicy", null));
        }
        var subsets = rule.root().items("spec", "subsets");
        for (int i = 0; i < subsets.size(); i++) {
            var path = "spec.subsets[" + i + "].trafficPolicy";
            subsets.get(i).at("trafficPolicy").ifPresent(policy -> add(parts, new PolicyPart(rule, policy, path, own)));
        }
        return parts;
    }

    private static void add(List<PolicyPart> to, PolicyPart part) {
        to.add(part);
        var ports = part.node().items("portLevelSettings");
        for (int i = 0; i < ports.size(); i++) {
            to.add(new PolicyPart(part.rule(), ports.get(i), part.path() + ".portLevelSettings[" + i + "]", null));
        }
    }

    /// A field as it takes effect here.
    Optional<Node> at(String field) {
        return node.at(field).or(() -> Optional.ofNullable(inherited).flatMap(policy -> policy.at(field)));
    }

    /// The host as the rule writes it.
    String host() {
        return rule.root().text("spec", "host").orElse("");
    }

    /// A finding at a field of it.
    Finding finding(RuleInfo info, Node where, String field, String message) {
        return Finding.of(info, rule, where.where(), path + "." + field, message, info.fix());
    }
}
