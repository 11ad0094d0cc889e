package dev.meshwright.topology.observed;

import dev.meshwright.topology.Edge;
import dev.meshwright.topology.HostNames;
import dev.meshwright.topology.Owners;
import dev.meshwright.topology.Service;
import dev.meshwright.topology.ServiceIndex;
import dev.meshwright.topology.Topology;
import dev.meshwright.topology.Workload;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Who a party is among the services of the map.
final class Directory {
    /// Where Istio sends what it must not let out.
    static final String BLACK_HOLE = "BlackHoleCluster";

    private static final String PASSTHROUGH = "PassthroughCluster";
    private static final String INBOUND = "InboundPassthroughCluster";
    private static final Pattern PRINCIPAL = Pattern.compile("(?:spiffe://)?[^/]+/ns/([^/]+)/sa/([^/]+)");
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[?[0-9a-f:]+]?", Pattern.CASE_INSENSITIVE);
    private static final Pattern PORT = Pattern.compile(":[0-9]+$");

    private final ServiceIndex index;
    private final Owners owners;
    private final Map<String, Service> services = new HashMap<>();
    private final Map<String, Workload> workloads = new HashMap<>();
    private final Map<String, Set<String>> byApp = new HashMap<>();
    private final Map<String, Set<String>> byAccount = new HashMap<>();
    private final TracedNames traced;
    private final Set<String> namespaces = new HashSet<>();

    /// Services and workloads whose manifests set no namespace, by name: they run wherever they were applied.
    private final Map<String, String> unplaced = new HashMap<>();

    Directory(Topology topology) {
        index = ServiceIndex.of(topology.services());
        owners = Owners.of(topology.services());
        traced = new TracedNames(topology, owners);
        topology.services().forEach(service -> {
            services.put(service.id(), service);
            namespaces.add(service.namespace());
        });
        topology.workloads().forEach(this::add);
        // A Service's name says more than that of a workload.
        topology.services().stream()
                .filter(service -> !service.workloads().isEmpty()
                        && service.workloads().stream().allMatch(this::isUnplaced))
                .forEach(service -> unplaced.put(service.name(), service.id()));
    }

    private boolean isUnplaced(String id) {
        var workload = workloads.get(id);
        return workload != null && workload.manifest().namespace().isEmpty();
    }

    private void add(Workload workload) {
        workloads.put(workload.id(), workload);
        namespaces.add(workload.namespace());
        String owner = owners.of(workload);
        if (workload.manifest().namespace().isEmpty()) {
            unplaced.put(workload.name(), owner);
        }
        byAccount
                .computeIfAbsent(workload.namespace() + "/" + workload.serviceAccount(), _ -> new TreeSet<>())
                .add(owner);
        for (var label : TracedNames.LABELS) {
            var app = workload.labels().get(label);
            if (app != null) {
                byApp.computeIfAbsent(workload.namespace() + "/" + app, _ -> new TreeSet<>())
                        .add(owner);
            }
        }
    }

    Found caller(Party party) {
        return switch (party) {
            case Party.Pods pods -> pods(pods);
            case Party.Called called ->
                service(called.namespace(), called.service())
                        .<Found>map(Found.Member::new)
                        .orElseGet(() -> pods(called.pods()));
            case Party.Traced traced -> traced(traced);
            case Party.Gateway _ -> new Found.Member(Edge.INGRESS);
            case Party.Relay _ -> new Found.Relay();
            case Party.Stranger _ -> new Found.Nameless();
        };
    }

    Found callee(Party party) {
        return switch (party) {
            case Party.Called called -> called(called);
            case Party.Pods pods -> notIngress(pods(pods));
            case Party.Traced traced -> notIngress(traced(traced));
            case Party.Gateway _, Party.Relay _ -> new Found.Relay();
            case Party.Stranger _ -> new Found.Nameless();
        };
    }

    /// What calls a gateway comes from outside, and is told by what the gateway calls.
    private static Found notIngress(Found found) {
        return found.equals(new Found.Member(Edge.INGRESS)) ? new Found.Relay() : found;
    }

    private Found called(Party.Called called) {
        var service = service(called.namespace(), called.service());
        String host = PORT.matcher(called.host()).replaceFirst("");
        if (service.isEmpty()) {
            service = index.resolve(host, called.namespace()).map(Service::id).or(() -> unplaced(host));
        }
        if (service.isPresent()) {
            return isGateway(service.get()) ? new Found.Relay() : new Found.Member(service.get());
        }
        boolean isOut = called.service().equals(PASSTHROUGH) || called.service().equals(BLACK_HOLE);
        var pods = isOut ? new Found.Nameless() : notIngress(pods(called.pods()));
        if (pods instanceof Found.Member) {
            return pods;
        }
        String wanted = host.isEmpty() && !isOut ? called.service() : host;
        if (isHost(wanted)) {
            return new Found.Host(wanted.toLowerCase(Locale.ROOT));
        }
        boolean isNamed =
                !called.service().isEmpty() && !isOut && !called.service().equals(INBOUND);
        if (isNamed && !(pods instanceof Found.Relay)) {
            return new Found.Unknown(
                    called.namespace().isEmpty() ? called.service() : called.namespace() + "/" + called.service());
        }
        return pods;
    }

