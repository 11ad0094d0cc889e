package dev.meshwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessDiffCommandTest {
    private static final String MESH = """
            apiVersion: v1
            kind: Namespace
            metadata: {name: shop, labels: {istio-injection: enabled}}
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: cart, namespace: shop}
            spec:
              template:
                metadata: {labels: {app: cart}}
                spec: {serviceAccountName: cart, containers: [{name: c, ports: [{containerPort: 8080}]}]}
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web, namespace: shop}
            spec:
              template:
                metadata: {labels: {app: web}}
                spec: {serviceAccountName: web, containers: [{name: c}]}
            ---
            apiVersion: security.istio.io/v1
            kind: AuthorizationPolicy
            metadata: {name: cart, namespace: shop}
            spec:
              selector: {matchLabels: {app: cart}}
              rules:
                - from: [{source: {principals: [cluster.local/ns/shop/sa/web]}}]
                  to: [{operation: {methods: [METHODS]}}]
            """;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void newlyAllowedEndsWithOneAndShowsAnExample() throws Exception {
        var typed = diff("GET", "GET, DELETE");
        assertThat(typed.exitCode()).isEqualTo(1);
        assertThat(typed.out())
                .startsWith("newly allowed: 1\n\n+ shop/web → shop/cart:8080\n  requests some, such as DELETE /, from "
                        + "cluster.local/ns/shop/sa/web to port 8080\n  before   no ALLOW rule matches")
                .contains("  after    ALLOW by AuthorizationPolicy shop/cart, rules[0]");
    }

    @Test
    void newlyRefusedAloneEndsWithZero() throws Exception {
        var typed = diff("GET, DELETE", "GET");
        assertThat(typed.exitCode()).isZero();
        assertThat(typed.out()).startsWith("newly refused: 1\n\n- shop/web → shop/cart:8080\n");
    }

    @Test
    void theSameInOtherWordsIsNoDifference() throws Exception {
        var typed = diff("GET, DELETE", "DELETE, GET, GET");
        assertThat(typed.exitCode()).isZero();
        assertThat(typed.out()).isEqualTo("No request is decided differently, at 2 ports.\n");
    }

    @Test
    void asJson() throws Exception {
        var typed = Typed.command(
                "access",
                "diff",
                write("a", "GET").toString(),
                write("b", "GET, PUT").toString(),
                "--format",
                "json");
        assertThat(typed.out())
                .contains(
                        "\"allowed\"", "\"callers\" : [", "\"shop/web\"", "\"text\" : \"PUT /\"", "\"refused\" : [ ]");
    }

    @Test
    void aFolderThatIsNotThereEndsWithTwo() throws Exception {
        var typed = Typed.command(
                "access",
                "diff",
                folder.resolve("no").toString(),
                write("b", "GET").toString());
        assertThat(typed.exitCode()).isEqualTo(2);
    }

    private Typed diff(String before, String after) throws Exception {
        return Typed.command(
                "access",
                "diff",
                write("a", before).toString(),
                write("b", after).toString());
    }

    private Path write(String name, String methods) throws Exception {
        var mesh = folder.resolve(name);
        Files.createDirectories(mesh);
        Files.writeString(mesh.resolve("mesh.yaml"), MESH.replace("METHODS", methods));
        return mesh;
    }
}
