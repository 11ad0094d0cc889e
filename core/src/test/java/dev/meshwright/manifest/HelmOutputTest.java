package dev.meshwright.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What helm v3.22 printed for the chart, placed in the chart's templates.
class HelmOutputTest {
    private static final Path FOLDER = Path.of("src/test/resources/dev/meshwright/manifest/helm");

    private static List<Manifest> objects() throws IOException {
        return HelmOutput.read(FOLDER.resolve("web"), Files.readString(FOLDER.resolve("web-rendered.yaml")))
                .objects();
    }

    @Test
    void everyObjectHasThePlaceOfItsTemplate() throws IOException {
        assertThat(objects())
                .extracting(object -> object.kind() + " " + object.name() + " "
                        + object.where().file().substring(FOLDER.toString().length() + 1))
                .containsExactlyInAnyOrder(
                        "Service shop-cache web/charts/cache/templates/service.yaml",
                        "Deployment shop web/templates/deployment.yaml");
    }

    @Test
    void everyValueHasTheLineOfTheTemplateThatMakesIt() throws IOException {
        var deployment = objects().stream()
                .filter(object -> object.kind().equals("Deployment"))
                .findFirst()
                .orElseThrow();
        var template = Files.readAllLines(FOLDER.resolve("web/templates/deployment.yaml"));
        var container = deployment
                .root()
                .items("spec", "template", "spec", "containers")
                .getFirst();
        assertThat(container.items("env"))
                .extracting(variable -> variable.text("value").orElse("") + " <- "
                        + template.get(variable.at("value")
                                                .orElseThrow()
                                                .where()
                                                .line()
                                        - 1)
                                .strip())
                .containsExactly(
                        "http://extra:80 <- value: http://extra:80",
                        "http://orders.prod:9090 <- value: http://{{ .Values.orders.host }}:{{ .Values.orders.port }}",
                        "db <- value: {{ . }}",
                        "kafka <- value: {{ . }}");
    }

    @Test
    void aTemplateThatMakesNoYamlIsNamedAndTheRestIsRead() throws IOException {
        var printed =
                Files.readString(FOLDER.resolve("web-rendered.yaml")).replaceFirst("kind: Service", "kind: [Service");

        var read = HelmOutput.read(FOLDER.resolve("web"), printed);

        assertThat(read.objects()).extracting(Manifest::kind).containsExactly("Deployment");
        assertThat(read.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.where().file()).endsWith("web/charts/cache/templates/service.yaml");
            assertThat(problem.fix()).isNotEmpty();
        });
    }
}
