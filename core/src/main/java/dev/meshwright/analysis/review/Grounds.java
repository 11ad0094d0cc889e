package dev.meshwright.analysis.review;

import dev.meshwright.access.AuthorizationPolicy.Action;
import dev.meshwright.analysis.Finding.EvidenceOf;
import dev.meshwright.analysis.review.Review.Statement;
import dev.meshwright.manifest.Problem;
import dev.meshwright.topology.Edge;
import dev.meshwright.topology.Topology;
import dev.meshwright.topology.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What a review stands on: what it takes for granted, and what keeps it from a judgement.
final class Grounds {
    private static final int NAMED = 3;

    private Grounds() {}

    static List<Statement> assumptions(ReviewView view, Scope.Part scope) {
        var mesh = view.mesh();
        var all = new ArrayList<Statement>();
        all.add(Statement.inference(
                "What is applied is what these files say; no cluster was asked.", EvidenceOf.FILES));
        var missing = view.workloads().stream()
                .filter(workload -> scope.contains(workload) && !view.isModeSaid(workload))
                .map(Workload::namespace)
                .collect(Collectors.toCollection(TreeSet::new));
        if (!missing.isEmpty()) {
            all.add(Statement.inference(
                    "Pods of " + counted(missing.size(), "namespace", "namespaces")
                            + " have a sidecar, although the input lacks the Namespace object: "
                            + some(List.copyOf(missing)) + ".",
                    EvidenceOf.FILES));
        }
        if (mesh.config().mesh().entries().isEmpty()) {
            all.add(Statement.inference(
                    "The mesh config is not in the input: root namespace "
                            + view.settings().rootNamespace() + ", trust domain "
                            + view.settings().trustDomain() + ", everything else as Istio " + mesh.istioVersion()
                            + " has it by default.",
                    EvidenceOf.DOCUMENTATION));
        }
        boolean hasEntry = mesh.topology().edges().stream().anyMatch(Edge::fromIngress);
        if (hasEntry && view.workloads().stream().noneMatch(Workload::isGateway)) {
            all.add(Statement.inference(
                    "Traffic from outside comes through an Istio gateway that the input does not hold.",
                    EvidenceOf.FILES));
        }
        var unknown = unknown(mesh.topology(), scope);
        all.add(
                unknown.isEmpty()
                        ? Statement.inference(
                                "Who calls whom is known from manifests; calls that only code or traffic shows are"
                                        + " missing here.",
                                EvidenceOf.FILES)
                        : Statement.inference(
                                "Not all calls of " + counted(unknown.size(), "service", "services") + " are known: "
                                        + some(unknown) + ". What they call may break unseen.",
                                EvidenceOf.FILES));
        return all;
    }

    private static List<String> unknown(Topology topology, Scope.Part scope) {
        return topology.unknown().stream()
                .map(Topology.Unknown::service)
                .filter(scope::hasService)
                .distinct()
                .sorted()
                .toList();
    }

    static List<Statement> blockers(ReviewView view, Scope.Part scope) {
        var mesh = view.mesh();
        var all = new ArrayList<Statement>();
        mesh.manifests().problems().stream()
                .filter(problem -> problem.level() == Problem.Level.ERROR)
                .map(problem -> Statement.fact("Not read: " + problem.message(), problem.where()))
                .forEach(all::add);
        if (view.workloads().isEmpty()) {
            all.add(Statement.fact("The input holds no workload, so nothing can be said about what is enforced."
                    + " Give the Deployments too."));
        }
        view.access().policies().stream()
                .filter(policy -> policy.action() == Action.CUSTOM && scope.covers(policy.object()))
                .map(policy -> Statement.fact(
                        "AuthorizationPolicy " + policy.id() + " leaves the decision to an authorizer outside.",
                        policy.object().where()))
                .forEach(all::add);
        return all;
    }

    static String some(List<String> names) {
        var shown = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
        return names.size() <= NAMED ? shown : shown + " and " + (names.size() - NAMED) + " more";
    }

    private static String counted(int number, String one, String several) {
        return number + " " + (number == 1 ? one : several);
    }
}
