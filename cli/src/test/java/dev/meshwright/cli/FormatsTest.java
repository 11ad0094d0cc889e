package dev.meshwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.xml.sax.InputSource;
import tools.jackson.databind.json.JsonMapper;

class FormatsTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir
    private Path folder;

    private Path k8s = Path.of("");

    @BeforeEach
    void write() throws Exception {
        k8s = Typed.small(folder);
        Files.writeString(k8s.resolve("broken.yaml"), "kind: [\n");
    }

    @ParameterizedTest
    @EnumSource(MapCommand.Format.class)
    void aMapIsTheSameTwiceAndAlone(MapCommand.Format format) {
        var typed = Typed.command("map", k8s, "--format", format);

        assertThat(typed.exitCode()).isZero();
        assertThat(typed.err()).isEmpty();
        assertThat(typed.out()).contains("web", "cart").endsWith("\n");
        assertThat(Typed.command("map", k8s, "--format", format)).isEqualTo(typed);
    }

    @ParameterizedTest
    @EnumSource(Check.Format.class)
    void aReportIsTheSameTwiceAndAlone(Check.Format format) {
        var typed = Typed.command("check", k8s, "--format", format);

        assertThat(typed.exitCode()).isEqualTo(1);
        assertThat(typed.err()).isEmpty();
        assertThat(typed.out()).contains("MW0101").endsWith("\n").doesNotContain("\033");
        assertThat(Typed.command("check", k8s, "--format", format)).isEqualTo(typed);
    }

    @Test
    void yamlAndJsonSayTheSame() {
        assertThat(yaml(map("yaml"))).isEqualTo(JSON.readValue(map("json"), Map.class));
        assertThat(yaml(check("yaml"))).isEqualTo(JSON.readValue(check("json"), Map.class));
    }

    @Test
    void jsonOfTheMapHasTheFieldsPromised() {
        var map = JSON.readTree(map("json"));

        assertThat(map.propertyNames())
                .containsExactly("services", "edges", "possible", "external", "unknown", "warnings", "graph");
        assertThat(map.at("/services/0").propertyNames())
                .contains("name", "namespace", "ports", "workloads", "serviceAccount", "timeouts");
        assertThat(map.at("/edges/0").propertyNames())
                .contains("from", "to", "port", "protocol", "confidence", "evidence");
        assertThat(map.at("/edges/0/evidence/0").propertyNames()).contains("file", "line", "how", "text");
    }

    @Test
    void jsonOfAFindingHasTheFieldsPromised() {
        assertThat(JSON.readTree(check("json")).at("/findings/0").propertyNames())
                .contains("code", "name", "category", "severity", "kind", "namespace", "resource", "file", "line")
                .contains("path", "message", "fix", "fixable", "evidence", "certainty");
    }

    @Test
    void sarifNamesEachFindingWithItsPlace() {
        var sarif = JSON.readTree(check("sarif"));
        var findings = JSON.readTree(check("json")).get("findings");

        assertThat(sarif.get("version").asString()).isEqualTo("2.1.0");
        assertThat(sarif.at("/runs/0/results"))
                .hasSize(findings.size())
                .allSatisfy(result -> assertThat(result.at("/locations/0/physicalLocation/region/startLine")
                                .asInt())
                        .isPositive());
    }

    @Test
    void svgIsWellFormedXml() throws Exception {
        var factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        var root = factory.newDocumentBuilder()
                .parse(new InputSource(new StringReader(map("svg"))))
                .getDocumentElement();

        assertThat(root.getTagName()).isEqualTo("svg");
        assertThat(root.getTextContent()).contains("web", "cart");
    }

    @Test
    void dotIsOneStatementPerLine() {
        assertThat(map("dot").lines())
                .startsWith("digraph mesh {")
                .endsWith("}")
                .filteredOn(line -> line.startsWith("  "))
                .allMatch(line ->
                        line.matches("  \\w+(=\\w+| -> \\w+)?( \\[(\\w+=(\"([^\"\\\\]|\\\\.)*\"|\\w+)(, )?)+])?;"))
                .filteredOn(line -> line.contains(" -> "))
                .hasSize(1);
    }

    @Test
    void mermaidIsAFlowchart() {
        assertThat(map("mermaid").lines())
                .startsWith("flowchart LR")
                .filteredOn(line -> line.contains("-->"))
                .containsExactly("  n1 --> n0");
    }

    @Test
    void htmlIsOneDocumentThatLoadsNothing() {
        assertThat(map("html"))
                .startsWith("<!doctype html>")
                .endsWith("</html>\n")
                .containsOnlyOnce("<body")
                .doesNotContainPattern("(?i)<(link|iframe)|\\ssrc=|@import");
    }

    @Test
    void failOnChoosesTheLevelThatFails() {
        assertThat(Typed.command("check", k8s, "--fail-on", "critical").exitCode())
                .isZero();
        assertThat(Typed.command("check", k8s, "--skip", "MW0101", "--fail-on", "info")
                        .exitCode())
                .isEqualTo(1);
    }

    private String map(String format) {
        return Typed.command("map", k8s, "--format", format).out();
    }

    private String check(String format) {
        return Typed.command("check", k8s, "--format", format).out();
    }

    private static Object yaml(String text) {
        return new Load(LoadSettings.builder().build()).loadFromString(text);
    }
}
