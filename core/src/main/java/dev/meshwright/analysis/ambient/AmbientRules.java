package dev.meshwright.analysis.ambient;

import dev.meshwright.analysis.Rule;
import java.util.List;

/// The rules of this package.
public final class AmbientRules {
    private AmbientRules() {}

    public static List<Rule> all() {
        return List.of(
                new AllowBecomesDenyAll(),
                new AllowRuleLost(),
                new DenyWithoutEffect(),
                new DenyBroader(),
                new ActionNotAtZtunnel(),
                new DryRunNotAtZtunnel(),
                new TrustDomainsDropped(),
                new EmptySelectorAtZtunnel(),
                new StarInNamespaceAtZtunnel(),
                new TrustDomainAliasAtZtunnel(),
                new StrictLostAtZtunnel(),
                new ExceptionLostAtZtunnel(),
                new DisableAtZtunnel(),
                new WaypointRefused(),
                new DenyMissesClients(),
                new TargetNotEnforced(),
                new WaypointBypassed(),
                new WaypointNotFound(),
                new WaypointNotReady(),
                new WaypointOfOtherClass(),
                new WaypointForOtherTraffic(),
                new WaypointNotAllowed(),
                new WaypointUnused(),
                new EnvoyObjectInAmbient(),
                new RouteWithoutWaypoint(),
                new CallersSkipWaypoint(),
                new SidecarAndAmbient());
    }
}
