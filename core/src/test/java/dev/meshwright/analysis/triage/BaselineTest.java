package dev.meshwright.analysis.triage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.catalog.Check;
import dev.meshwright.analysis.report.JsonReport;
import dev.meshwright.intent.Intent;
import dev.meshwright.manifest.ManifestReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BaselineTest {
    private static final String ONE = """
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: one, namespace: shop}
            spec: {hosts: [one], http: [{route: [{destination: {host: nowhere.shop.svc.cluster.local}}]}]}
            """;
    private static final String OTHER = ONE.replace("one", "other");

    @Test
    void whatItHoldsDoesNotCountAndWhatIsNewDoes() {
        var compared = baseline(findings(ONE)).compare(findings(ONE + "---\n" + OTHER));

        assertThat(compared.known()).isEqualTo(findings(ONE).size()).isPositive();
        assertThat(compared.fresh())
                .isNotEmpty()
                .allMatch(finding -> finding.resource().equals("other"));
        assertThat(compared.gone()).isEmpty();
    }

    @Test
    void linesMayMoveAndFilesBeRenamed() {
        var moved = check("renamed.yaml", "# a line more\n\n" + ONE);

        assertThat(baseline(findings(ONE)).compare(moved).fresh()).isEmpty();
    }

    @Test
    void whatBelongsToNoObjectIsKnownByItsFile() {
        var broken = check("a.yaml", "kind: [\n");

        assertThat(baseline(broken).compare(check("a.yaml", "kind: [\n")).fresh())
                .isEmpty();
        assertThat(baseline(broken).compare(check("b.yaml", "kind: [\n")).fresh())
                .hasSameSizeAs(broken);
    }

    @Test
    void whatNobodyFindsAnyMoreIsGone() {
        var compared = baseline(findings(ONE)).compare(List.of());

        assertThat(compared.gone())
                .isEqualTo(findings(ONE).stream().map(Finding::fault).toList());
        assertThat(compared.known()).isZero();
    }

    @Test
    void whatStandsInItOnceIsKnownOnce() {
        var finding = findings(ONE).getFirst();
        var twice = new ArrayList<>(Collections.nCopies(2, finding));

        assertThat(baseline(List.of(finding)).compare(twice).fresh()).containsExactly(finding);
        assertThat(baseline(twice).compare(List.of(finding)).gone()).containsExactly(finding.fault());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "findings: 3",
                "{findings: [MW1301]}",
                "{findings: [{code: MW1301}]}",
                "{results: []}",
                "apiVersion: v1"
            })
    void somethingElseIsNoBaseline(String text) {
        assertThat(read(text)).isEmpty();
    }

    private static List<Finding> findings(String text) {
        return check("k8s/all.yaml", text);
    }

    private static List<Finding> check(String file, String text) {
        var mesh = Mesh.of(ManifestReader.parse(file, text), Intent.defaults(), Intent.NEWEST_ISTIO);
        return Check.run(mesh, Check.Options.ALL);
    }

    private static Baseline baseline(List<Finding> findings) {
        return read(JsonReport.of(findings)).orElseThrow();
    }

    private static Optional<Baseline> read(String text) {
        return ManifestReader.tree("baseline.json", text, new ArrayList<>()).flatMap(Baseline::of);
    }
}
