package dev.meshwright.analysis.triage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Severity;
import dev.meshwright.analysis.Surroundings;
import dev.meshwright.analysis.catalog.Check;
import dev.meshwright.intent.Acknowledgement;
import dev.meshwright.intent.IntentFile;
import dev.meshwright.manifest.ManifestReader;
import dev.meshwright.topology.TopologyMapper;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TriageTest {
    private static final Instant LAST_DAY = Instant.parse("2027-01-31T23:59:59Z");

    @ParameterizedTest
    @ValueSource(strings = {"IST0101", "*", "IST0118,IST0101", "IST0118, IST0101"})
    void istiosAnnotationLeavesOutTheFindingsOfItsObject(String codes) {
        var triage = triage(route(codes), "", LAST_DAY);

        assertThat(triage.findings()).isEmpty();
        assertThat(triage.suppressed()).extracting(Finding::code).containsExactly("IST0101");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "IST0118", "IST01", "IST01*", "ist0101", "IST0101;IST0118"})
    void otherCodesLeaveNothingOut(String codes) {
        assertThat(triage(route(codes), "", LAST_DAY).findings()).hasSize(1);
    }

    @Test
    void theAnnotationOfOneObjectSaysNothingAboutOthers() {
        var triage = triage(route("*") + "---\n" + route("").replace("name: web", "name: other"), "", LAST_DAY);

        assertThat(triage.findings()).extracting(Finding::resource).containsExactly("other");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "resource: shop/web,", "until: 2027-01-31,", "resource: shop/web, until: 2027-01-31,"})
    void anAcknowledgedFindingIsForInformationWithItsReason(String more) {
        var triage = triage(route(""), "{code: IST0101, " + more + " reason: comes on Monday}", LAST_DAY);

        assertThat(triage.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.INFO);
            assertThat(finding.acknowledged()).isEqualTo("comes on Monday");
            assertThat(finding.fixable()).isFalse();
        });
        assertThat(triage.idle()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"IST0118, resource: shop/web", "IST0101, resource: shop/other", "IST0101, resource: web"})
    void whatItIsNotAboutCountsAsBefore(String about) {
        var triage = triage(route(""), "{code: " + about + ", reason: why}", LAST_DAY);

        assertThat(triage.findings()).extracting(Finding::severity).containsExactly(Severity.ERROR);
        assertThat(triage.idle()).hasSize(1);
    }

    @Test
    void afterItsLastDayItCountsNoMore() {
        var said = "{code: IST0101, until: 2027-01-31, reason: why}";
        var triage = triage(route(""), said, LAST_DAY.plusSeconds(1));

        assertThat(triage.findings()).extracting(Finding::severity).containsExactly(Severity.ERROR);
        assertThat(triage.idle()).extracting(Acknowledgement::code).containsExactly("IST0101");
    }

    @ParameterizedTest
    @ValueSource(strings = {"web", "default/web"})
    void anObjectWithoutNamespaceIsNamedWithOrWithoutDefault(String resource) {
        var triage = triage(
                route("").replace(", namespace: shop", ""),
                "{code: IST0101, resource: " + resource + ", reason: why}",
                LAST_DAY);

        assertThat(triage.findings()).extracting(Finding::severity).containsExactly(Severity.INFO);
    }

    private static String route(String suppressed) {
        return """
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: web, namespace: shop, annotations: {galley.istio.io/analyze-suppress: "%s"}}
                spec: {hosts: [web], http: [{route: [{destination: {host: nowhere.shop.svc.cluster.local}}]}]}
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: web, namespace: shop}
                spec: {ports: [{name: http, port: 80}]}
                """.formatted(suppressed);
    }

    private static Triage triage(String text, String acknowledgement, Instant now) {
        var manifests = ManifestReader.parse("mesh.yaml", text);
        var intent = IntentFile.read("meshwright.yaml", "acknowledged: [" + acknowledgement + "]\n");
        assertThat(intent.problems()).isEmpty();
        var mesh = new Mesh(
                manifests,
                TopologyMapper.map(manifests),
                intent.intent(),
                intent.intent().istioVersion(),
                new Surroundings(null, null, now));
        return Check.triage(mesh, new Check.Options(Set.of("IST0101"), Set.of()));
    }
}