    private static boolean isHost(String host) {
        return host.indexOf('.') > 0
                && !host.endsWith(".svc.cluster.local")
                && !host.endsWith(".svc")
                && !ADDRESS.matcher(host).matches();
    }

    private Found pods(Party.Pods pods) {
        if (!pods.workload().isEmpty()) {
            var workload = Optional.ofNullable(workloads.get(pods.namespace() + "/" + pods.workload()));
            if (workload.isPresent()) {
                return Proxies.isRelay(workload.get())
                        ? new Found.Relay()
                        : new Found.Member(
                                Proxies.isGateway(workload.get()) ? Edge.INGRESS : owners.of(workload.get()));
            }
            var elsewhere = unplaced(pods.namespace(), pods.workload());
            if (elsewhere.isPresent()) {
                return new Found.Member(elsewhere.get());
            }
        }
        // A certificate says less than a name: several workloads may have the same.
        var ids = pods.workload().isEmpty() && !account(pods.principal()).endsWith("/default")
                ? List.of(byApp(pods), byAccount.getOrDefault(account(pods.principal()), Set.of()))
                : List.of(byApp(pods));
        var only = ids.stream().filter(found -> found.size() == 1).findFirst();
        if (only.isPresent()) {
            return new Found.Member(only.get().iterator().next());
        }
        String name = Stream.of(pods.workload(), pods.app(), account(pods.principal()))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
        return stranger(name, pods.namespace());
    }

    /// Of several workloads with one label the one that bears its name.
    private Set<String> byApp(Party.Pods pods) {
        String id = pods.namespace() + "/" + pods.app();
        var found = byApp.getOrDefault(id, Set.of());
        return found.contains(id) ? Set.of(id) : found;
    }

    /// `namespace/account` of a certificate.
    private static String account(String principal) {
        var matcher = PRINCIPAL.matcher(principal);
        return matcher.matches() ? matcher.group(1) + "/" + matcher.group(2) : "";
    }

    private static Found stranger(String name, String namespace) {
        String last = name.substring(name.indexOf('/') + 1);
        if (name.isEmpty()) {
            return new Found.Nameless();
        }
        if (Proxies.isRelay(last)) {
            return new Found.Relay();
        }
        if (Proxies.isGateway(last)) {
            return new Found.Member(Edge.INGRESS);
        }
        return new Found.Unknown(namespace.isEmpty() || name.indexOf('/') > 0 ? name : namespace + "/" + name);
    }

    private Found traced(Party.Traced party) {
        var candidates = traced.candidates(party.name(), party.namespace());
        if (candidates.size() == 1) {
            String id = candidates.iterator().next();
            return new Found.Member(isGateway(id) ? Edge.INGRESS : id);
        }
        String bare = party.name().indexOf('.') < 0
                ? party.name()
                : party.name().substring(0, party.name().indexOf('.'));
        if (!candidates.isEmpty()) {
            return stranger(party.name(), party.namespace());
        }
        if (Proxies.isGateway(bare) || Proxies.isRelay(bare)) {
            return stranger(bare, party.namespace());
        }
        return HostNames.looksPublic(party.name())
                ? new Found.Host(party.name())
                : stranger(party.name(), party.namespace());
    }

    private Optional<String> service(String namespace, String name) {
        if (name.isEmpty()) {
            return Optional.empty();
        }
        String id = namespace + "/" + name;
        return services.containsKey(id) ? Optional.of(id) : unplaced(namespace, name);
    }

    private Optional<String> unplaced(String namespace, String name) {
        return namespaces.contains(namespace) || namespace.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(unplaced.get(name));
    }

    /// `service.namespace.svc`.
    private Optional<String> unplaced(String host) {
        String[] labels = host.split("\\.", 4);
        return labels.length > 2 && labels[2].equals("svc") ? unplaced(labels[1], labels[0]) : Optional.empty();
    }

    private boolean isGateway(String service) {
        var found = services.get(service);
        return found != null
                && !found.workloads().isEmpty()
                && found.workloads().stream()
                        .map(workloads::get)
                        .allMatch(workload ->
                                workload != null && (Proxies.isGateway(workload) || Proxies.isRelay(workload)));
    }
}
