package dev.meshwright.analysis.catalog;

import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.ambient.AmbientRules;
import dev.meshwright.analysis.annotations.AnnotationRules;
import dev.meshwright.analysis.controlplane.ControlPlaneRules;
import dev.meshwright.analysis.envoyfilter.EnvoyFilterRules;
import dev.meshwright.analysis.extensions.ExtensionRules;
import dev.meshwright.analysis.gateways.GatewayRules;
import dev.meshwright.analysis.graph.GraphRules;
import dev.meshwright.analysis.identity.IdentityRules;
import dev.meshwright.analysis.injection.InjectionRules;
import dev.meshwright.analysis.meaning.MeaningRules;
import dev.meshwright.analysis.ports.PortRules;
import dev.meshwright.analysis.posture.PostureRules;
import dev.meshwright.analysis.readiness.ReadinessRules;
import dev.meshwright.analysis.security.SecurityRules;
import dev.meshwright.analysis.selection.SelectionRules;
import dev.meshwright.analysis.tokens.TokenRules;
import dev.meshwright.analysis.traffic.TrafficRules;
import dev.meshwright.analysis.validity.ValidityRules;
import java.util.List;
import java.util.stream.Stream;

/// Every rule there is.
public final class RuleCatalog {
    private static final List<Rule> ALL = Stream.of(
                    ValidityRules.all(),
                    TrafficRules.all(),
                    PortRules.all(),
                    InjectionRules.all(),
                    AnnotationRules.all(),
                    ControlPlaneRules.all(),
                    EnvoyFilterRules.all(),
                    ExtensionRules.all(),
                    GatewayRules.all(),
                    GraphRules.all(),
                    MeaningRules.all(),
                    SelectionRules.all(),
                    SecurityRules.all(),
                    PostureRules.all(),
                    TokenRules.all(),
                    IdentityRules.all(),
                    ReadinessRules.all(),
                    AmbientRules.all())
            .flatMap(List::stream)
            .toList();

    private RuleCatalog() {}

    /// In the order of the subjects' lists.
    public static List<Rule> all() {
        return ALL;
    }

    /// The rules that carry a code: one for `MW…`, sometimes several for `IST…`, none for a code that is not known.
    public static List<Rule> withCode(String code) {
        return ALL.stream().filter(rule -> rule.info().code().equals(code)).toList();
    }

    /// All codes, sorted.
    public static List<String> codes() {
        return ALL.stream().map(rule -> rule.info().code()).distinct().sorted().toList();
    }
}
