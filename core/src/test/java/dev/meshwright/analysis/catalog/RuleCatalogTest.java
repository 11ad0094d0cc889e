package dev.meshwright.analysis.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.intent.Intent;
import dev.meshwright.manifest.ManifestReader;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RuleCatalogTest {
    static List<Rule> rules() {
        return RuleCatalog.all();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theBadExampleGivesTheFinding(Rule rule) {
        assertThat(findings(rule, rule.info().bad()))
                .as(rule.info().name())
                .isNotEmpty()
                .allSatisfy(finding -> {
                    assertThat(finding.code()).isEqualTo(rule.info().code());
                    assertThat(finding.name()).isEqualTo(rule.info().name());
                    assertThat(finding.message()).isNotBlank();
                    assertThat(finding.fix()).isNotBlank();
                    assertThat(finding.line()).isPositive();
                });
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theGoodExampleGivesNone(Rule rule) {
        assertThat(findings(rule, rule.info().good())).as(rule.info().name()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void isFinalPackagePrivateAndNamedAsItSays(Rule rule) {
        var type = rule.getClass();

        assertThat(type.getSimpleName()).isEqualTo(rule.info().name());
        assertThat(Modifier.isFinal(type.getModifiers())).isTrue();
        assertThat(Modifier.isPublic(type.getModifiers())).isFalse();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void saysItInFewWords(Rule rule) {
        assertThat(rule.info().title().split(" ")).hasSizeLessThanOrEqualTo(10);
        assertThat(rule.info().code()).matches("IST0[0-9]{3}|MW[0-9]{4}");
        assertThat(rule.info().source()).startsWith("https://");
    }

    @Test
    void ownCodesAreUniqueAndNamesToo() {
        assertThat(rules().stream().map(rule -> rule.info().code()).filter(code -> code.startsWith("MW")))
                .doesNotHaveDuplicates();
        assertThat(rules().stream().map(rule -> rule.info().name())).doesNotHaveDuplicates();
    }

    @Test
    void everyRuleClassIsListed() throws IOException {
        var listed = new TreeSet<String>();
        rules().forEach(rule -> listed.add(rule.getClass().getSimpleName()));

        try (Stream<Path> files = Files.walk(Path.of("src/main/java/dev/meshwright/analysis"))) {
            for (var file :
                    files.filter(one -> one.toString().endsWith(".java")).toList()) {
                if (Files.readString(file).matches("(?s).*final class \\w+ implements \\w*Rule(<[^{]*>)? \\{.*")) {
                    var name = file.getFileName().toString().replace(".java", "");
                    assertThat(listed).as("add it to its package's list").contains(name);
                }
            }
        }
    }

    private static List<Finding> findings(Rule rule, String text) {
        var mesh = Mesh.of(ManifestReader.parse("mesh.yaml", text), Intent.defaults(), Intent.NEWEST_ISTIO);
        return Check.run(mesh, List.of(rule), Check.Options.ALL);
    }
}
