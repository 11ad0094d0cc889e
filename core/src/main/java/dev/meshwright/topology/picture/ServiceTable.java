package dev.meshwright.topology.picture;

import dev.meshwright.MeshwrightException;
import dev.meshwright.topology.Edge;
import dev.meshwright.topology.Evidence;
import dev.meshwright.topology.Service;
import dev.meshwright.topology.Topology;
import java.util.List;

/// One service for a terminal: who calls it, whom it calls, where that stands, and who is affected when it fails.
public final class ServiceTable {
    private final Topology topology;
    private final Service service;
    private final boolean all;
    private final ServiceNames names;

    private ServiceTable(Topology topology, Service service, boolean all) {
        this.topology = topology;
        this.service = service;
        this.all = all;
        this.names = new ServiceNames(topology);
    }

    /// Writes about one service.
    ///
    /// @param name `namespace/name`, or the name alone where only one namespace has it
    /// @throws MeshwrightException if no service, or more than one, has this name
    public static String of(Topology topology, String name, boolean all) {
        List<Service> found = topology.services().stream()
                .filter(service -> service.id().equals(name) || service.name().equals(name))
                .toList();
        if (found.isEmpty()) {
            throw new MeshwrightException("no service is called \"" + ServiceNames.printable(name)
                    + "\"; `meshwright map` lists those there are.");
        }
        if (found.size() > 1) {
            throw new MeshwrightException(
                    "\"" + ServiceNames.printable(name) + "\" is in several namespaces; write one of "
                            + String.join(", ", found.stream().map(Service::id).toList()) + ".");
        }
        return new ServiceTable(topology, found.getFirst(), all).text();
    }

    private String text() {
        return ServiceNames.printable(service.id()) + "   " + ports() + "   "
                + ServiceNames.printable(service.where().toString()) + "\n\n"
                + section("Callers", callers(), "none that the manifests show")
                + section("Callees", callees(), "none that the manifests show")
                + section("Timeouts", timeouts(), "none")
                + blastRadius();
    }

    private String ports() {
        return service.ports().isEmpty()
                ? "no Service in front of it"
                : Columns.list(
                        service.ports().stream()
                                .map(port -> Words.protocolAndPort(port.protocol(), port.port()))
                                .toList(),
                        60,
                        all);
    }

    private static String section(String title, Columns rows, String none) {
        return title + (rows.isEmpty() ? "   " + none + "\n" : "\n" + rows.text("  ")) + "\n";
    }

    private Columns callers() {
        var rows = new Columns();
        topology.edges().stream()
                .filter(edge -> edge.to().equals(service.id()))
                .forEach(edge -> call(rows, names.of(edge.from()), edge));
        return rows;
    }

    private Columns callees() {
        var rows = new Columns();
        topology.edges().stream()
                .filter(edge -> edge.from().equals(service.id()))
                .forEach(edge -> call(rows, names.of(edge.to()), edge));
        topology.external().stream()
                .filter(call -> call.from().equals(service.id()))
                .forEach(call -> evidence(
                        rows,
                        Words.host(call),
                        Words.protocolAndPort(call.protocol(), call.port()),
                        "external",
                        call.evidence()));
        return rows;
    }

    private static void call(Columns rows, String other, Edge edge) {
        evidence(
                rows,
                other,
                Words.protocolAndPort(edge.protocol(), edge.port()),
                edge.confidence().word(),
                edge.evidence());
    }

    private static void evidence(Columns rows, String other, String protocol, String kind, List<Evidence> lines) {
        String name = other;
        String what = protocol;
        String how = kind;
        for (var line : lines) {
            rows.row(
                    name,
                    what,
                    how,
                    ServiceNames.printable(line.place()),
                    ServiceNames.printable(line.how() + " " + line.text()));
            name = "";
            what = "";
            how = "";
        }
        if (lines.isEmpty()) {
            rows.row(name, what, how);
        }
    }

    private Columns timeouts() {
        var rows = new Columns();
        for (var timeout : service.timeouts()) {
            String to = timeout.to();
            rows.row(
                    Words.seconds(timeout.seconds()),
                    timeout.meaning().word(),
                    to == null ? "" : "to " + names.of(to),
                    ServiceNames.printable(timeout.file()) + ":" + timeout.line());
        }
        return rows;
    }

    private String blastRadius() {
        var affected = topology.graph().affectedBy(service.id());
        boolean ingress = affected.remove(Edge.INGRESS) != null;
        if (affected.isEmpty()) {
            return "When it fails   "
                    + (ingress ? "traffic from outside is affected" : "nobody who is known is affected") + "\n";
        }
        var rows = new Columns();
        int furthest = affected.lastEntry().getValue();
        for (int distance = 1; distance <= furthest; distance++) {
            int wanted = distance;
            var these = affected.sequencedEntrySet().stream()
                    .filter(entry -> entry.getValue() == wanted)
                    .map(entry -> names.of(entry.getKey()))
                    .toList();
            if (these.isEmpty()) {
                continue;
            }
            rows.row(
                    distance == 1 ? "directly" : "through " + Columns.count(distance - 1, "other", "others"),
                    Columns.list(these, Columns.WIDTH - 24, all));
        }
        return "When it fails   " + Columns.count(affected.size(), "service is", "services are") + " affected"
                + (ingress ? ", and traffic from outside" : "") + "\n" + rows.text("  ");
    }
}
