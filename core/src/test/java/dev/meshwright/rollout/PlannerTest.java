package dev.meshwright.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.generate.GeneratedFile;
import dev.meshwright.generate.Generation;
import dev.meshwright.generate.Scope;
import dev.meshwright.intent.Decisions;
import dev.meshwright.intent.Intent;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Node;
import dev.meshwright.manifest.Source;
import dev.meshwright.topology.Edge;
import dev.meshwright.topology.Evidence;
import dev.meshwright.topology.Protocol;
import dev.meshwright.topology.Service;
import dev.meshwright.topology.Topology;
import dev.meshwright.topology.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PlannerTest {
    private static final Source HERE = new Source("mesh.yaml", 1, 1);
    private final List<Service> services = new ArrayList<>();
    private final List<Workload> workloads = new ArrayList<>();
    private final List<Edge> edges = new ArrayList<>();
    private Scope scope = Scope.everything(true);

    @Test
    void leavesJoinFirstAndTheEntryLast() {
        service("gateway", Map.of());
        service("orders", Map.of());
        service("stock", Map.of());
        service("mailer", Map.of());
        call(Edge.INGRESS, "gateway");
        call("gateway", "orders");
        call("orders", "stock");
        call("stock", "mailer");

        assertThat(plan().phases().stream().map(Plan.Phase::joins))
                .containsExactly(
                        List.of("shop/mailer"), List.of("shop/stock"), List.of("shop/orders"), List.of("shop/gateway"));
    }

    @Test
    void serviceClosesInThePhaseOfItsLastCaller() {
        service("gateway", Map.of());
        service("orders", Map.of());
        service("mailer", Map.of());
        call(Edge.INGRESS, "gateway");
        call("gateway", "orders");
        call("orders", "mailer");
        call("gateway", "mailer");

        assertThat(plan().phases().stream().map(Plan.Phase::closes))
                .containsExactly(List.of(), List.of(), List.of("shop/gateway", "shop/mailer", "shop/orders"));
    }

    @Test
    void noPhaseOfAnyMeshRefusesAKnownCall() {
        for (int seed = 0; seed < 50; seed++) {
            randomMesh(new Random(seed));
            var plan = plan();
            var joined = new HashMap<String, Integer>();
            plan.phases().forEach(phase -> phase.joins().forEach(id -> joined.put(id, phase.number())));
            for (var phase : plan.phases()) {
                for (var closed : phase.closes()) {
                    assertThat(joined.get(closed)).isLessThanOrEqualTo(phase.number());
                    assertThat(edges)
                            .filteredOn(edge -> edge.to().equals(closed))
                            .allSatisfy(
                                    edge -> assertThat(joined.get(edge.from())).isLessThanOrEqualTo(phase.number()));
                }
            }
            assertThat(plan.phases().stream()
                                    .mapToInt(phase -> phase.closes().size())
                                    .sum()
                            + plan.open().size())
                    .isEqualTo(services.size());
        }
    }

    @Test
    void serviceWhoseCallerNeverJoinsStaysOpen() {
        service("orders", Map.of());
        service("legacy", Map.of("sidecar.istio.io/inject", "false"));
        call("legacy", "orders");

        var plan = plan();

        assertThat(plan.open().stream().map(Plan.Open::service)).containsExactly("shop/legacy", "shop/orders");
        assertThat(plan.open().getLast().why()).contains("its caller shop/legacy turns injection off");
        assertThat(plan.phases()).allSatisfy(phase -> assertThat(phase.closes()).isEmpty());
    }

    @Test
    void ownLabelSaysHowCriticalAWorkloadIs() {
        service("auth", Map.of("app.kubernetes.io/component", "core"));
        service("mailer", Map.of());
        call("auth", "mailer");

        assertThat(plan().phases().stream().map(Plan.Phase::name)).containsExactly("workers", "core");
    }

    @Test
    void closedServiceIsTriedByACallerAndByAStranger() {
        service("orders", Map.of("tier", "core"));
        service("stock", Map.of("tier", "core"));
        service("mailer", Map.of("tier", "core"));
        call("orders", "stock");

        assertThat(plan().phases().getFirst().smokeTests())
                .filteredOn(test -> test.to().equals("shop/stock"))
                .extracting(Plan.SmokeTest::from, Plan.SmokeTest::allowed)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("shop/orders", true),
                        org.assertj.core.groups.Tuple.tuple("shop/mailer", false));
    }

    @Test
    void daysGoToThePhasesWithMostToDo() {
        assertThat(Days.spread(List.of(3, 8, 10, 1), 5))
                .containsExactly(new Days(1, 1), new Days(2, 2), new Days(3, 4), new Days(5, 5));
    }

    @Test
    void serviceWhoseCallerIsNotInScopeStaysOpen() {
        service("orders", Map.of());
        service("stock", Map.of());
        call("orders", "stock");
        scope = new Scope("shop/stock"::equals, true);

        assertThat(plan().phases().stream().flatMap(phase -> phase.joins().stream()))
                .containsExactly("shop/stock");
        assertThat(plan().open()).containsExactly(new Plan.Open("shop/stock", "its caller shop/orders has not joined"));
    }

    /// As if policies had been generated for every service.
    private Generation generation() {
        var folders = new LinkedHashMap<String, String>();
        services.forEach(service -> folders.put(service.id(), service.name()));
        return new Generation(
                new Decisions(List.of()),
                services.stream()
                        .map(service -> new GeneratedFile(service.name() + "/peer-authentication.yaml", ""))
                        .toList(),
                folders,
                List.of(),
                List.of());
    }

    private Plan plan() {
        return Planner.plan(
                new Topology(services, workloads, edges, List.of(), List.of(), List.of(), List.of()),
                new Decisions(List.of()),
                Intent.defaults(),
                scope,
                generation());
    }

    private void randomMesh(Random random) {
        services.clear();
        workloads.clear();
        edges.clear();
        int size = 2 + random.nextInt(20);
        for (int i = 0; i < size; i++) {
            service("s" + i, random.nextInt(10) == 0 ? Map.of("tier", "core") : Map.of());
        }
        for (int i = 0; i < size * 2; i++) {
            call("s" + random.nextInt(size), "s" + random.nextInt(size));
        }
    }

    private void service(String name, Map<String, String> labels) {
        var manifest = new Manifest(HERE, "apps/v1", "Deployment", "shop", name, new Node.Mapping(HERE, List.of()));
        workloads.add(new Workload(
                "Deployment",
                "shop",
                name,
                new LinkedHashMap<>(labels),
                new LinkedHashMap<>(),
                name,
                false,
                List.of(),
                new Node.Mapping(HERE, List.of()),
                manifest));
        services.add(new Service(
                name,
                "shop",
                Service.Type.CLUSTER_IP,
                new LinkedHashMap<>(),
                List.of(new Service.Port(80, "http", Protocol.HTTP, 8080, evidence())),
                List.of("shop/" + name),
                name,
                List.of(),
                HERE));
    }

    private void call(String from, String to) {
        edges.add(new Edge(
                from.equals(Edge.INGRESS) ? from : "shop/" + from,
                "shop/" + to,
                80,
                Protocol.HTTP,
                Edge.Confidence.DECLARED,
                List.of(evidence())));
    }

    private static Evidence evidence() {
        return new Evidence("mesh.yaml", 1, "env", "");
    }
}
