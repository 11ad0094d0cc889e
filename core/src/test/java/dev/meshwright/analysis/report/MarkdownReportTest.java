package dev.meshwright.analysis.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MarkdownReportTest {
    @Test
    void isATableWorstFirst() {
        assertThat(MarkdownReport.of(Samples.FINDINGS)).isEqualTo("""
                **Meshwright**: 1 error, 1 info

                | severity | code | place | what | what to do |
                |---|---|---|---|---|
                | error | IST0101 DestinationHostNotFound | k8s/my shop.yaml:15 | no Service or ServiceEntry that shop\
                 can see has the host reviews.shop | fix: Write reviews.shop.svc.cluster.local, if that is meant; else\
                 add the Service or ServiceEntry. |
                | info | IST0118 PortNameWithoutProtocol | k8s/my shop.yaml:5 | the name web of port 80 tells no\
                 protocol | fix: Start the name with the protocol (http-web, grpc, tcp-db), or set appProtocol. |
                """);
    }

    @Test
    void textOfManifestsStaysText() {
        var row = MarkdownReport.of(List.of(Hostile.finding())).lines().toList().getLast();

        assertThat(row.replace("\\|", "")).matches("[^|]*(\\|[^|]+){5}\\|");
        assertThat(row).contains("a\\|b &lt;i>&amp;amp;", "&#64;me", "\\[l\\](u)", "\\`c\\`");
    }

    @Test
    void anAcknowledgedFindingShowsItsReason() {
        assertThat(MarkdownReport.of(List.of(Samples.FINDINGS.getLast().acknowledged("comes on Monday"))))
                .contains("| info | IST0101", "acknowledged: comes on Monday");
    }

    @Test
    void nothingFoundIsSaid() {
        assertThat(MarkdownReport.of(List.of())).isEqualTo("**Meshwright**: nothing found\n");
    }
}
