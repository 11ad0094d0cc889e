package dev.meshwright.analysis.fix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.analysis.Edit;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.catalog.Check;
import dev.meshwright.intent.Intent;
import dev.meshwright.manifest.ManifestReader;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Edits of the missing injection label, in the shapes in which pod templates stand in files.
class FixerTest {
    private static final String LABEL = "sidecar.istio.io/inject: \"true\"";
    private static final String MESH = """
            apiVersion: v1
            kind: Namespace
            metadata: {name: shop, labels: {istio-injection: enabled}}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: labelled, namespace: shop, labels: {sidecar.istio.io/inject: "true"}}
            spec: {containers: [{name: c, image: "c:1"}]}
            """;
    private static final String HEAD = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: cart, namespace: shop}
            spec:
              selector: {matchLabels: {app: cart}}
              template:
            """;
    private static final String TAIL = """
                spec: {containers: [{name: c, image: "c:1"}]}
            """;

    @Test
    void belowOtherLabelsCommentsStay() {
        becomes("""
                    metadata:
                      labels: # who it is
                        app: cart # the cart
                        # the team
                        team: a
                """, """
                    metadata:
                      labels: # who it is
                        app: cart # the cart
                        # the team
                        team: a
                        sidecar.istio.io/inject: "true"
                """);
    }

    @Test
    void inBraces() {
        becomes("    metadata: {labels: {app: cart}}\n", "    metadata: {labels: {app: cart, " + LABEL + "}}\n");
        becomes(
                "    metadata: {labels: {app: 'cart' }} # x\n",
                "    metadata: {labels: {app: 'cart', " + LABEL + " }} # x\n");
        becomes("    metadata: {labels: {}}\n", "    metadata: {labels: {" + LABEL + "}}\n");
        becomes("    metadata: {}\n", "    metadata: {labels: {" + LABEL + "}}\n");
    }

    @Test
    void whereThereAreNoLabelsYet() {
        becomes("""
                    metadata:
                      annotations:
                        a: b
                """, """
                    metadata:
                      labels:
                        sidecar.istio.io/inject: "true"
                      annotations:
                        a: b
                """);
        becomes("""
                    metadata:
                      labels:
                """, """
                    metadata:
                      labels:
                        sidecar.istio.io/inject: "true"
                """);
        becomes("", """
                    metadata:
                      labels:
                        sidecar.istio.io/inject: "true"
                """);
    }

    @Test
    void aLastLabelOfSeveralLinesGetsItBeforeTheFirst() {
        becomes("""
                    metadata:
                      labels:
                        app: cart
                        team: >-
                          a
                """, """
                    metadata:
                      labels:
                        sidecar.istio.io/inject: "true"
                        app: cart
                        team: >-
                          a
                """);
    }

    @Test
    void lineBreaksAndAMissingLastOneStay() {
        var text = (MESH + "---\n" + HEAD + TAIL + "    metadata: {labels: {app: cart}}").replace("\n", "\r\n");

        assertThat(fix(text).text())
                .isEqualTo(text.replace("app: cart}}", "app: cart, " + LABEL + "}}")
                        .replace("matchLabels: {app: cart, " + LABEL + "}}", "matchLabels: {app: cart}}"));
        var block = (MESH + "---\n" + HEAD + TAIL + "    metadata:\n      labels:\n        app: cart")
                .replace("\n", "\r\n");
        assertThat(fix(block).text()).isEqualTo(block + "\r\n        " + LABEL);
    }

    @Test
    void labelsSharedByAnAnchorAreLeftAlone() {
        var text = MESH + "---\n" + HEAD.replace("{app: cart}", "&labels {app: cart}")
                + "    metadata: {labels: *labels}\n" + TAIL;
        var result = fix(text);

        assertThat(result.text()).isEqualTo(text);
        assertThat(result.refused())
                .singleElement()
                .satisfies(refusal -> assertThat(refusal.why()).contains("without changing something else"));
    }

    @Test
    void everyFindingOfAFileIsFixedAndASecondRunChangesNothing() {
        var one = HEAD + "    metadata: {labels: {app: cart}}\n" + TAIL;
        var text = MESH + "---\n" + one + "---\n" + one.replace("name: cart", "name: order");
        var result = fix(text);

        assertThat(result.fixed()).hasSize(2);
        assertThat(findings(result.text())).isEmpty();
        assertThat(fix(result.text()).text()).isEqualTo(result.text());
    }

    @Test
    void oneThatIsEntangledDoesNotKeepOthersFromBeingFixed() {
        var one = HEAD + "    metadata: {labels: {app: cart}}\n" + TAIL;
        var shared = one.replace("cart", "order")
                .replaceFirst("\\{app: order}", "&labels {app: order}")
                .replace("labels: {app: order}", "labels: *labels");
        var result = fix(MESH + "---\n" + shared + "---\n" + one);

        assertThat(result.fixed()).extracting(Finding::resource).containsExactly("cart");
        assertThat(result.refused())
                .extracting(refusal -> refusal.finding().resource())
                .containsExactly("order");
        assertThat(findings(result.text())).extracting(Finding::resource).containsExactly("order");
    }

    @Test
    void anObjectThatWasBuiltIsLeftAlone() {
        var text = MESH + "---\n" + HEAD + "    metadata: {labels: {app: cart}}\n" + TAIL;
        var file = text.replace("namespace: shop}\nspec:\n", "labels: {x: y}}\nspec:\n");
        var result = Fixer.fix("all.yaml", file, findings(text));

        assertThat(result.text()).isEqualTo(file);
        assertThat(result.refused())
                .singleElement()
                .satisfies(refusal -> assertThat(refusal.why()).contains("kustomize"));
    }

    @Test
    void jsonOfManyLinesIsEditedAndOfOneLineLeftAlone() {
        var json = """
                {
                  "apiVersion": "v1",
                  "kind": "Pod",
                  "metadata": {
                    "name": "cart",
                    "namespace": "shop",
                    "labels": {
                      "app": "cart"
                    }
                  },
                  "spec": {"containers": [{"name": "c", "image": "c:1"}]}
                }
                """;
        assertThat(fixJson(json).text())
                .isEqualTo(json.replace("\"app\"", "\"sidecar.istio.io/inject\": \"true\",\n      \"app\""));

        var line = json.replaceAll("\\n *", "") + "\n";
        assertThat(fixJson(line).text()).isEqualTo(line);
        assertThat(fixJson(line).refused()).hasSize(1);
    }

    private static void becomes(String before, String after) {
        var text = MESH + "---\n" + HEAD + before + TAIL;
        var result = fix(text);

        assertThat(result.refused()).isEmpty();
        assertThat(result.text()).isEqualTo(MESH + "---\n" + HEAD + after + TAIL);
        assertThat(findings(result.text())).isEmpty();
    }

    private static Fixer.Result fix(String text) {
        var findings = findings(text);
        assertThat(findings).allMatch(Finding::fixable);
        return Fixer.fix("all.yaml", text, findings);
    }

    private static Fixer.Result fixJson(String json) {
        var object = ManifestReader.parse("pod.json", json).objects().getFirst();
        var found = findings(MESH + "---\n" + HEAD + TAIL).getFirst();
        return Fixer.fix(
                "pod.json",
                json,
                List.of(found.withEdit(
                        new Edit.Set(object, List.of("metadata", "labels", "sidecar.istio.io/inject"), "true"))));
    }

    private static List<Finding> findings(String text) {
        var mesh = Mesh.of(ManifestReader.parse("all.yaml", text), Intent.defaults(), Intent.NEWEST_ISTIO);
        return Check.run(mesh, new Check.Options(Set.of("MW5102"), Set.of()));
    }
}
