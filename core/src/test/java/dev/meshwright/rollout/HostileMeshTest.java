package dev.meshwright.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.access.Prover;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.catalog.Check;
import dev.meshwright.generate.Generator;
import dev.meshwright.generate.Scope;
import dev.meshwright.intent.Decider;
import dev.meshwright.intent.Intent;
import dev.meshwright.manifest.ManifestReader;
import dev.meshwright.manifest.Manifests;
import dev.meshwright.topology.TopologyMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Manifests with faults of every sort go through the whole pipeline: nothing is thrown, and what is generated parses.
class HostileMeshTest {
    private static final List<String> VALUES = List.of(
            "7",
            "[]",
            "{}",
            "~",
            "true",
            "[1, 2]",
            "{a: {b: c}}",
            "-1",
            "99999999999",
            "1e400",
            "[[[]]]",
            ".nan",
            "\"\"",
            "\"../../x\"",
            "\"it's\"",
            "\"a: b # c\"",
            "\"two\\nlines: x\"",
            "\"<script>\"",
            "\"$(reboot)\"",
            "\"\\u0007\"",
            "\"\\u202e\"",
            "\"{{x}}\"",
            "\"*\"",
            "\"http://u:p@cart:80/\"",
            "\t",
            "&a [*a]",
            "!!float x");
    private static final String SHOP = """
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: order
              namespace: shop
            spec:
              template:
                metadata:
                  labels:
                    app: order
                spec:
                  serviceAccountName: order
                  containers:
                    - name: c
                      image: order
                      args:
                        - --timeout=30s
                      env:
                        - name: CART_URL
                          value: http://cart:80
                      ports:
                        - containerPort: 8080
            ---
            apiVersion: v1
            kind: Service
            metadata:
              name: order
              namespace: shop
            spec:
              type: LoadBalancer
              selector:
                app: order
              ports:
                - name: http
                  port: 80
                  targetPort: 8080
            ---
            """;
    private static final String ROUTE = """
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata:
              name: web
              namespace: shop
            spec:
              hosts:
                - web.example.com
              gateways:
                - web
              http:
                - timeout: 3s
                  route:
                    - destination:
                        host: order
                        port:
                          number: 80
            ---
            apiVersion: security.istio.io/v1
            kind: AuthorizationPolicy
            metadata:
              name: web
              namespace: shop
            spec:
              selector:
                matchLabels:
                  app: order
              rules:
                - from:
                    - source:
                        principals:
                          - cluster.local/ns/shop/sa/cart
            """;

    @Test
    void hostileMeshesNeverBreakThePipeline() {
        for (int seed = 0; seed < 150; seed++) {
            run("seed " + seed, mutated(new Random(seed)));
        }
    }

    @Test
    void noNameGetsIntoAnotherLineOfThePlansFiles() {
        var text = SHOP.replace("name: order\n", "name: \"order\\nkind: Secret\"\n")
                .replace("namespace: shop", "namespace: \"shop\\nname: kube-system\"");
        for (var file : run("hostile names", text + SHOP)) {
            assertThat(file).doesNotContain("Secret", "kube-system");
        }
    }

    @Test
    void aLargeValueIsReadInOneGo() {
        var large = SHOP.replace("http://cart:80", "\"" + "z".repeat(1_000_000) + " http://cart:80\"");
        assertThat(TopologyMapper.map(ManifestReader.parse("a.yaml", large + SHOP.replace("order", "cart")))
                        .edges())
                .isNotEmpty();
    }

    /// Replaces, doubles, drops or moves a few lines.
    private static String mutated(Random random) {
        var lines = new ArrayList<>(
                (SHOP + SHOP.replace("order", "cart") + ROUTE).lines().toList());
        for (int i = 0; i < 1 + random.nextInt(6); i++) {
            int at = random.nextInt(lines.size());
            var line = lines.get(at);
            switch (random.nextInt(6)) {
                case 0 -> lines.remove(at);
                case 1 -> lines.add(at, line);
                case 2 -> lines.set(at, " " + line);
                default -> {
                    int colon = line.indexOf(':');
                    var value = VALUES.get(random.nextInt(VALUES.size()));
                    lines.set(at, colon < 0 ? line : line.substring(0, colon + 1) + " " + value);
                }
            }
        }
        return String.join("\n", lines);
    }

    /// Runs all steps; gives what stands in the scripts' lists.
    private static List<String> run(String name, String text) {
        try {
            var input = ManifestReader.parse("input.yaml", text);
            var topology = TopologyMapper.map(input);
            var intent = Intent.defaults();
            var decisions = Decider.decide(topology, intent);
            var generation = Generator.generate(topology, intent, input);
            var generated = Manifests.concat(generation.files().stream()
                    .filter(file ->
                            file.path().endsWith(".yaml") && !file.path().endsWith("kustomization.yaml"))
                    .map(file -> ManifestReader.parse(file.path(), file.text()))
                    .toList());
            assertThat(generated.problems()).as(name).isEmpty();
            var all = input.and(generated);
            Prover.prove(topology, intent, all);
            Check.run(new Mesh(all, topology, intent, Intent.NEWEST_ISTIO), Check.Options.ALL);
            var plan = Planner.plan(topology, decisions, intent, Scope.everything(true), generation);
            var files = PlanFiles.of(plan, topology, generation.folders(), generated, input);
            files.stream()
                    .filter(file ->
                            file.path().endsWith(".yaml") && !file.path().endsWith("kustomization.yaml"))
                    .forEach(file -> assertThat(ManifestReader.parse(file.path(), file.text())
                                    .problems())
                            .as(name + " " + file.path())
                            .isEmpty());
            return files.stream()
                    .filter(file -> file.path().endsWith(".txt") || file.path().endsWith("namespaces.yaml"))
                    .map(file -> file.text())
                    .toList();
        } catch (RuntimeException e) {
            throw new AssertionError(name + ":\n" + text, e);
        }
    }
}
