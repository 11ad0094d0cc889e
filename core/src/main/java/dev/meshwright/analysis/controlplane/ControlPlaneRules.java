package dev.meshwright.analysis.controlplane;

import dev.meshwright.analysis.Rule;
import java.util.List;

/// The rules of this package.
public final class ControlPlaneRules {
    private ControlPlaneRules() {}

    public static List<Rule> all() {
        return List.of(
                new WebhooksOverlap(),
                new InjectionNotServed(),
                new WebhookServiceNotFound(),
                new ExternalAddressMissing(),
                new ExternalAddressIsIp(),
                new UnknownServiceRegistry(),
                new JwksFetchUnrestricted(),
                new GatewayApiTooOld(),
                new RemovedKind(),
                new TelemetryWithoutProvider(),
                new LightstepProvider(),
                new NegativeCondition());
    }
}
