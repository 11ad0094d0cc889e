package dev.meshwright.topology.diff;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.meshwright.topology.Edge;
import dev.meshwright.topology.Edge.Confidence;
import dev.meshwright.topology.ExternalCall;
import dev.meshwright.topology.Protocol;
import dev.meshwright.topology.Service;
import dev.meshwright.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// What a newer map has that an older one has not, the other way around, and what both have that is not the same.
/// Everything is in the order of names.
///
/// @param services by `namespace/name`
/// @param ports of services that both have
/// @param warnings what could not be read of either map, so that it may be missing here
public record MapDiff(
        Part<String> services,
        Part<Port> ports,
        Part<Call> edges,
        Part<External> external,
        List<Topology.Warning> warnings) {
    public MapDiff {
        warnings = List.copyOf(warnings);
    }

    /// What differs in one respect.
    public record Part<T>(List<T> added, List<T> removed, List<Change> changed) {
        public Part {
            added = List.copyOf(added);
            removed = List.copyOf(removed);
            changed = List.copyOf(changed);
        }

        @JsonIgnore
        public boolean isEmpty() {
            return added.isEmpty() && removed.isEmpty() && changed.isEmpty();
        }
    }

    /// A field that has another value now.
    ///
    /// @param of what it is a field of, such as `shop/web -> shop/cart`
    public record Change(String of, String field, String before, String after) {}

    public record Port(String service, int port, String name, Protocol protocol) {}

    /// An edge without its evidence.
    public record Call(String from, String to, int port, Protocol protocol, Confidence confidence) {
        static Call of(Edge edge) {
            return new Call(edge.from(), edge.to(), edge.port(), edge.protocol(), edge.confidence());
        }
    }

    public record External(String from, String host, int port, Protocol protocol) {
        static External of(ExternalCall call) {
            return new External(call.from(), call.host(), call.port(), call.protocol());
        }
    }

    /// Whether both maps show the same.
    @JsonIgnore
    public boolean isEmpty() {
        return services.isEmpty() && ports.isEmpty() && edges.isEmpty() && external.isEmpty();
    }

    public static MapDiff between(Topology before, Topology after) {
        var services = new Comparison<Service>(Service::id, List.of()).between(before.services(), after.services());
        var changed = new ArrayList<Change>();
        services.kept().forEach(pair -> {
            Comparison.add(changed, pair.before().id(), "serviceAccount", pair, Service::serviceAccount);
            Comparison.add(
                    changed, pair.before().id(), "workloads", pair, service -> String.join(", ", service.workloads()));
        });
        return new MapDiff(
                new Part<>(
                        services.added().stream().map(Service::id).toList(),
                        services.removed().stream().map(Service::id).toList(),
                        changed),
                ports(services),
                edges(before, after),
                external(before, after),
                Stream.concat(before.warnings().stream(), after.warnings().stream())
                        .filter(warning -> warning.kind().equals("unreadable"))
                        .distinct()
                        .sorted(Topology.Warning.ORDER)
                        .toList());
    }

    private static Part<Port> ports(Comparison.Outcome<Service> services) {
        var all = new Comparison<Port>(port -> port.service() + " " + port.port(), List.of())
                .between(
                        services.kept().stream()
                                .flatMap(pair -> ports(pair.before()))
                                .toList(),
                        services.kept().stream()
                                .flatMap(pair -> ports(pair.after()))
                                .toList());
        var changed = new ArrayList<Change>();
        all.kept().forEach(pair -> {
            String of = pair.before().service() + ":" + pair.before().port();
            Comparison.add(changed, of, "name", pair, Port::name);
            Comparison.add(
                    changed, of, "protocol", pair, port -> port.protocol().word());
        });
        return new Part<>(all.added(), all.removed(), changed);
    }

    private static Stream<Port> ports(Service service) {
        return service.ports().stream().map(port -> new Port(service.id(), port.port(), port.name(), port.protocol()));
    }

    private static Part<Call> edges(Topology before, Topology after) {
        var calls = new Comparison<Call>(
                        call -> call.from() + " " + call.to() + " " + call.port(),
                        List.of(call -> call.from() + " " + call.to()))
                .between(
                        before.edges().stream().map(Call::of).toList(),
                        after.edges().stream().map(Call::of).toList());
        var changed = new ArrayList<Change>();
        calls.kept().forEach(pair -> {
            String of = pair.before().from() + " -> " + pair.before().to();
            Comparison.add(changed, of, "port", pair, call -> Integer.toString(call.port()));
            Comparison.add(
                    changed, of, "protocol", pair, call -> call.protocol().word());
            Comparison.add(
                    changed, of, "confidence", pair, call -> call.confidence().word());
        });
        return new Part<>(calls.added(), calls.removed(), changed);
    }

    private static Part<External> external(Topology before, Topology after) {
        var calls = new Comparison<External>(
                        call -> call.from() + " " + call.host() + " " + call.port(),
                        List.of(call -> call.from() + " " + call.host()))
                .between(
                        before.external().stream().map(External::of).toList(),
                        after.external().stream().map(External::of).toList());
        var changed = new ArrayList<Change>();
        calls.kept().forEach(pair -> {
            String of = pair.before().from() + " -> " + pair.before().host();
            Comparison.add(changed, of, "port", pair, call -> Integer.toString(call.port()));
            Comparison.add(
                    changed, of, "protocol", pair, call -> call.protocol().word());
        });
        return new Part<>(calls.added(), calls.removed(), changed);
    }
}
