package dev.meshwright.analysis.review;

import dev.meshwright.access.Attribute;
import dev.meshwright.access.AuthorizationPolicy;
import dev.meshwright.access.AuthorizationPolicy.Action;
import dev.meshwright.analysis.Finding.Certainty;
import dev.meshwright.analysis.Finding.EvidenceOf;
import dev.meshwright.analysis.review.PolicyState.Layer;
import dev.meshwright.analysis.review.PolicyState.Place;
import dev.meshwright.analysis.review.PolicyState.RuleState;
import dev.meshwright.analysis.review.PolicyState.Runs;
import dev.meshwright.topology.Service;
import dev.meshwright.topology.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Finds out of each authorization policy who enforces it, and whether each of its rules runs there. Workloads at which
/// the same comes of it are told together.
final class PolicyLayers {
    private static final Set<Attribute> WHO =
            Set.of(Attribute.PRINCIPAL, Attribute.NAMESPACE, Attribute.SERVICE_ACCOUNT);

    private final ReviewView view;
    private final Targets targets;

    PolicyLayers(ReviewView view) {
        this.view = view;
        this.targets = new Targets(view);
    }

    /// What comes of a policy somewhere.
    private record Outcome(Layer layer, String effect, List<RuleState> rules) {}

    List<PolicyState> of(Scope.Part scope) {
        return view.access().policies().stream()
                .filter(policy -> scope.covers(policy.object()))
                .map(policy -> state(policy, scope))
                .toList();
    }

    private PolicyState state(AuthorizationPolicy policy, Scope.Part scope) {
        return new PolicyState(
                policy.id(),
                policy.action(),
                target(policy),
                policy.dryRun(),
                policy.targetsRefs() ? targets.places(policy) : places(policy, scope),
                policy.object().where().file(),
                policy.object().where().line());
    }

    private String target(AuthorizationPolicy policy) {
        if (policy.targetsRefs()) {
            return Targets.names(policy);
        }
        if (!policy.selector().isEmpty()) {
            return policy.selector().entrySet().stream()
                    .map(label -> label.getKey() + "=" + label.getValue())
                    .collect(Collectors.joining(", "));
        }
        return policy.namespace().equals(view.settings().rootNamespace())
                ? "the mesh"
                : "namespace " + policy.namespace();
    }

    private List<Place> places(AuthorizationPolicy policy, Scope.Part scope) {
        var byOutcome = new LinkedHashMap<Outcome, List<Workload>>();
        view.selected(policy).stream()
                .filter(workload -> scope.contains(workload) && !workload.isJob())
                .forEach(workload -> byOutcome
                        .computeIfAbsent(outcome(policy, workload), _ -> new ArrayList<>())
                        .add(workload));
        if (byOutcome.isEmpty()) {
            return List.of(nowhere("no workload of the input is selected", Certainty.INFERENCE));
        }
        var places = new ArrayList<Place>();
        byOutcome.forEach((outcome, workloads) -> places.add(place(outcome, workloads)));
        return places;
    }

    private Place place(Outcome outcome, List<Workload> workloads) {
        return new Place(
                outcome.layer(),
                workloads.stream().map(Workload::id).toList(),
                outcome.layer() == Layer.NOWHERE ? Runs.NEVER : weakest(outcome.rules()),
                outcome.effect(),
                outcome.rules(),
                workloads.stream().allMatch(view::isModeSaid) ? Certainty.FACT : Certainty.INFERENCE,
                EvidenceOf.FILES);
    }

    private Outcome outcome(AuthorizationPolicy policy, Workload workload) {
        return switch (view.mode(workload)) {
            case NONE -> new Outcome(Layer.NOWHERE, "the pods have no proxy that could enforce it", List.of());
            case SIDECAR -> atEnvoy(policy, workload, Layer.SIDECAR);
            case GATEWAY -> atEnvoy(policy, workload, Layer.GATEWAY);
            case AMBIENT -> atZtunnel(policy, workload);
        };
    }

    private Outcome atEnvoy(AuthorizationPolicy policy, Workload workload, Layer layer) {
        var bytes = view.ambient().servicesOf(workload).stream()
                .flatMap(service -> service.ports().stream())
                .filter(Service.Port::isOnlyBytes)
                .map(Service.Port::targetPort)
                .collect(Collectors.toCollection(TreeSet::new));
        var rules = new EnvoyFate(view.ambient().ports(workload), bytes).rules(policy);
        return new Outcome(layer, effect(policy, rules), rules);
    }

    private Outcome atZtunnel(AuthorizationPolicy policy, Workload workload) {
        if (policy.action() == Action.CUSTOM || policy.action() == Action.AUDIT) {
            return new Outcome(
                    Layer.NOWHERE,
                    "ztunnel has no " + policy.action() + ": "
                            + (policy.action() == Action.CUSTOM
                                    ? "the authorizer is never asked"
                                    : "nothing is logged"),
                    List.of());
        }
        if (policy.dryRun()) {
            return new Outcome(Layer.NOWHERE, "ztunnel is not sent policies in dry-run", List.of());
        }
        if (!policy.appliesAtZtunnel(workload, view.settings())) {
            return new Outcome(
                    Layer.NOWHERE, "ztunnel attaches a policy with an empty selector to no workload", List.of());
        }
        var rules = ZtunnelFate.rules(policy);
        boolean asksWho = policy.rules().stream()
                .flatMap(AuthorizationPolicy.Rule::constraints)
                .anyMatch(one -> WHO.contains(one.attribute()));
        var before = view.ambient().before(workload);
        var effect = effect(policy, rules);
        return new Outcome(
                Layer.ZTUNNEL,
                before.isEmpty() || !asksWho
                        ? effect
                        : effect + "; calls through waypoint "
                                + before.getFirst().namespace() + "/"
                                + before.getFirst().name() + " come as the waypoint, not as the client",
                rules);
    }

    /// What the rules together do.
    static String effect(AuthorizationPolicy policy, List<RuleState> rules) {
        boolean allows = policy.action() == Action.ALLOW;
        if (policy.dryRun()) {
            return "counts what it would do, and enforces nothing";
        }
        if (rules.isEmpty()) {
            return allows ? "refuses every call: it has no rules" : "does nothing: it has no rules";
        }
        long never = rules.stream().filter(rule -> rule.runs() == Runs.NEVER).count();
        if (never == rules.size()) {
            return allows
                    ? "refuses every call that no other ALLOW policy admits: none of its rules is left"
                    : "refuses nobody: none of its rules has an effect";
        }
        boolean isWider = rules.stream().anyMatch(rule -> rule.runs() == Runs.WIDER);
        if (isWider && weakest(rules) != Runs.WIDER) {
            return "does more than it says by one rule, and less by another";
        }
        return switch (weakest(rules)) {
            case AS_WRITTEN, DRY_RUN -> "as written";
            case WIDER -> allows ? "admits more than it says" : "refuses more than it says";
            case PARTLY, NEVER -> allows ? "admits less than it says" : "refuses less than it says";
        };
    }

    static Runs weakest(List<RuleState> rules) {
        return rules.stream().map(RuleState::runs).reduce(Runs.AS_WRITTEN, Runs::worse);
    }

    static Place nowhere(String effect, Certainty certainty) {
        return new Place(Layer.NOWHERE, List.of(), Runs.NEVER, effect, List.of(), certainty, EvidenceOf.FILES);
    }
}
