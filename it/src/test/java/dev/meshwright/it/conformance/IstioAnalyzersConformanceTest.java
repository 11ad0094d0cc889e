package dev.meshwright.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Surroundings;
import dev.meshwright.analysis.catalog.Check;
import dev.meshwright.intent.Intent;
import dev.meshwright.manifest.ManifestReader;
import dev.meshwright.manifest.Manifests;
import dev.meshwright.topology.TopologyMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The cases of Istio's own analyzers: the same input has to give the same codes for the same objects.
class IstioAnalyzersConformanceTest {
    /// Codes that several analyzers raise: these must be found, and more of them are allowed.
    private static final Set<String> RAISED_BY_SEVERAL = Set.of("IST0101", "IST0002");

    /// The share of cases that passes today; it may only rise.
    private static final double FLOOR = 0.90;

    @Test
    void findsWhatIstiosAnalyzersFind() throws IOException {
        var suite = SharedCases.suite("istio-analyzers");
        assumeTrue(suite.isPresent(), "no cases: set MESHWRIGHT_CONFORMANCE to the folder that holds istio-analyzers");
        var folder = suite.get();
        var cases = JsonMapper.shared().readTree(Files.readString(folder.resolve("cases.json")));
        assertThat(cases).isNotEmpty();
        var failing = new ArrayList<String>();
        for (var one : cases) {
            difference(folder, one).ifPresent(difference -> failing.add(text(one, "id") + " " + difference));
        }
        int passed = cases.size() - failing.size();
        failing.forEach(System.out::println);
        System.out.println("istio-analyzers: " + passed + "/" + cases.size());
        assertThat(passed / (double) cases.size()).isGreaterThanOrEqualTo(FLOOR);
    }

    private static Optional<String> difference(Path folder, JsonNode one) throws IOException {
        var codes = new HashSet<String>();
        one.get("codes").forEach(code -> codes.add(code.asString()));
        var missing = new ArrayList<String>();
        one.get("expected").forEach(entry -> missing.add(text(entry, "code") + " " + text(entry, "resource")));
        var surplus = new ArrayList<String>();
        for (var finding : Check.run(mesh(folder, one), Check.Options.ALL)) {
            var found = finding.code() + " " + resource(finding);
            if (codes.contains(finding.code())
                    && !missing.remove(found)
                    && !RAISED_BY_SEVERAL.contains(finding.code())) {
                surplus.add(found);
            }
        }
        return missing.isEmpty() && surplus.isEmpty()
                ? Optional.empty()
                : Optional.of("missing " + missing + ", not expected " + surplus);
    }

    private static Mesh mesh(Path folder, JsonNode one) throws IOException {
        var manifests = Manifests.empty();
        for (var input : one.get("inputs")) {
            var file = input.asString();
            manifests = manifests.and(ManifestReader.parse(file, Files.readString(folder.resolve(file))));
        }
        var config = List.of(content(folder, one, "meshConfig"), content(folder, one, "meshNetworks"));
        if (config.stream().anyMatch(text -> !text.isEmpty())) {
            manifests = manifests.and(ManifestReader.parse("mesh-config.yaml", configMap(config)));
        }
        // Whether a certificate has expired is part of what is asked.
        var surroundings = new Surroundings(null, null, Instant.now());
        return new Mesh(manifests, TopologyMapper.map(manifests), Intent.defaults(), Intent.NEWEST_ISTIO, surroundings);
    }

    private static String configMap(List<String> config) {
        return """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: istio, namespace: istio-system}
                data:
                  mesh: |
                %s
                  meshNetworks: |
                %s
                """.formatted(config.getFirst().indent(4), config.getLast().indent(4));
    }

    private static String content(Path folder, JsonNode one, String key) throws IOException {
        var file = text(one, key);
        return file.isEmpty() ? "" : Files.readString(folder.resolve(file));
    }

    private static String resource(Finding finding) {
        return finding.kind() + " " + (finding.namespace().isEmpty() ? "" : finding.namespace() + "/")
                + finding.resource();
    }

    private static String text(JsonNode node, String key) {
        var value = node.get(key);
        return value == null || value.isNull() ? "" : value.asString();
    }
}
