package dev.meshwright.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.access.Proof;
import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Severity;
import dev.meshwright.generate.GeneratedFile;
import dev.meshwright.generate.Generation;
import dev.meshwright.intent.Decisions;
import dev.meshwright.intent.Intent;
import dev.meshwright.intent.ServiceClass;
import dev.meshwright.manifest.Source;
import dev.meshwright.rollout.Plan;
import dev.meshwright.topology.Edge;
import dev.meshwright.topology.Evidence;
import dev.meshwright.topology.Protocol;
import dev.meshwright.topology.Service;
import dev.meshwright.topology.Topology;
import dev.meshwright.topology.picture.TopologySvg;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OnboardReportTest {
    private static final String HOSTILE = "</script><img src=x onerror=alert(1)>{{script}}";

    @Test
    void theSummaryStandsInTheMarkup() {
        assertThat(report(onboarding("api")))
                .contains("2 services, 1 call, 0 external hosts")
                .contains("1 file for 1 service, 1 for the mesh")
                .contains("1 choice worth a look")
                .contains("no new policies admit the 1 call known and nothing else")
                .contains("9 objects, 1 finding: 0 errors, 1 warning")
                .contains("1 phase over 5 working days");
    }

    @Test
    void everySectionCanBeLinkedTo() {
        assertThat(report(onboarding("api")))
                .contains(
                        "id=\"graph\"",
                        "id=\"services\"",
                        "id=\"choices\"",
                        "id=\"findings\"",
                        "id=\"proof\"",
                        "id=\"rollout\"");
    }

    @Test
    void hostileNamesStayText() {
        String report = report(onboarding(HOSTILE));
        assertThat(report).doesNotContain("<img");
        assertThat(report.split("</script>", -1)).hasSize(3);
    }

    @Test
    void nothingIsLoaded() {
        assertThat(report(onboarding("api")))
                .contains("default-src 'none'")
                .doesNotContainPattern("(?i)<(link|iframe|object|embed)|\\ssrc=|href=\"(?!#)|url\\(|@import");
    }

    @Test
    void sameOnboardingSameBytes() {
        assertThat(report(onboarding("api"))).isEqualTo(report(onboarding("api")));
    }

    private static Onboarding onboarding(String name) {
        var evidence = new Evidence("k8s/web.yaml", 7, "env", "API_URL=http://" + name);
        var edge = new Edge("web/web", "shop/" + name, 80, Protocol.HTTP, Edge.Confidence.DECLARED, List.of(evidence));
        var topology = new Topology(
                List.of(service("shop", name), service("web", "web")),
                List.of(),
                List.of(edge),
                List.of(),
                List.of(),
                List.of(),
                List.of());
        var decision = new Decisions.Decision(
                "shop/" + name, ServiceClass.SYNC, name, List.of(new Decisions.Setting("timeout", "3s", name)));
        var generation = new Generation(
                new Decisions(List.of(decision)),
                List.of(
                        new GeneratedFile("mesh/telemetry.yaml", name),
                        new GeneratedFile("web/virtual-service.yaml", name)),
                new LinkedHashMap<>(Map.of("web/web", "web")),
                List.of(new Generation.Choice("web/web", "timeout", "3s", name, null)),
                List.of());
        var finding = new Finding(
                "MW1",
                name,
                Category.TRAFFIC,
                Severity.WARNING,
                "Service",
                "shop",
                name,
                "k8s/web.yaml",
                3,
                1,
                "spec",
                name,
                name,
                null,
                Finding.EvidenceOf.FILES,
                Finding.Certainty.FACT,
                null);
        var phase = new Plan.Phase(
                1, "workers", name, 1, 5, List.of("web/web"), List.of(), List.of(), List.of(), List.of(), List.of());
        return new Onboarding(
                topology,
                Intent.defaults(),
                generation,
                new Proof(4, 1, List.of(), List.of(), List.of(new Proof.BlindSpot("web/web", name, name))),
                List.of(finding),
                new Plan(List.of(phase), 5, List.of()),
                9);
    }

    private static String report(Onboarding onboarding) {
        return OnboardReport.of(onboarding, TopologySvg.of(onboarding.topology()));
    }

    private static Service service(String namespace, String name) {
        var port =
                new Service.Port(80, "http", Protocol.HTTP, 8080, new Evidence("k8s/" + name, 9, "port-name", "http"));
        return new Service(
                name,
                namespace,
                Service.Type.CLUSTER_IP,
                new LinkedHashMap<>(),
                List.of(port),
                List.of(namespace + "/" + name),
                name,
                List.of(),
                new Source("k8s/" + name, 1, 1));
    }
}
