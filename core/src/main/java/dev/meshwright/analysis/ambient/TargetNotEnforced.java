package dev.meshwright.analysis.ambient;

import dev.meshwright.access.Waypoint;
import dev.meshwright.access.reach.Enrolment;
import dev.meshwright.access.reach.Enrolment.State;
import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Node;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A policy attached to something that no waypoint stands before.
final class TargetNotEnforced implements Rule {
    private record Kind(String group, String name) {}

    private static final List<Kind> KINDS = List.of(
            new Kind("security.istio.io", "AuthorizationPolicy"),
            new Kind("security.istio.io", "RequestAuthentication"),
            new Kind("extensions.istio.io", "WasmPlugin"),
            new Kind("telemetry.istio.io", "Telemetry"));

    private static final RuleInfo INFO = new RuleInfo(
            "MW4201",
            "TargetNotEnforced",
            Category.AMBIENT,
            Severity.ERROR,
            "A policy with targetRefs has no waypoint to enforce it",
            "Policies with targetRefs are enforced by the waypoint of their target alone: neither "
                    + "ztunnel nor a sidecar gets them. Where none takes the target's traffic, nothing of the "
                    + "policy happens, and everything is let through.",
            "Label the target's Service or namespace with istio.io/use-waypoint and the name of a "
                    + "waypoint, or correct the targetRef.",
            Examples.CART + Examples.SERVICE + Examples.policy("""
                    targetRefs: [{group: "", kind: Service, name: cart}]
                    rules: [{to: [{operation: {methods: [GET]}}]}]
                    """),
            Examples.CART + Examples.ENROLLED_SERVICE + Examples.WAYPOINT + Examples.policy("""
                    targetRefs: [{group: "", kind: Service, name: cart}]
                    rules: [{to: [{operation: {methods: [GET]}}]}]
                    """),
            "https://istio.io/latest/docs/ambient/usage/l7-features/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return KINDS.stream()
                .flatMap(kind -> mesh.objects(kind.group(), kind.name()).stream())
                .flatMap(policy ->
                        Waypoint.references(policy).stream().flatMap(target -> finding(mesh, policy, target).stream()));
    }

    private static Optional<Finding> finding(Mesh mesh, Manifest policy, Node target) {
        var kind = target.text("kind").orElse("");
        var group = target.text("group").filter(name -> !name.equals("core")).orElse("");
        return switch (group + "/" + kind) {
            case "/Service", "networking.istio.io/ServiceEntry" -> service(mesh, policy, target, group, kind);
            case "gateway.networking.k8s.io/Gateway" ->
                find(mesh, policy, target, group, kind).isPresent()
                        ? Optional.empty()
                        : Optional.of(missing(mesh, policy, target, group, kind));
            case "gateway.networking.k8s.io/GatewayClass" -> gatewayClass(mesh, policy, target);
            default -> Optional.empty();
        };
    }

    private static Optional<Finding> service(Mesh mesh, Manifest policy, Node target, String group, String kind) {
        var found = find(mesh, policy, target, group, kind);
        if (found.isEmpty()) {
            return Optional.of(missing(mesh, policy, target, group, kind));
        }
        var enrolment = AmbientView.of(mesh).waypoints().ofService(found.get());
        if (enrolment.flatMap(Enrolment::bound).isPresent()) {
            return Optional.empty();
        }
        var why = enrolment
                .map(one -> "its waypoint " + one.gateway() + " does not take its traffic")
                .orElse("it has no waypoint");
        var finding = finding(policy, target, kind + " " + found.get().id() + ": " + why);
        return Optional.of(isProven(mesh, policy, enrolment) ? finding : finding.asInference());
    }

    /// Whether the input holds what could name a waypoint, or be the one that is named.
    private static boolean isProven(Mesh mesh, Manifest policy, Optional<Enrolment> enrolment) {
        return enrolment.isPresent()
                ? enrolment.get().state() != State.MISSING || !mesh.lacks("gateway.networking.k8s.io", "Gateway")
                : mesh.namespace(policy.namespaceOrDefault()).isPresent();
    }

    private static Optional<Finding> gatewayClass(Mesh mesh, Manifest policy, Node target) {
        var root = AmbientView.of(mesh).settings().rootNamespace();
        return policy.namespaceOrDefault().equals(root)
                ? Optional.empty()
                : Optional.of(finding(
                        policy, target, "a GatewayClass: only policies of namespace " + root + " may name one"));
    }

    private static Optional<Manifest> find(Mesh mesh, Manifest policy, Node target, String group, String kind) {
        return mesh.object(
                group, kind, policy.namespaceOrDefault(), target.text("name").orElse(""));
    }

    private static Finding missing(Mesh mesh, Manifest policy, Node target, String group, String kind) {
        var finding = finding(
                policy,
                target,
                kind + " " + policy.namespaceOrDefault() + "/"
                        + target.text("name").orElse("") + ", which does not exist");
        return mesh.lacks(group, kind) ? finding.asInference() : finding;
    }

    private static Finding finding(Manifest policy, Node target, String what) {
        return Finding.of(
                INFO,
                policy,
                target.where(),
                "spec.targetRefs",
                "nobody enforces this " + policy.kind() + ", attached to " + what,
                INFO.fix());
    }
}
