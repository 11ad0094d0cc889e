package dev.meshwright.topology;

import dev.meshwright.manifest.Manifests;
import dev.meshwright.manifest.Problem;
import dev.meshwright.topology.source.SourceTrees;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ForkJoinTask;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Manifests to topology.
///
/// In steps: [Workloads] and [ServiceReader] find what runs; each [Detector] finds the settings of a workload;
/// [MentionReader] finds the hosts in them; [SourceCalls] finds those in source trees; [Resolver] decides what a host
/// is; [Edges] puts together what says the same.
public final class TopologyMapper {
    private static final Comparator<Timeout> TIMEOUTS =
            Comparator.comparing(Timeout::file).thenComparingInt(Timeout::line).thenComparing(Timeout::value);

    private final Manifests manifests;
    private final SourceTrees sources;
    private final List<Workload> workloads;
    private final List<Service> declared;
    private final Owners owners;
    private final Configs configs;
    private final Map<String, List<Setting>> settings = new HashMap<>();

    private TopologyMapper(Manifests manifests, SourceTrees sources) {
        this.manifests = manifests;
        this.sources = sources;
        this.workloads = Workloads.of(manifests);
        this.declared = ServiceReader.services(manifests, workloads);
        this.owners = Owners.of(declared);
        this.configs = Configs.of(manifests, workloads, owners);
    }

    /// The same topology for the same manifests, in whatever order they come. Never fails: what cannot be read is left
    /// out or stands among the warnings.
    public static Topology map(Manifests manifests) {
        return map(manifests, SourceTrees.NONE);
    }

    /// The same, with what the code of the workloads says.
    public static Topology map(Manifests manifests, SourceTrees sources) {
        return new TopologyMapper(manifests, sources).map();
    }

    private Topology map() {
        var index = ServiceIndex.of(declared);
        var placement = new Placement(manifests, byId(declared), namespaces());
        var routes = RouteDetector.read(manifests, index, placement);
        var resolver = new Resolver(
                index, placement, owners, namespaces(), routes.hosts(), ServiceEntries.of(manifests), externalNames());
        readSettings(resolver);

        var sourceOwners = new SourceOwners(workloads, owners, sources.components());
        var code = new SourceCalls(sources, sourceOwners, owners, declared);
        code.resolve(resolver, settings);

        var calls = new ArrayList<>(resolver.calls());
        calls.addAll(GrpcCalls.of(sources, sourceOwners, owners, declared));
        calls.addAll(routes.calls());
        calls.addAll(new NameAffinity(declared).calls(pairs(calls)));
        calls.addAll(intended(index));

        var clients = new ClientDefaults(sources, sourceOwners, owners);
        var services = completed(calls, RouteRule.of(manifests, index), code.settings(), clients);
        var joiner = new Edges(byId(services));
        var edges = joiner.of(calls);
        var unknown = ForkJoinTask.adapt(() -> Unknowns.of(services, workloads, configs, settings, code.workloads()))
                .fork();
        var possible = ForkJoinTask.adapt(() -> joiner.possible(calls, edges)).fork();
        return new Topology(
                services,
                workloads,
                edges,
                possible.join(),
                Edges.external(resolver.external()),
                unknown.join(),
                warnings(
                        services,
                        edges,
                        resolver.dangling(),
                        SourceWarnings.of(sources, sourceOwners, declared),
                        clients));
    }

    private List<Call> intended(ServiceIndex index) {
        var intended = new Intended(owners, declared);
        var calls = new ArrayList<>(NetworkPolicyDetector.calls(manifests, workloads, intended));
        calls.addAll(SidecarDetector.calls(manifests, workloads, index, intended));
        return calls;
    }

    private static Map<String, Service> byId(List<Service> services) {
        var byId = new TreeMap<String, Service>();
        services.forEach(service -> byId.put(service.id(), service));
        return byId;
    }

    /// Workloads are read independently, but resolved in their order.
    private void readSettings(Resolver resolver) {
        for (var told : workloads.parallelStream().map(this::told).toList()) {
            settings.computeIfAbsent(told.workload().id(), _ -> new ArrayList<>())
                    .addAll(told.settings());
            told.mentions().forEach(resolver::resolve);
        }
    }

    /// What a workload is told, and the hosts in it.
    private record Told(Workload workload, List<Setting> settings, List<Mention> mentions) {}

    private Told told(Workload workload) {
        var all = new ArrayList<Setting>();
        var mentions = new ArrayList<Mention>();
        for (var detector : Detector.ALL) {
            for (var group : detector.settings(workload, configs)) {
                all.addAll(group.settings());
                MentionReader.mentions(group).forEach(mentions::add);
            }
        }
        return new Told(workload, all, mentions);
    }

