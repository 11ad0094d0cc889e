package dev.meshwright.analysis.validity;

import dev.meshwright.analysis.Subject;
import dev.meshwright.manifest.Manifest;
import java.util.List;

/// All of istiod's checks, by kind.
final class Webhook {
    private static final List<KindCheck> CHECKS = List.of(
            new AuthorizationPolicyCheck(),
            new PeerAuthenticationCheck(),
            new DestinationRuleCheck(),
            new VirtualServiceCheck(),
            new GatewayCheck(),
            new ServiceEntryCheck(),
            new WorkloadEntryCheck(),
            new SidecarCheck(),
            new RequestAuthenticationCheck(),
            new TelemetryCheck(),
            new ExtensionCheck("WasmPlugin"),
            new ExtensionCheck("TrafficExtension"),
            new ProxyConfigCheck(),
            new WorkloadGroupCheck(),
            new EnvoyFilterCheck());

    private Webhook() {}

    static Verdict review(Subject subject) {
        return subject.view(Verdict.class, one -> review(one.object()));
    }

    private static Verdict review(Manifest object) {
        var verdict = new Verdict(object);
        var spec = new Place(object.spec().orElse(object.root()), "spec");
        for (var check : CHECKS) {
            if (check.kind().equals(object.kind()) && check.group().equals(object.group())) {
                check.check(object, spec, verdict);
            }
        }
        if (object.group().endsWith(".istio.io")) {
            DryRunCheck.check(object, verdict);
        }
        return verdict;
    }
}
