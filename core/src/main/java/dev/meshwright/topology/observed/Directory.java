package dev.meshwright.topology.observed;

import dev.meshwright.manifest.Node;
import dev.meshwright.topology.Edge;
import dev.meshwright.topology.HostNames;
import dev.meshwright.topology.Owners;
import dev.meshwright.topology.Service;
import dev.meshwright.topology.ServiceIndex;
import dev.meshwright.topology.Topology;
import dev.meshwright.topology.Workload;
import java.util.EnumMap;
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
    private static final Pattern SEPARATOR = Pattern.compile("[^a-z0-9]");
    private static final Pattern SERVICE_WORD = Pattern.compile("(?<=.)(service|svc)$");
    private static final Pattern PORT = Pattern.compile(":[0-9]+$");

    /// Gateways of common installations, for traffic of proxies that the input does not hold.
    private static final Pattern GATEWAY = Pattern.compile(
            "(.*-)?(istio-?ingress(gateway)?|ingress-?gateway|ingress-nginx|nginx-ingress|traefik|kong|haproxy-ingress)(-.*)?"
                    + "|ingressgateway-.*|.*-istio");
    private static final Pattern RELAY = Pattern.compile("(.*-)?(waypoint|egress-?gateway)(-.*)?");
    private static final Set<String> CONTROLLERS = Set.of("ingress-nginx", "nginx-ingress", "traefik", "kong");

    private final ServiceIndex index;
    private final Owners owners;
    private final Map<String, Service> services = new HashMap<>();
    private final Map<String, Workload> workloads = new HashMap<>();
    private final Map<String, Set<String>> byApp = new HashMap<>();
    private final Map<String, Set<String>> byAccount = new HashMap<>();
    private final Map<Tier, Map<String, Set<String>>> byTracedName = new EnumMap<>(Tier.class);
    private final Set<String> namespaces = new HashSet<>();

    /// Services and workloads whose manifests set no namespace, by name: they run wherever they were applied.
    private final Map<String, String> unplaced = new HashMap<>();

    Directory(Topology topology) {
        index = ServiceIndex.of(topology.services());
        owners = Owners.of(topology.services());
        topology.services().forEach(service -> {
            services.put(service.id(), service);
            namespaces.add(service.namespace());
            addTraced(Tier.SERVICE, service.name(), service.namespace(), service.id());
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

    /// What a name in traces may be, what says most first.
    private enum Tier {
        /// What the workload is told to call itself.
        TOLD,
        SERVICE,
        WORKLOAD,
        /// A label, which several workloads may have.
        LABEL,
        /// Any of these, as developers vary it.
        VARIED
    }

    /// Who somebody is.
    sealed interface Found {
        /// A service of the map, as `namespace/name`.
        record Member(String id) implements Found {}

        /// A host outside of the cluster.
        record Host(String host) implements Found {}

        /// Somebody whom the map does not have.
        record Unknown(String name) implements Found {}

        /// Somebody whom nobody names.
        record Nameless() implements Found {}

        /// Not an end of a call.
        record Relay() implements Found {}
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
        addTraced(Tier.WORKLOAD, workload.name(), workload.namespace(), owner);
        for (var label : List.of("service.istio.io/canonical-name", "app.kubernetes.io/name", "app")) {
            var app = workload.labels().get(label);
            if (app != null) {
                byApp.computeIfAbsent(workload.namespace() + "/" + app, _ -> new TreeSet<>())
                        .add(owner);
                addTraced(Tier.LABEL, app, workload.namespace(), owner);
            }
        }
        tracingNames(workload).forEach(name -> addTraced(Tier.TOLD, name, workload.namespace(), owner));
    }

    /// What the workload is told to call itself in traces.
    private static Stream<String> tracingNames(Workload workload) {
        return workload.podSpec().items("containers").stream()
                .flatMap(container -> container.items("env").stream())
                .flatMap(variable -> tracingName(variable).stream());
    }

    private static Optional<String> tracingName(Node variable) {
        return switch (variable.text("name").orElse("")) {
            case "OTEL_SERVICE_NAME", "JAEGER_SERVICE_NAME" -> variable.text("value");
            case "OTEL_RESOURCE_ATTRIBUTES" ->
                Stream.of(variable.text("value").orElse("").split(","))
                        .map(String::strip)
                        .filter(attribute -> attribute.startsWith("service.name="))
                        .map(attribute -> attribute.substring("service.name=".length()))
                        .findFirst();
            default -> Optional.empty();
        };
    }

    private void addTraced(Tier tier, String name, String namespace, String id) {
        String lower = name.toLowerCase(Locale.ROOT);
        for (var form : List.of(lower, lower + "." + namespace, namespace + "/" + lower)) {
            traced(tier).computeIfAbsent(form, _ -> new TreeSet<>()).add(id);
        }
        traced(Tier.VARIED).computeIfAbsent(core(name), _ -> new TreeSet<>()).add(id);
    }

    private Map<String, Set<String>> traced(Tier tier) {
        return byTracedName.computeIfAbsent(tier, _ -> new HashMap<>());
    }

    /// The name as developers vary it: `OrderService`, `order_service`, `order-svc`.
    private static String core(String name) {
        String letters = SEPARATOR.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("");
        return SERVICE_WORD.matcher(letters).replaceFirst("");
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
                return isRelay(workload.get())
                        ? new Found.Relay()
                        : new Found.Member(isGateway(workload.get()) ? Edge.INGRESS : owners.of(workload.get()));
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
        if (RELAY.matcher(last).matches()) {
            return new Found.Relay();
        }
        if (GATEWAY.matcher(last).matches()) {
            return new Found.Member(Edge.INGRESS);
        }
        return new Found.Unknown(namespace.isEmpty() || name.indexOf('/') > 0 ? name : namespace + "/" + name);
    }

    private Found traced(Party.Traced traced) {
        String name = traced.name().toLowerCase(Locale.ROOT);
        var candidates = Stream.of(Tier.values())
                .map(tier -> candidates(tier, name, traced.namespace()))
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(Set.of());
        var inNamespace = candidates.stream()
                .filter(id -> id.startsWith(traced.namespace() + "/"))
                .toList();
        if (inNamespace.size() == 1) {
            return new Found.Member(inNamespace.getFirst());
        }
        if (candidates.size() == 1) {
            String id = candidates.iterator().next();
            return isGateway(id) ? new Found.Member(Edge.INGRESS) : new Found.Member(id);
        }
        String bare = name.indexOf('.') < 0 ? name : name.substring(0, name.indexOf('.'));
        if (!candidates.isEmpty()
                || GATEWAY.matcher(bare).matches()
                || RELAY.matcher(bare).matches()) {
            return stranger(candidates.isEmpty() ? bare : traced.name(), traced.namespace());
        }
        return HostNames.looksPublic(name) ? new Found.Host(name) : stranger(traced.name(), traced.namespace());
    }

    private Set<String> candidates(Tier tier, String name, String namespace) {
        var names = traced(tier);
        return tier == Tier.VARIED
                ? names.getOrDefault(core(name), Set.of())
                : names.getOrDefault(namespace + "/" + name, names.getOrDefault(name, Set.of()));
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
                        .allMatch(workload -> workload != null && (isGateway(workload) || isRelay(workload)));
    }

    private static boolean isGateway(Workload workload) {
        return workload.isGateway()
                || CONTROLLERS.contains(workload.labels().getOrDefault("app.kubernetes.io/name", ""));
    }

    private static boolean isRelay(Workload workload) {
        return "egressgateway".equals(workload.labels().get("istio"))
                || workload.labels()
                        .getOrDefault("gateway.istio.io/managed", "")
                        .contains("waypoint");
    }
}
