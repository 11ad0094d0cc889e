package dev.meshwright.it;

import static dev.meshwright.it.Processes.CHECKOUT;
import static dev.meshwright.it.Processes.meshwright;
import static dev.meshwright.it.Processes.onPath;
import static dev.meshwright.it.Processes.output;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.meshwright.kube.Refusal;
import dev.meshwright.kube.ServerSideDryRun;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.ManifestReader;
import dev.meshwright.manifest.Manifests;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real API server with the CRDs of Istio takes every file that we generate. It is the one that KUBECONFIG names,
/// else the rig beside these tests; without either the tests are skipped.
@Tag("cluster")
class ServerSideDryRunIT {
    private static final Path SHARED = CHECKOUT.resolveSibling("shared");
    private static @Nullable Cluster cluster;

    @TempDir
    private Path folder;

    @BeforeAll
    static void connect() throws Exception {
        cluster = Cluster.any();
    }

    @AfterAll
    static void disconnect() throws Exception {
        if (cluster != null) {
            cluster.disconnect();
        }
    }

    @Test
    void refusesWhatIsWrongAndOnlyThat() {
        var refusals = dryRun(ManifestReader.parse("mixed.yaml", """
                apiVersion: security.istio.io/v1
                kind: PeerAuthentication
                metadata: {name: good, namespace: default}
                spec: {mtls: {mode: STRICT}}
                ---
                apiVersion: security.istio.io/v1
                kind: PeerAuthentication
                metadata: {name: bad-value, namespace: default}
                spec: {mtls: {mode: STRICTT}}
                ---
                apiVersion: security.istio.io/v1
                kind: PeerAuthentication
                metadata: {name: bad-field, namespace: default}
                spec: {mtlss: {mode: STRICT}}
                ---
                apiVersion: security.istio.io/v1
                kind: NoSuchKind
                metadata: {name: bad-kind, namespace: default}
                """));

        assertThat(refusals)
                .extracting(refusal -> refusal.object().name())
                .containsExactly("bad-value", "bad-field", "bad-kind");
        assertThat(refusals.get(0).reason()).contains("STRICTT");
        assertThat(refusals.get(1).reason()).contains("mtlss");
    }

    @Test
    void storesNothing() {
        dryRun(ManifestReader.parse("map.yaml", """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: dry-run-leaves-no-trace, namespace: default}
                data: {a: "1"}
                """));

        assertThat(cluster()
                        .configMaps()
                        .inNamespace("default")
                        .withName("dry-run-leaves-no-trace")
                        .get())
                .isNull();
    }

    @Test
    void takesWhatIsGeneratedForTheShop() throws Exception {
        takesWhatIsGeneratedFor(CHECKOUT.resolve("examples/shop"));
    }

    @Test
    void takesWhatIsGeneratedForTheBoutique() throws Exception {
        var boutique = SHARED.resolve("topologies/online-boutique/manifests");
        assumeTrue(Files.isDirectory(boutique), "skipped: " + boutique + " is not there");
        takesWhatIsGeneratedFor(boutique);
    }

    @Test
    void takesWhatIsGeneratedForOneHundredServices() throws Exception {
        var meshgen = SHARED.resolve("bench/meshgen.py");
        assumeTrue(Files.exists(meshgen) && onPath("python3"), "skipped: " + meshgen + " or python3 is not there");
        var mesh = folder.resolve("mesh");
        output(List.of("python3", meshgen.toString(), mesh.toString(), "--services", "100"));
        takesWhatIsGeneratedFor(mesh.resolve("manifests"));
    }

    private void takesWhatIsGeneratedFor(Path manifests) throws Exception {
        var out = folder.resolve("out");
        output(meshwright("onboard", manifests.toString(), "-o", out.toString()));
        var generated = resourcesBelow(out);
        assertThat(generated.objects()).hasSizeGreaterThan(20);

        createNamespaces(generated);
        assertThat(dryRun(generated))
                .extracting(refusal -> refusal.object().where() + " " + refusal.reason())
                .isEmpty();
        System.out.println("server-side dry run: " + generated.objects().size() + " objects of "
                + manifests.getFileName() + " accepted");
    }

    /// The objects of the last stage: one folder per service and `mesh`. Overlays and patches are kustomize's input.
    private static Manifests resourcesBelow(Path out) throws Exception {
        var files = new ArrayList<Path>();
        try (Stream<Path> found = Files.walk(out, 2)) {
            found.filter(file -> file.toString().endsWith(".yaml"))
                    .filter(file -> out.relativize(file).getNameCount() == 2)
                    .filter(file -> !file.getFileName().toString().equals("kustomization.yaml"))
                    .sorted()
                    .forEach(files::add);
        }
        var all = Manifests.empty();
        for (var file : files) {
            all = all.and(ManifestReader.parse(out.relativize(file).toString(), Files.readString(file)));
        }
        var complete = all.objects().stream()
                .filter(object ->
                        object.group().endsWith("istio.io") || object.group().startsWith("gateway."))
                .toList();
        return new Manifests(complete, List.of(), 0);
    }

    private static void createNamespaces(Manifests manifests) {
        manifests.objects().stream()
                .map(Manifest::namespaceOrDefault)
                .distinct()
                .map(name -> new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .filter(namespace -> cluster().resource(namespace).get() == null)
                .forEach(namespace -> cluster().resource(namespace).create());
    }

    private static List<Refusal> dryRun(Manifests manifests) {
        return new ServerSideDryRun(cluster()).dryRun(manifests);
    }

    private static KubernetesClient cluster() {
        return Objects.requireNonNull(cluster).client();
    }
}
