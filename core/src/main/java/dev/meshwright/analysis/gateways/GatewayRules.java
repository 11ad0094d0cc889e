package dev.meshwright.analysis.gateways;

import dev.meshwright.analysis.Rule;
import java.util.List;

/// The rules of this package.
public final class GatewayRules {
    private GatewayRules() {}

    public static List<Rule> all() {
        return List.of(
                new GatewaySelectsNoPods(),
                new GatewayPortNotOnService(),
                new GatewayCredentialNotFound(),
                new GatewayCredentialInvalid(),
                new ConflictingGateways(),
                new GatewaysShareCertificate(),
                new ClaimRouteWithoutAuthentication(),
                new SelectorOnKubernetesGateway(),
                new GatewayForAnyHost(),
                new GatewayInPlaintext(),
                new ClientCertificateOptional());
    }
}
