package dev.meshwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CanTest {
    @TempDir
    private Path folder = Path.of("");

    private Path mesh = Path.of("");

    @BeforeEach
    void writeMesh() throws Exception {
        mesh = Typed.small(folder);
    }

    @Test
    void yesEndsWithZeroAndShowsTheLayers() throws Exception {
        write("ALLOW");
        var typed = can("shop/web", "shop/cart", "--method", "GET");

        assertThat(typed.exitCode()).isZero();
        assertThat(typed.out()).startsWith("yes\n  name ").contains("ALLOW by AuthorizationPolicy shop/cart, rules[0]");
    }

    @Test
    void someIsYesWithAnExample() throws Exception {
        write("ALLOW");
        var typed = can("shop/web", "shop/cart");

        assertThat(typed.exitCode()).isZero();
        assertThat(typed.out()).startsWith("yes, for some requests\n  example     GET /");
    }

    @Test
    void noEndsWithOne() throws Exception {
        write("ALLOW");

        assertThat(can("plaintext", "shop/cart").exitCode()).isEqualTo(1);
        assertThat(can("shop/web", "shop/cart", "--method", "POST").out()).startsWith("no\n");
    }

    @Test
    void anUnknownNameEndsWithTwoAndTheClosest() {
        var typed = can("shop/wep", "shop/cart");

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).isEqualTo("meshwright: there is no workload \"shop/wep\". Did you mean shop/web?\n");
    }

    @Test
    void undecidedEndsWithFour() throws Exception {
        write("CUSTOM");

        assertThat(can("shop/web", "shop/cart", "--method", "GET").exitCode()).isEqualTo(4);
        assertThat(can("shop/web", "shop/cart", "--method", "POST").exitCode()).isZero();
    }

    @Test
    void theAnswerIsThereAsJson() {
        assertThat(can("shop/web", "shop/cart", "--format", "json").out())
                .startsWith("{\n  \"from\" : \"shop/web\",\n  \"to\" : \"shop/cart\",\n  \"verdict\" : \"yes\"");
    }

    @Test
    void oddOptionsAreRefusedInOneLine() {
        assertThat(can("shop/web", "shop/cart", "--jwt", "[").err())
                .startsWith("meshwright: --jwt [ is no JSON object.");
        assertThat(can("shop/web", "shop/cart", "--header", "x").err())
                .startsWith("meshwright: --header x has no name.");
        assertThat(can("shop/web", "shop/cart", "--ip", "x").err()).startsWith("meshwright: --ip x is no address.");
        assertThat(can("shop/web", "shop/cart", "--port", "9").err())
                .startsWith("meshwright: Service shop/cart has no port 9. It has 80.");
    }

    @Test
    void whoCanCountsThoseWhoCannot() throws Exception {
        write("ALLOW");

        assertThat(Typed.command("access", "who-can", "shop/cart", mesh).out())
                .isEqualTo("some       shop/web  such as GET /\nno         1 others\n");
    }

    @Test
    void theMatrixAsCsvHasARowPerCallThatIsPossible() throws Exception {
        write("ALLOW");

        assertThat(Typed.command("access", "matrix", mesh, "--format", "csv").out())
                .startsWith("from,to,access\n")
                .contains("shop/web,shop/cart,some\n")
                .doesNotContain("plaintext,shop/cart");
    }

    @Test
    void theMatrixAsAPageHoldsItsDataAndLoadsNothing() throws Exception {
        write("ALLOW");

        var page = Typed.command("access", "matrix", mesh, "--format", "html").out();
        assertThat(page)
                .startsWith("<!doctype html>")
                .contains("\"to\" : \"shop/cart\"")
                .contains("default-src 'none'")
                .doesNotContain("src=", "href=\"http");
    }

    private void write(String action) throws Exception {
        Files.writeString(mesh.resolve("policy.yaml"), """
            apiVersion: security.istio.io/v1
            kind: AuthorizationPolicy
            metadata: {name: cart, namespace: shop}
            spec:
              action: %s
              rules: [{from: [{source: {principals: [cluster.local/ns/shop/sa/web]}}], to: [{operation: {methods: [GET]}}]}]
            """.formatted(action));
    }

    private Typed can(Object... words) {
        var all = new Object[words.length + 2];
        all[0] = "can";
        System.arraycopy(words, 0, all, 1, words.length);
        all[words.length + 1] = mesh;
        return Typed.command(all);
    }
}
