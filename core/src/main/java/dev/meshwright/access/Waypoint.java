package dev.meshwright.access;

import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Node;
import java.util.List;

/// A waypoint with the Service that a request is for. Policies reach it by `targetRefs` alone.
///
/// @param namespace of the waypoint's Gateway
/// @param name of the waypoint's Gateway
/// @param service `namespace/name` of the Service or ServiceEntry called
public record Waypoint(String namespace, String name, String service) {
    /// The GatewayClass of Istio's waypoints.
    public static final String CLASS = "istio-waypoint";

    /// Who the pods behind it see instead of the caller.
    public Caller.Identity identity(MeshSettings settings) {
        return new Caller.Identity(settings.trustDomain(), namespace, name);
    }

    /// Whether it enforces the policy on such calls.
    public boolean isTargetOf(AuthorizationPolicy policy, MeshSettings settings) {
        return isTargetOf(policy.object(), settings);
    }

    /// Whether a security policy of any kind is attached to it, or to the Service that it stands before.
    boolean isTargetOf(Manifest policy, MeshSettings settings) {
        return references(policy).stream().anyMatch(reference -> {
            var target = reference.text("name").orElse("");
            return switch (reference.text("group").orElse("") + "/"
                    + reference.text("kind").orElse("")) {
                case "/Service", "core/Service", "networking.istio.io/ServiceEntry" ->
                    service.equals(policy.namespaceOrDefault() + "/" + target);
                case "gateway.networking.k8s.io/Gateway" ->
                    policy.namespaceOrDefault().equals(namespace) && target.equals(name);
                case "gateway.networking.k8s.io/GatewayClass" ->
                    policy.namespaceOrDefault().equals(settings.rootNamespace()) && target.equals(CLASS);
                default -> false;
            };
        });
    }

    /// What an object attaches to: its `targetRefs`, else its `targetRef`.
    public static List<Node> references(Manifest object) {
        var root = object.root();
        var several = root.items("spec", "targetRefs");
        return several.isEmpty() ? root.at("spec", "targetRef").stream().toList() : several;
    }
}
