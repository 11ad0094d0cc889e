package dev.meshwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class MapCommandTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    /// The cart calls back, which its manifest does not say.
    private static final String SEEN = """
            istio_requests_total{reporter="source",source_workload="cart",source_workload_namespace="shop",\
            destination_service="web.shop.svc.cluster.local",destination_service_name="web",\
            destination_service_namespace="shop",destination_workload="web",destination_workload_namespace="shop",\
            request_protocol="http",response_code="200",response_flags="-"} 7
            """;

    @TempDir
    private Path folder;

    private Path k8s = Path.of("");
    private Path seen = Path.of("");

    @BeforeEach
    void write() throws Exception {
        k8s = Typed.small(folder);
        seen = Files.writeString(folder.resolve("istio.prom"), SEEN);
    }

    @Test
    void trafficThatWasSeenIsPartOfTheMap() {
        var typed = Typed.command("map", k8s, "--observed", seen);
        assertThat(typed.exitCode()).isZero();
        assertThat(typed.out())
                .contains("cart  → web\n", "Seen       1 of 2 calls, of which 1 are declared nowhere")
                .contains(
                        "Not seen   web → cart",
                        "cart calls web (7 requests), which no manifest declares",
                        "istio.prom:1");

        var json = JSON.readTree(Typed.command("map", k8s, "--observed", seen, "--format", "json")
                .out());
        assertThat(json.at("/edges/0/confidence").asString()).isEqualTo("observed");
        assertThat(json.at("/edges/0/traffic/requests").asInt()).isEqualTo(7);
        assertThat(json.at("/edges/1/traffic").isMissingNode()).isTrue();
        assertThat(json.at("/graph/cycles/0/closedBy")).isNotEmpty();
    }

    @Test
    void callersThatWereSeenAreAdmitted() throws Exception {
        var out = folder.resolve("out");
        Typed.command("generate", k8s, "-o", out);
        assertThat(Files.readString(out.resolve("web/authorization-policy.yaml")))
                .doesNotContain("/sa/cart");

        var typed = Typed.command("generate", k8s, "--observed", seen, "-o", out);
        assertThat(typed.exitCode()).isZero();
        assertThat(Files.readString(out.resolve("web/authorization-policy.yaml")))
                .contains("/ns/shop/sa/cart");
        assertThat(Typed.command("onboard", k8s, "--observed", seen, "-o", folder.resolve("all"))
                        .exitCode())
                .isZero();
    }

    @Test
    void whatCannotBeReadOfTrafficLeavesTheMap() throws Exception {
        Files.writeString(seen, SEEN + "istio_requests_total{a=} 1\n");
        var typed = Typed.command("map", k8s, "--observed", seen);
        assertThat(typed.exitCode()).isZero();
        assertThat(typed.out()).contains("cart  → web", "istio.prom:2");
    }

    @Test
    void aFileThatIsNotThereAndAUrlThatIsNoneAreTheUsersToPutRight() {
        assertThat(Typed.command("map", k8s, "--observed", folder.resolve("gone"))
                        .exitCode())
                .isEqualTo(2);
        var typed = Typed.command("map", k8s, "--observed", "http://a b");
        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).startsWith("meshwright: --observed http://a b is no URL");
    }

    @Test
    void theLeastSureCallsAreChosen() {
        var declared = Typed.command("map", k8s, "--observed", seen, "--min-confidence", "declared");
        assertThat(declared.out()).contains("web  → cart").doesNotContain("cart  → web");
        assertThat(Typed.command("map", k8s, "--min-confidence", "sure").exitCode())
                .isEqualTo(2);
    }

    @Test
    void oneServiceIsAlsoJson() {
        var json = JSON.readTree(Typed.command("map", k8s, "--service", "cart", "--format", "json")
                .out());
        assertThat(json.propertyNames())
                .contains("service", "callers", "callees", "dependents", "dependencies", "layer", "cycles");
        assertThat(json.at("/dependents/0/service").asString()).isEqualTo("shop/web");
        assertThat(Typed.command("map", k8s, "--service", "cart", "--format", "mermaid")
                        .out())
                .startsWith("flowchart");
    }

    @Test
    void twoMapsAreCompared() throws Exception {
        var before = Files.writeString(
                folder.resolve("before.json"),
                Typed.command("map", k8s, "--format", "json").out());
        assertThat(Typed.command("map", "diff", before, k8s).out()).isEqualTo("Nothing differs.\n");

        var after = Files.writeString(
                folder.resolve("after.json"),
                Typed.command("map", k8s, "--observed", seen, "--format", "json")
                        .out());
        var text = Typed.command("map", "diff", k8s, after);
        assertThat(text.exitCode()).isZero();
        assertThat(text.out()).isEqualTo("""
                call: 1 added

                  +  call  shop/cart → shop/web  HTTP 80  observed
                """);
        var json = JSON.readTree(
                Typed.command("map", "diff", after, k8s, "--format", "json").out());
        assertThat(json.propertyNames()).containsExactly("services", "ports", "edges", "external", "warnings");
        assertThat(json.at("/edges/removed/0/from").asString()).isEqualTo("shop/cart");
    }

    @Test
    void aComparisonNeedsTwoMaps() {
        assertThat(Typed.command("map", "diff", k8s).exitCode()).isEqualTo(2);
        assertThat(Typed.command("map", "diff", k8s, folder.resolve("gone")).exitCode())
                .isEqualTo(2);
        assertThat(Typed.command("map", "diff", "--help").out()).contains("Usage: meshwright map diff");
    }
}
