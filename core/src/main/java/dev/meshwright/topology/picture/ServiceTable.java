package dev.meshwright.topology.picture;

import dev.meshwright.topology.Edge;
import dev.meshwright.topology.Evidence;
import dev.meshwright.topology.Service;
import dev.meshwright.topology.ServiceDetails;
import dev.meshwright.topology.Topology;
import dev.meshwright.topology.Traffic;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One service for a terminal: who calls it, whom it calls, where that stands, and who is affected when it fails.
public final class ServiceTable {
    private static final int OPERATIONS_SHOWN = 10;

    private final ServiceDetails details;
    private final Service service;
    private final boolean all;
    private final ServiceNames names;

    private ServiceTable(Topology topology, ServiceDetails details, boolean all) {
        this.details = details;
        this.service = details.service();
        this.all = all;
        this.names = new ServiceNames(topology);
    }

    /// Writes about one service.
    ///
    /// @param topology where the service is from
    public static String of(Topology topology, ServiceDetails details, boolean all) {
        return new ServiceTable(topology, details, all).text();
    }

    private String text() {
        return ServiceNames.printable(service.id()) + "   " + ports() + "   "
                + ServiceNames.printable(service.where().toString()) + "\n\n"
                + section("Callers", callers(), "none that the manifests show")
                + section("Callees", callees(), "none that the manifests show")
                + section("Timeouts", timeouts(), "none")
                + section("Retries", retries(), "none that is known")
                + budgets()
                + place()
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
        details.callers().forEach(edge -> call(rows, names.of(edge.from()), edge));
        return rows;
    }

    private Columns callees() {
        var rows = new Columns();
        details.callees().forEach(edge -> call(rows, names.of(edge.to()), edge));
        details.external()
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
        if (edge.traffic() != null) {
            operations(rows, edge.traffic());
        }
    }

    /// What was asked for, below the evidence that it was.
    private static void operations(Columns rows, Traffic traffic) {
        traffic.operations().stream()
                .limit(OPERATIONS_SHOWN)
                .forEach(operation -> rows.row(
                        "",
                        "",
                        "",
                        Columns.count((int) Math.min(operation.requests(), Integer.MAX_VALUE), "request", "requests"),
                        ServiceNames.printable((operation.method() + " " + operation.path()).strip())));
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
                    to == null ? ofLibrary(timeout.library()) : "to " + names.of(to),
                    ServiceNames.printable(timeout.file()) + ":" + timeout.line());
        }
        return rows;
    }

    private static String ofLibrary(@Nullable String library) {
        return library == null ? "" : "default of " + library;
    }

    private Columns retries() {
        var rows = new Columns();
        for (var retry : service.retries()) {
            String to = retry.to();
            rows.row(
                    Columns.count(retry.tries(), "try", "tries"),
                    to == null ? ofLibrary(retry.library()) : "to " + names.of(to),
                    ServiceNames.printable(retry.file()) + ":" + retry.line());
        }
        return rows;
    }

    /// How long and how often its calls, and those to it, are tried with all that holds on the way.
    private String budgets() {
        var rows = new Columns();
        for (var budget : details.budgets()) {
            boolean isOwn = budget.from().equals(service.id());
            String by = budget.limitedBy();
            Double seconds = budget.seconds();
            rows.row(
                    (isOwn ? "to " : "from ") + names.of(isOwn ? budget.to() : budget.from()),
                    seconds == null ? "no end" : "within " + Words.seconds(seconds),
                    by == null || by.equals(budget.from()) ? "" : "by " + names.of(by),
                    budget.tries() == 1 ? "" : "up to " + Columns.count(budget.tries(), "call", "calls"),
                    budget.tries() == 1 || budget.path().size() < 3 ? "" : String.join(" → ", names.of(budget.path())));
        }
        return rows.isEmpty() ? "" : section("Budgets", rows, "");
    }

    private String place() {
        var rows = new Columns();
        if (details.layer() > 0) {
            rows.row("Layer", Integer.toString(details.layer()));
        }
        if (details.cutsOff() > 0) {
            rows.row("Only way", "to " + Columns.count(details.cutsOff(), "other service", "other services"));
        }
        for (var cycle : details.cycles()) {
            rows.row("Cycle", String.join(" → ", names.of(cycle.way())));
            for (var call : cycle.closedBy()) {
                String where =
                        call.file().isEmpty() ? "" : "   " + ServiceNames.printable(call.file()) + ":" + call.line();
                rows.row("", "closed by " + names.of(call.from()) + " → " + names.of(call.to()) + where);
            }
        }
        return rows.isEmpty() ? "" : rows.text("") + "\n";
    }

    private String blastRadius() {
        return reach("When it fails", "affected", details.dependents(), "nobody who is known is affected")
                + reach("What it needs", "needed", details.dependencies(), "no other service that is known");
    }

    /// Those on one side, by their distance.
    private String reach(String title, String verb, List<ServiceDetails.Reach> reached, String nobody) {
        boolean ingress = reached.stream().anyMatch(reach -> reach.service().equals(Edge.INGRESS));
        var byDistance = new TreeMap<Integer, List<String>>();
        reached.stream()
                .filter(reach -> !reach.service().equals(Edge.INGRESS))
                .forEach(reach -> byDistance
                        .computeIfAbsent(reach.calls(), _ -> new ArrayList<>())
                        .add(names.of(reach.service())));
        if (byDistance.isEmpty()) {
            return title + "   " + (ingress ? "traffic from outside is " + verb : nobody) + "\n";
        }
        var rows = new Columns();
        byDistance.forEach((distance, these) -> rows.row(
                distance == 1 ? "directly" : "through " + Columns.count(distance - 1, "other", "others"),
                Columns.list(these, Columns.WIDTH - 24, all)));
        int services = reached.size() - (ingress ? 1 : 0);
        return title + "   " + Columns.count(services, "service is ", "services are ") + verb
                + (ingress ? ", and traffic from outside" : "") + "\n" + rows.text("  ");
    }
}
