package dev.meshwright.rollout;

import dev.meshwright.generate.GeneratedFile;
import dev.meshwright.generate.Generation;
import dev.meshwright.generate.Scope;
import dev.meshwright.intent.Decisions;
import dev.meshwright.intent.Intent;
import dev.meshwright.topology.Edge;
import dev.meshwright.topology.Protocol;
import dev.meshwright.topology.Service;
import dev.meshwright.topology.Topology;
import dev.meshwright.topology.Workload;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Topology and decisions to a [Plan]: the least critical services join first, the entry last, and a service closes
/// (STRICT, policy enforced) only once the last of its known callers has its proxy.
public final class Planner {
    private static final int DAYS = 5;

    private final Topology topology;
    private final Map<String, Tier> tiers;
    private final SequencedMap<String, Service> services;
    private final Map<String, Workload> workloads;
    private final Map<String, Tier> firstTiers;
    private final Map<String, List<Edge>> callersOf;

    private Planner(Topology topology, Decisions decisions, Intent intent, Scope scope) {
        this.topology = topology;
        this.tiers = Tier.ofAll(topology, decisions, intent);
        this.workloads = new HashMap<>();
        topology.workloads().stream()
                .filter(KubernetesName::isTaken)
                .forEach(workload -> workloads.putIfAbsent(workload.id(), workload));
        this.services = new TreeMap<>();
        topology.services().stream()
                .filter(service -> service.type() != Service.Type.EXTERNAL_NAME)
                .filter(service -> scope.services().test(service.id()))
                .filter(service -> KubernetesName.isTaken(service.namespace(), service.name()))
                .forEach(service -> services.putIfAbsent(service.id(), service));
        this.firstTiers = firstTiers();
        this.callersOf = topology.edges().stream()
                .filter(edge -> !edge.from().equals(edge.to()))
                .collect(Collectors.groupingBy(Edge::to));
    }

    /// The plan for the services in scope; the others are not in the mesh.
    ///
    /// @param generation what was generated: a service without a PeerAuthentication cannot be closed
    public static Plan plan(Topology topology, Decisions decisions, Intent intent, Scope scope, Generation generation) {
        return new Planner(topology, decisions, intent, scope).plan(generation);
    }

    private Plan plan(Generation generation) {
        var members = new TreeMap<Tier, List<String>>();
        services.keySet()
                .forEach(id -> members.computeIfAbsent(tierOf(id), _ -> new ArrayList<>())
                        .add(id));
        var order = List.copyOf(members.keySet());
        var closings = new Closings(
                topology, services, workloads, closable(generation), service -> order.indexOf(tierOf(service)));
        var days = Days.spread(
                order.stream()
                        .map(tier -> members.getOrDefault(tier, List.of()).size())
                        .toList(),
                DAYS);
        var phases = new ArrayList<Plan.Phase>();
        for (int i = 0; i < order.size(); i++) {
            var tier = order.get(i);
            var joins = members.getOrDefault(tier, List.of());
            var closes = closings.closedIn(i);
            phases.add(new Plan.Phase(
                    i + 1,
                    tier.word(),
                    tier.title(),
                    days.get(i).first(),
                    days.get(i).last(),
                    joins,
                    closes,
                    restarts(tier),
                    watch(closes),
                    smokeTests(closes, i, order),
                    exitCriteria(closes)));
        }
        return new Plan(phases, phases.isEmpty() ? 0 : phases.getLast().lastDay(), closings.open());
    }

    private static Set<String> closable(Generation generation) {
        var policies = generation.files().stream()
                .map(GeneratedFile::path)
                .filter(path -> path.endsWith("/peer-authentication.yaml"))
                .collect(Collectors.toSet());
        return generation.folders().entrySet().stream()
                .filter(folder -> policies.contains(folder.getValue() + "/peer-authentication.yaml"))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /// The tier in which each workload joins: that of its first service to do so.
    private Map<String, Tier> firstTiers() {
        var first = new HashMap<String, Tier>();
        for (var service : services.values()) {
            var tier = tierOf(service.id());
            service.workloads().forEach(workload -> first.merge(workload, tier, (a, b) -> a.compareTo(b) <= 0 ? a : b));
        }
        return first;
    }

    private Tier tierOf(String service) {
        return tiers.getOrDefault(service, Tier.INTERNAL);
    }

    private List<Plan.Restart> restarts(Tier tier) {
        return workloads.values().stream()
                .filter(workload -> firstTiers.get(workload.id()) == tier)
                .sorted(Comparator.comparing(Workload::id))
                .map(workload -> new Plan.Restart(workload.kind(), workload.namespace(), workload.name()))
                .toList();
    }

    private List<Plan.SmokeTest> smokeTests(List<String> closes, int phase, List<Tier> order) {
        var tests = new ArrayList<Plan.SmokeTest>();
        var joined = services.values().stream()
                .filter(service -> order.indexOf(tierOf(service.id())) <= phase)
                .filter(service -> service.workloads().stream()
                        .map(workloads::get)
                        .anyMatch(workload -> workload != null && !workload.isJob()))
                .toList();
        for (var id : closes) {
            var service = Objects.requireNonNull(services.get(id));
            var callers = callersOf.getOrDefault(id, List.of());
            for (var edge : callers) {
                if (!edge.fromIngress() && edge.port() > 0) {
                    tests.add(new Plan.SmokeTest(
                            edge.from(),
                            id,
                            edge.port(),
                            true,
                            edge.evidence().isEmpty()
                                    ? "known call"
                                    : edge.evidence().getFirst().place()));
                }
            }
            service.ports().stream()
                    .filter(port -> port.protocol() != Protocol.UDP)
                    .findFirst()
                    .flatMap(port -> joined.stream()
                            .filter(other -> isStranger(other, service, callers))
                            .findFirst()
                            .map(other -> new Plan.SmokeTest(
                                    other.id(), id, port.port(), false, "nothing shows that it calls " + id)))
                    .ifPresent(tests::add);
        }
        return tests;
    }

    private static boolean isStranger(Service other, Service service, List<Edge> callers) {
        return !other.serviceAccount().isEmpty()
                && !(other.serviceAccount().equals(service.serviceAccount())
                        && other.namespace().equals(service.namespace()))
                && callers.stream().noneMatch(edge -> edge.from().equals(other.id()));
    }

    private static List<String> watch(List<String> closes) {
        var watch = new ArrayList<String>();
        watch.add("error rate and latency of the services that joined, against the hour before");
        watch.add("connections without mutual TLS: istio_requests_total{connection_security_policy=\"none\"}");
        watch.add("what the policies would refuse: istio_dry_run_result=\"denied\" in the access log");
        if (!closes.isEmpty()) {
            watch.add("refusals after closing: istio_requests_total{response_code=\"403\",reporter=\"destination\"}");
        }
        return watch;
    }

    private static List<String> exitCriteria(List<String> closes) {
        var criteria = new ArrayList<String>();
        criteria.add("every restarted pod is ready and has two containers, one of them istio-proxy");
        criteria.add("error rate and 99th percentile latency are where they were for one hour");
        criteria.add(
                closes.isEmpty() ? "no known call is named by the dry-run of a policy" : "every smoke test passes");
        return criteria;
    }
}
