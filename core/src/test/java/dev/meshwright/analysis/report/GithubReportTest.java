package dev.meshwright.analysis.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GithubReportTest {
    @Test
    void eachFindingIsAnAnnotationAtItsLine() {
        assertThat(GithubReport.of(Samples.FINDINGS)).isEqualTo("""
                ::notice file=k8s/my shop.yaml,line=5,col=18,title=IST0118 PortNameWithoutProtocol::the name web of\
                 port 80 tells no protocol%0Afix: Start the name with the protocol (http-web, grpc, tcp-db), or set\
                 appProtocol.
                ::error file=k8s/my shop.yaml,line=15,col=19,title=IST0101 DestinationHostNotFound::no Service or\
                 ServiceEntry that shop can see has the host reviews.shop%0Afix: Write\
                 reviews.shop.svc.cluster.local, if that is meant; else add the Service or ServiceEntry.
                """);
    }

    @Test
    void noTextBreaksOutOfItsLineOrProperty() {
        var report = GithubReport.of(List.of(Hostile.finding()));

        assertThat(report.lines()).hasSize(1);
        assertThat(report)
                .startsWith("::error file=k8s/a%2Cb%3Ac%25.yaml,line=15,")
                .contains("100%25, x::y", "%0D%0Anext")
                .doesNotContain("\r");
    }

    @Test
    void noFindingsAreNoLines() {
        assertThat(GithubReport.of(List.of())).isEmpty();
    }
}
