package dev.meshwright.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HelmChartTest {
    @TempDir
    private Path folder;

    private void write(String name, String text) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void aChartGivesOneMessageAndItsTemplatesAreSkipped() throws IOException {
        write("shop/Chart.yaml", "apiVersion: v2\nname: shop\nversion: 1.0.0\n");
        write("shop/values.yaml", "apiVersion: x\nkind: y\n");
        write("shop/values-prod.yaml", "apiVersion: x\nkind: y\n");
        write("shop/templates/a.yaml", "kind: {{ x }}\n");
        write("shop/templates/_helpers.tpl", "");
        write("shop/charts/sub/templates/b.yaml", "kind: {{ x }}\n");
        write("shop/crds/c.yaml", "{apiVersion: v1, kind: X, metadata: {name: crd}}");
        var manifests = ManifestReader.read(List.of(folder));
        assertThat(manifests.objects())
                .singleElement()
                .extracting(Manifest::name)
                .isEqualTo("crd");
        assertThat(manifests.skippedFiles()).isEqualTo(6);
        assertThat(manifests.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.level()).isEqualTo(Problem.Level.INFO);
            assertThat(problem.message()).isEqualTo("Helm chart \"shop\"; its templates are not manifests");
            assertThat(problem.fix()).contains("helm template shop " + folder + "/shop");
        });
    }

    @Test
    void aTemplatesFolderWithoutAChartIsAFolder() throws IOException {
        write("templates/a.yaml", "{apiVersion: v1, kind: X, metadata: {name: a}}");
        assertThat(ManifestReader.read(List.of(folder)).objects()).hasSize(1);
    }
}
