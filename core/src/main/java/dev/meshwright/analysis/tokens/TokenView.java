package dev.meshwright.analysis.tokens;

import dev.meshwright.access.Access;
import dev.meshwright.access.Attribute;
import dev.meshwright.access.AuthorizationPolicy;
import dev.meshwright.access.AuthorizationPolicy.Action;
import dev.meshwright.access.AuthorizationPolicy.Constraint;
import dev.meshwright.access.MeshSettings;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.MeshAccess;
import dev.meshwright.topology.Workload;
import java.util.List;
import java.util.Set;

/// The mesh as the rules of this package see it.
final class TokenView {
    private static final Set<Attribute> OF_TOKENS =
            Set.of(Attribute.REQUEST_PRINCIPAL, Attribute.AUDIENCE, Attribute.PRESENTER, Attribute.CLAIM);

    private final Mesh mesh;
    private final MeshSettings settings;
    private final Access access;
    private final List<RequestAuthentication> authentications;

    private TokenView(Mesh mesh, MeshAccess shared) {
        this.mesh = mesh;
        this.settings = shared.settings();
        this.access = shared.access();
        this.authentications = RequestAuthentication.all(mesh);
    }

    static TokenView of(Mesh mesh) {
        var shared = MeshAccess.of(mesh);
        return mesh.view(TokenView.class, one -> new TokenView(one, shared));
    }

    List<RequestAuthentication> authentications() {
        return authentications;
    }

    List<AuthorizationPolicy> policies() {
        return access.policies();
    }

    List<AuthorizationPolicy> policiesOf(Workload workload) {
        return access.policiesOf(workload);
    }

    String rootNamespace() {
        return settings.rootNamespace();
    }

    /// The workloads whose proxies check tokens by it.
    List<Workload> reached(RequestAuthentication authentication) {
        return mesh.workloads().stream()
                .filter(workload -> authentication.appliesTo(workload, rootNamespace()))
                .toList();
    }

    /// The workloads whose sidecars are given the policy.
    List<Workload> reached(AuthorizationPolicy policy) {
        return mesh.workloads().stream()
                .filter(workload -> policy.appliesTo(workload, settings))
                .toList();
    }

    /// Those that check the tokens of a workload's callers.
    List<RequestAuthentication> of(Workload workload) {
        return authentications.stream()
                .filter(one -> one.appliesTo(workload, rootNamespace()))
                .toList();
    }

    /// Whether the policy asks for a token, or has somebody else decide.
    static boolean asksForToken(AuthorizationPolicy policy) {
        return policy.action() == Action.CUSTOM
                || policy.rules().stream()
                        .flatMap(AuthorizationPolicy.Rule::constraints)
                        .anyMatch(TokenView::isAboutTokens);
    }

    static boolean isAboutTokens(Constraint constraint) {
        return OF_TOKENS.contains(constraint.attribute());
    }
}
