package dev.meshwright.analysis.meaning;

import dev.meshwright.access.Attribute;
import dev.meshwright.access.AuthorizationPolicy;
import dev.meshwright.access.AuthorizationPolicy.Action;
import dev.meshwright.access.AuthorizationPolicy.Rule;
import dev.meshwright.access.Inbound;
import dev.meshwright.access.MeshSettings;
import dev.meshwright.access.reach.Doors;
import dev.meshwright.access.reach.Doors.Door;
import dev.meshwright.access.symbolic.BeyondBoundsException;
import dev.meshwright.access.symbolic.Spaces;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.meaning.Setting.Ruled;
import dev.meshwright.manifest.Source;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The authorization policies that sidecars enforce, each with every setting that it is part of.
final class MeaningView {
    /// What a single rule can ask in any combination and still match something.
    private static final Set<Attribute> PLAIN = EnumSet.of(
            Attribute.PRINCIPAL, Attribute.NAMESPACE, Attribute.SERVICE_ACCOUNT, Attribute.PORT, Attribute.METHOD);

    private final List<Judged> rules = new ArrayList<>();

    /// A rule of an enforced policy, with every setting that the policy is part of; at least one.
    record Judged(AuthorizationPolicy policy, Rule rule, List<Setting> settings) {
        boolean isNothing() {
            return settings.stream()
                    .allMatch(setting -> setting.set(policy, rule).isEmpty());
        }

        /// Whether DENY rules refuse all of it.
        boolean isRefused() {
            return settings.stream()
                    .allMatch(setting ->
                            setting.set(policy, rule).minus(setting.refused()).isEmpty());
        }

        /// A rule of the same action that matches all of it everywhere; of two equal ones the first. One that matches
        /// just anything does not count.
        Optional<Ruled> coveredBy() {
            return settings.getFirst().rules().stream()
                    .filter(other -> other.policy().action() == policy.action()
                            && !other.is(policy, rule)
                            && !other.rule().isEmpty()
                            && settings.stream().allMatch(setting -> isCovered(setting, other)))
                    .findFirst();
        }

        private boolean isCovered(Setting setting, Ruled by) {
            var own = setting.set(policy, rule);
            var broader = setting.set(by.policy(), by.rule());
            return own.minus(broader).isEmpty() && (!own.equals(broader) || setting.comesFirst(by, policy, rule));
        }
    }

    private record Key(List<Source> rules, boolean http, List<String> issuers) {}

    private MeaningView(Mesh mesh) {
        var settings = MeshSettings.of(mesh.config().mesh(), mesh.intent());
        var doors = Doors.of(mesh.manifests(), mesh.topology(), settings);
        var sidecars =
                doors.all().stream().filter(door -> door.at().equals("sidecar")).toList();
        var meeting = sidecars.stream()
                .map(Door::inbound)
                .filter(MeaningView::isWorthALook)
                .flatMap(MeaningView::policies)
                .collect(Collectors.toSet());
        var byKey = new LinkedHashMap<Key, Door>();
        for (var door : sidecars) {
            if (policies(door.inbound()).anyMatch(meeting::contains)) {
                byKey.putIfAbsent(
                        new Key(places(door.inbound()), door.enforced().http(), door.issuers()), door);
            }
        }
        judge(byKey.sequencedValues().stream().toList());
    }

    static MeaningView of(Mesh mesh) {
        return mesh.view(MeaningView.class, MeaningView::new);
    }

    /// The rules that could be judged, policy by policy.
    Stream<Judged> rules() {
        return rules.stream();
    }

    private static List<Source> places(Inbound inbound) {
        return inbound.candidates().stream()
                .map(candidate -> candidate.rule().where())
                .toList();
    }

    private static Stream<Source> policies(Inbound inbound) {
        return inbound.candidates().stream()
                .map(candidate -> candidate.policy().object().where());
    }

    /// A single rule with nothing special in it matches something, and nothing else is there to meet it.
    private static boolean isWorthALook(Inbound inbound) {
        var candidates = inbound.candidates();
        return candidates.size() > 1 || candidates.stream().anyMatch(candidate -> !isPlain(candidate.rule()));
    }

    private static boolean isPlain(Rule rule) {
        return !rule.isEmpty()
                && rule.when().constraints().isEmpty()
                && rule.constraints().allMatch(one -> !one.negated() && PLAIN.contains(one.attribute()));
    }

    /// A policy one setting of which is beyond the bounds is left out.
    private void judge(List<Door> doors) {
        var spaces = new Spaces();
        var settings = new ArrayList<Setting>();
        var unknown = new HashSet<Source>();
        var policies = new ArrayList<AuthorizationPolicy>();
        var byPolicy = new LinkedHashMap<Source, List<Setting>>();
        for (var door : doors) {
            try {
                settings.add(new Setting(door, spaces));
            } catch (BeyondBoundsException _) {
                door.inbound()
                        .candidates()
                        .forEach(one -> unknown.add(one.policy().object().where()));
            }
        }
        for (var setting : settings) {
            var here = new HashSet<Source>();
            for (var candidate : setting.inbound().candidates()) {
                if (here.add(candidate.policy().object().where())) {
                    byPolicy.computeIfAbsent(candidate.policy().object().where(), place -> {
                                policies.add(candidate.policy());
                                return new ArrayList<>();
                            })
                            .add(setting);
                }
            }
        }
        for (var policy : policies) {
            var place = policy.object().where();
            if (policy.action() != Action.CUSTOM && !unknown.contains(place)) {
                policy.rules()
                        .forEach(rule -> rules.add(new Judged(policy, rule, byPolicy.getOrDefault(place, List.of()))));
            }
        }
    }
}
