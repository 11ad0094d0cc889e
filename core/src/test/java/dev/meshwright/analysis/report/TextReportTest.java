package dev.meshwright.analysis.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.analysis.Finding;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TextReportTest {
    private static final TextReport.Options PLAIN =
            new TextReport.Options(false, false, 2, 0, 0, OptionalDouble.of(0.34));

    @Test
    void showsThePlaceTheReasonAndTheFixWorstLast() {
        assertThat(TextReport.of(Samples.FINDINGS, PLAIN, Samples::lines)).isEqualTo("""
                        k8s/my shop.yaml:5:18  info  IST0118  PortNameWithoutProtocol
                            4 | spec:
                            5 |   ports: [{name: web, port: 80}]
                              |                  ^^^ the name web of port 80 tells no protocol
                           fix: Start the name with the protocol (http-web, grpc, tcp-db), or set appProtocol.\
                                   meshwright explain IST0118

                        k8s/my shop.yaml:15:19  error  IST0101  DestinationHostNotFound
                           14 |         - destination:
                           15 |             host: reviews.shop
                              |                   ^^^^^^^^^^^^ no Service or ServiceEntry that shop can see has the host\
                         reviews.shop
                           fix: Write reviews.shop.svc.cluster.local, if that is meant; else add the Service or\
                         ServiceEntry.           meshwright explain IST0101

                        2 objects checked in 0.3 s: 1 error, 1 info
                        """);
    }

    @Test
    void aFileWhoseLinesAreNotAtHandStillShowsTheMessage() {
        assertThat(TextReport.of(Samples.FINDINGS, PLAIN, _ -> List.of()))
                .contains("the name web of port 80 tells no protocol")
                .doesNotContain("^");
    }

    @Test
    void moreThanFiftyAreGroupedUnlessAllAreAskedFor() {
        List<Finding> many = Collections.nCopies(51, Samples.FINDINGS.getFirst());

        assertThat(TextReport.of(many, PLAIN, Samples::lines))
                .contains("IST0118  PortNameWithoutProtocol  51 findings", "and 48 more", "--all")
                .doesNotContain("^");
        assertThat(TextReport.of(
                        many, new TextReport.Options(false, true, 2, 0, 0, OptionalDouble.empty()), Samples::lines))
                .contains("^^^")
                .doesNotContain("51 findings");
    }

    @Test
    void coloursOnlyWhenAsked() {
        var colours = new TextReport.Options(true, false, 2, 0, 0, OptionalDouble.empty());

        assertThat(TextReport.of(Samples.FINDINGS, colours, Samples::lines)).contains("\u001b[31merror\u001b[0m");
        assertThat(TextReport.of(Samples.FINDINGS, PLAIN, Samples::lines)).doesNotContain("\u001b");
    }

    @Test
    void nothingFoundSaysSo() {
        var options = new TextReport.Options(false, false, 97, 4, 0, OptionalDouble.empty());

        assertThat(TextReport.of(List.of(), options, Samples::lines))
                .isEqualTo("97 objects checked: 4 suppressed (baseline)\n");
        assertThat(TextReport.of(List.of(), PLAIN, Samples::lines))
                .isEqualTo("2 objects checked in 0.3 s: nothing found\n");
    }
}
