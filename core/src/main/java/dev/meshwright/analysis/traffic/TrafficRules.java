package dev.meshwright.analysis.traffic;

import dev.meshwright.analysis.Rule;
import java.util.List;

/// The rules of this package.
public final class TrafficRules {
    private TrafficRules() {}

    public static List<Rule> all() {
        return List.of(
                new DestinationHostNotFound(),
                new DestinationPortNotFound(),
                new DestinationPortRequired(),
                new DestinationSubsetNotFound(),
                new GatewayNotFound(),
                new GatewayWithoutHost(),
                new InternalGatewayReferenced(),
                new ConflictingMeshHosts(),
                new IngressRouteWithoutSubset(),
                new DestinationRuleHostNotFound(),
                new SubsetSelectsNoPods(),
                new PortSettingsWithoutPort(),
                new RetriesExceedTimeout(),
                new HttpSettingsOnTcpPort(),
                new RuleNotReached(),
                new MatchNotUsed(),
                new ServerNotVerified(),
                new PortServerNotVerified(),
                new ServiceEntryWithoutAddress(),
                new ServiceEntriesDisagreeOnProtocol(),
                new DeprecatedField(),
                new MatchForOtherGateway(),
                new RouteNeverTaken(),
                new DestinationRulesCollide(),
                new WildcardRuleNotUsed(),
                new RetriesRepeatWork(),
                new EverythingEjected(),
                new PoolOfOne(),
                new FailoverWithoutOutliers(),
                new SidecarCutsCall(),
                new ServerVerificationOff());
    }
}
