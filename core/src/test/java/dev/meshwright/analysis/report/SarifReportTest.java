package dev.meshwright.analysis.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.meshwright.analysis.Finding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SarifReportTest {
    @Test
    void isValidByTheOfficialSchema() throws IOException {
        assertThat(errors(SarifReport.of(Samples.FINDINGS, "0.1.0"))).isEmpty();
        assertThat(errors(SarifReport.of(List.of(), "0.1.0"))).isEmpty();
    }

    @Test
    void theSchemaRefusesWhatIsNotSarif() throws IOException {
        assertThat(errors("{\"version\": \"2.1.0\", \"runs\": [{}]}")).isNotEmpty();
    }

    @Test
    void uriIsRelativeAndPercentEncoded() {
        assertThat(SarifReport.uri("k8s/a b#c/é:1.yaml")).isEqualTo("k8s/a%20b%23c/%C3%A9%3A1.yaml");
    }

    @Test
    void fingerprintStaysWhenLinesMove() {
        var finding = Samples.FINDINGS.getFirst();
        var moved = new Finding(
                finding.code(),
                finding.name(),
                finding.category(),
                finding.severity(),
                finding.kind(),
                finding.namespace(),
                finding.resource(),
                finding.file(),
                finding.line() + 7,
                finding.column(),
                finding.path(),
                finding.message(),
                finding.fix(),
                finding.edit(),
                finding.evidence(),
                finding.certainty(),
                finding.acknowledged());

        assertThat(SarifReport.of(List.of(moved), "0.1.0").replace("\"startLine\" : 12", "\"startLine\" : 5"))
                .isEqualTo(SarifReport.of(List.of(finding), "0.1.0"));
    }

    private static List<String> errors(String sarif) throws IOException {
        try (var stream = SarifReportTest.class.getResourceAsStream("sarif-schema-2.1.0.json")) {
            var text = new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
            var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                    .getSchema(text);
            return schema.validate(sarif, InputFormat.JSON).stream()
                    .map(Object::toString)
                    .toList();
        }
    }
}
