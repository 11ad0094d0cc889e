package dev.meshwright.analysis.security;

import dev.meshwright.analysis.Rule;
import java.util.List;

/// The rules of this package.
public final class SecurityRules {
    private SecurityRules() {}

    public static List<Rule> all() {
        return List.of(
                new MutualTlsNotStrict(),
                new MeshNotStrict(),
                new PortNotStrict(),
                new PublicPortPermissive(),
                new PortModeWithoutEffect(),
                new PeerAuthenticationShadowed(),
                new RootSelectorWithoutEffect(),
                new SourceNamespaceNotFound(),
                new SourceAccountNotFound(),
                new PrincipalNeverMatches(),
                new ForeignTrustDomain(),
                new PolicySelectsNoWorkload(),
                new PolicyPortNotListened(),
                new NoDefaultDeny(),
                new BroadAllow(),
                new NamespaceAdmitted(),
                new AllowWithoutIdentity(),
                new DenyByHeader(),
                new PathMatchEvaded(),
                new HttpRuleOnTcpPort(),
                new DenyMissesHostPort());
    }
}