    private Set<String> namespaces() {
        var namespaces = new HashSet<String>();
        declared.forEach(service -> namespaces.add(service.namespace()));
        return namespaces;
    }

    private Map<String, String> externalNames() {
        var names = new HashMap<String, String>();
        manifests
                .ofKind("", "Service")
                .filter(service -> service.root()
                        .text("spec", "type")
                        .filter("ExternalName"::equals)
                        .isPresent())
                .forEach(service ->
                        service.root().text("spec", "externalName").ifPresent(name -> names.put(service.id(), name)));
        return names;
    }

    private static Set<String> pairs(List<Call> calls) {
        var pairs = new HashSet<String>();
        calls.forEach(call -> pairs.add(call.from() + " " + call.to().id()));
        return pairs;
    }

    /// With ports, timeouts and retries.
    ///
    /// @param inSource what configuration files in source trees set, by the workload's id
    private List<Service> completed(
            List<Call> calls, List<RouteRule> routes, Map<String, List<Setting>> inSource, ClientDefaults clients) {
        var routeTimeouts = RouteTimeouts.of(routes);
        var routeRetries = RouteRetries.of(routes);
        var protocols = new ProtocolReader(workloads, calls);
        var targets = targets(calls);
        var services = new ArrayList<Service>();
        for (var service : declared) {
            var own = new ArrayList<Setting>();
            for (var id : service.workloads()) {
                own.addAll(settings.getOrDefault(id, List.of()));
                own.addAll(inSource.getOrDefault(id, List.of()));
                own.addAll(clients.limits(id));
            }
            var called = targets.getOrDefault(service.id(), Map.of());
            var timeouts = new ArrayList<>(TimeoutReader.timeouts(own, called));
            timeouts.addAll(clients.timeouts(service, timeouts));
            timeouts.addAll(routeTimeouts.getOrDefault(service.id(), List.of()));
            timeouts.sort(TIMEOUTS);
            var retries = new ArrayList<>(RetryReader.retries(own, called));
            retries.addAll(clients.retries(service, retries));
            retries.addAll(routeRetries.getOrDefault(service.id(), List.of()));
            retries.sort(Retry.ORDER);
            services.add(new Service(
                    service.name(),
                    service.namespace(),
                    service.type(),
                    service.selector(),
                    protocols.ports(service),
                    service.workloads(),
                    service.serviceAccount(),
                    timeouts,
                    retries,
                    service.where()));
        }
        return services;
    }

    /// Per caller: whom it calls, by what the key of the address is about.
    private static Map<String, Map<List<String>, String>> targets(List<Call> calls) {
        var targets = new HashMap<String, Map<List<String>, String>>();
        for (var call : calls) {
            var about = TimeoutReader.about(call.key().subject());
            if (!about.isEmpty()) {
                targets.computeIfAbsent(call.from(), _ -> new HashMap<>())
                        .putIfAbsent(about, call.to().id());
            }
        }
        return targets;
    }

    private List<Topology.Warning> warnings(
            List<Service> services,
            List<Edge> edges,
            List<Resolver.Dangling> dangling,
            List<Topology.Warning> ofSource,
            ClientDefaults clients) {
        var names = new Names(services);
        var warnings = new ArrayList<>(ofSource);
        for (var problem : manifests.problems()) {
            if (problem.level() == Problem.Level.ERROR) {
                warnings.add(new Topology.Warning(
                        "unreadable",
                        problem.message(),
                        problem.where().file(),
                        problem.where().line()));
            }
        }
        for (var problem : configs.problems()) {
            warnings.add(new Topology.Warning(
                    "unreadable",
                    problem.message(),
                    problem.where().file(),
                    problem.where().line()));
        }
        Stream.<Supplier<List<Topology.Warning>>>of(
                        () -> CallWarnings.of(services, edges),
                        () -> TimeoutWarnings.of(services, stores(), clients, names),
                        () -> DanglingWarnings.of(dangling, services, names),
                        () -> ProbeWarnings.of(workloads))
                .parallel()
                .map(Supplier::get)
                .toList()
                .forEach(warnings::addAll);
        warnings.sort(Topology.Warning.ORDER);
        return warnings;
    }

    private Set<String> stores() {
        var stores = new TreeSet<String>();
        workloads.stream().filter(Unknowns::isStore).map(owners::of).forEach(stores::add);
        return stores;
    }
}
