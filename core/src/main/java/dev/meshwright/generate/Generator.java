package dev.meshwright.generate;

import dev.meshwright.generate.Generation.Choice;
import dev.meshwright.generate.Generation.Omission;
import dev.meshwright.intent.Decider;
import dev.meshwright.intent.Decisions;
import dev.meshwright.intent.Entrances;
import dev.meshwright.intent.Intent;
import dev.meshwright.manifest.Manifests;
import dev.meshwright.topology.Service;
import dev.meshwright.topology.Topology;
import dev.meshwright.topology.Workload;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/// Topology and intent to files: the Istio objects of every service and of the mesh, and the kustomizations of the
/// stages. The files hold the last stage.
public final class Generator {
    private final Topology topology;
    private final Intent intent;
    private final Existing existing;
    private final Entrances entrances;
    private final Callers callers;
    private final Scope scope;
    private final List<GeneratedFile> files = new ArrayList<>();
    private final List<Supplier<GeneratedFile>> unwritten = new ArrayList<>();
    private final List<Choice> choices = new ArrayList<>();
    private final List<Omission> omissions = new ArrayList<>();
    private final Map<String, List<Service>> overPods = new HashMap<>();

    private Generator(Topology topology, Intent intent, Manifests manifests, Scope scope) {
        this.topology = topology;
        this.entrances = Entrances.of(topology, manifests, intent);
        this.intent = entrances.complete(intent);
        this.existing = new Existing(manifests);
        this.callers = new Callers(topology, this.intent, entrances);
        this.scope = scope;
        for (var service : topology.services()) {
            service.workloads()
                    .forEach(workload -> overPods.computeIfAbsent(workload, _ -> new ArrayList<>())
                            .add(service));
        }
    }

    /// Generates the files of every service, authorization included, and of the mesh.
    ///
    /// @param existing the input: Istio objects that are there already are left alone and listed
    public static Generation generate(Topology topology, Intent intent, Manifests existing) {
        return generate(topology, intent, existing, Scope.everything(true));
    }

    /// Generates the files of the services in scope, and of the mesh.
    public static Generation generate(Topology topology, Intent intent, Manifests existing, Scope scope) {
        return new Generator(topology, intent, existing, scope).run(existing);
    }

    private Generation run(Manifests manifests) {
        var decisions = Decider.decide(topology, intent);
        var folders = new TreeMap<String, String>();
        for (var target : Targets.of(topology, decisions, omissions)) {
            if (!scope.services().test(target.id())) {
                continue;
            }
            folders.put(target.id(), target.folder());
            addTraffic(target);
            addPolicies(target);
        }
        files.addAll(unwritten.parallelStream().map(Supplier::get).toList());
        MeshFiles.telemetry(intent, existing, files, omissions);
        ServiceEntries.add(topology, existing, files, omissions);
        new EntryGateways(topology, existing, entrances).add(manifests, files, omissions);
        files.addAll(Kustomizations.of(files));
        files.sort(Comparator.comparing(GeneratedFile::path));
        return new Generation(decisions, files, folders, allChoices(decisions, manifests), omissions);
    }

    private List<Choice> allChoices(Decisions decisions, Manifests manifests) {
        var all = new ArrayList<>(choices);
        if (scope.withAuthorization()) {
            all.addAll(Choices.ofSharedAccounts(topology, callers));
        }
        all.addAll(Choices.ofMonitors(manifests));
        all.addAll(TimeoutNesting.choices(topology, decisions));
        return all;
    }

    private void addTraffic(Target target) {
        var service = target.service();
        if (service.type() == Service.Type.HEADLESS) {
            omit(target, "VirtualService", "the Service is headless: callers choose a pod themselves");
            omit(target, "DestinationRule", "the Service is headless: callers choose a pod themselves");
            return;
        }
        if (target.httpPorts().isEmpty()) {
            omit(target, "VirtualService", "none of its ports speaks HTTP: nothing to time out or to repeat");
        } else {
            addUnless(
                    existing.virtualServiceOf(service.host())
                            .or(() -> existing.nameTaken("VirtualService", service.namespace(), service.name())),
                    target,
                    "VirtualService",
                    () -> VirtualServices.file(target));
        }
        addUnless(
                existing.destinationRuleOf(service.host())
                        .or(() -> existing.nameTaken("DestinationRule", service.namespace(), service.name())),
                target,
                "DestinationRule",
                () -> DestinationRules.file(target));
    }

    private void addPolicies(Target target) {
        var reason = reasonAgainstPolicies(target);
        if (reason.isPresent()) {
            omit(target, "PeerAuthentication", reason.get());
            if (scope.withAuthorization()) {
                omit(target, "AuthorizationPolicy", reason.get());
            }
            return;
        }
        var service = target.service();
        var open = PublicPorts.of(overlapping(target), intent);
        addUnless(
                existing.selecting("PeerAuthentication", target.workloads())
                        .or(() -> existing.nameTaken("PeerAuthentication", service.namespace(), service.name())),
                target,
                "PeerAuthentication",
                () -> PeerAuthentications.file(target, open));
        if (!scope.withAuthorization()) {
            return;
        }
        var mine = callers.of(target.aliases());
        addUnless(
                existing.selecting("AuthorizationPolicy", target.workloads())
                        .or(() -> existing.nameTaken("AuthorizationPolicy", service.namespace(), service.name())),
                target,
                "AuthorizationPolicy",
                () -> AuthorizationPolicies.file(target, mine, open));
        Choices.ofPolicies(target, mine, open, choices);
        if (mine.entryUnknown()) {
            omit(
                    target,
                    "enforcement of the AuthorizationPolicy",
                    "traffic from outside comes through a gateway whose identity is not known; its policy stays dry-run"
                            + " until ingressGateways in meshwright.yaml says who it is");
        }
        mine.nameless()
                .forEach(caller -> omit(
                        target,
                        "rule for " + caller,
                        "the input shows no workload, so no identity, behind this caller"));
    }

    private Optional<String> reasonAgainstPolicies(Target target) {
        if (!target.closed()) {
            return Optional.of("the policies of " + target.aliases().getFirst().id() + " are for the same pods");
        }
        if (target.workloads().isEmpty()) {
            return Optional.of("no workload in the input has the labels that the Service selects");
        }
        if (target.workloads().stream().allMatch(Workload::hostNetwork)) {
            return Optional.of("its pods use the host's network, so no sidecar is injected");
        }
        return target.workloads().stream().allMatch(Generator::hasNoSidecar)
                ? Optional.of("sidecar.istio.io/inject is \"false\", so nothing would enforce it")
                : Optional.empty();
    }

    private static boolean hasNoSidecar(Workload workload) {
        var label = workload.labels().get("sidecar.istio.io/inject");
        var annotation = workload.annotations().get("sidecar.istio.io/inject");
        return "false".equals(label) || (label == null && "false".equals(annotation));
    }

    /// All Services that share a workload with this one.
    private List<Service> overlapping(Target target) {
        var found = new TreeMap<String, Service>();
        found.put(target.id(), target.service());
        for (var workload : target.service().workloads()) {
            overPods.getOrDefault(workload, List.of()).forEach(service -> found.put(service.id(), service));
        }
        return List.copyOf(found.values());
    }

    private void addUnless(Optional<String> reason, Target target, String kind, Supplier<GeneratedFile> file) {
        if (reason.isPresent()) {
            omit(target, kind, reason.get());
        } else {
            unwritten.add(file);
        }
    }

    private void omit(Target target, String what, String why) {
        omissions.add(new Omission(target.id(), what, why));
    }
}
