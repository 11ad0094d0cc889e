package dev.meshwright.analysis.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.catalog.RuleCatalog;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class JunitReportTest {
    private static final List<RuleInfo> RULES = Stream.of("IST0118", "IST0108", "IST0101")
            .flatMap(code -> RuleCatalog.withCode(code).stream())
            .map(Rule::info)
            .filter(rule -> !rule.code().equals("IST0101") || rule.name().equals("DestinationHostNotFound"))
            .toList();

    @Test
    void everyRuleIsATestCaseThatFailsByItsFindings() {
        assertThat(JunitReport.of(Samples.FINDINGS, RULES)).isEqualTo("""
                <?xml version="1.0" encoding="UTF-8"?>
                <testsuites name="meshwright check" tests="3" failures="1" errors="0">
                  <testsuite name="meshwright check" tests="3" failures="1" errors="0" skipped="0">
                    <testcase classname="meshwright" name="IST0118 PortNameWithoutProtocol">
                      <system-out>k8s/my shop.yaml:5:18  info  the name web of port 80 tells no protocol
                   fix: Start the name with the protocol (http-web, grpc, tcp-db), or set appProtocol.
                </system-out>
                    </testcase>
                    <testcase classname="meshwright" name="IST0108 UnknownAnnotation"/>
                    <testcase classname="meshwright" name="IST0101 DestinationHostNotFound">
                      <failure type="error" message="no Service or ServiceEntry that shop can see has the host\
                 reviews.shop">k8s/my shop.yaml:15:19  error  no Service or ServiceEntry that shop can see has the host\
                 reviews.shop
                   fix: Write reviews.shop.svc.cluster.local, if that is meant; else add the Service or ServiceEntry.
                </failure>
                    </testcase>
                  </testsuite>
                </testsuites>
                """);
    }

    @Test
    void severalFindingsOfARuleAreOneFailure() throws Exception {
        var root = parsed(JunitReport.of(List.of(Samples.FINDINGS.getLast(), Hostile.finding()), RULES));
        var failures = root.getElementsByTagName("failure");

        assertThat(root.getAttribute("failures")).isEqualTo("1");
        assertThat(failures.getLength()).isEqualTo(1);
        assertThat(((Element) failures.item(0)).getAttribute("message")).endsWith("(and 1 more)");
    }

    @Test
    void anyTextGivesXmlThatParsersTake() throws Exception {
        var root = parsed(JunitReport.of(List.of(Hostile.finding()), List.of()));

        assertThat(root.getTextContent()).contains("a|b <i>&amp; \"q\" 100%", "]]> \uFFFD\uFFFD\uFFFD\uFFFD");
    }

    @Test
    void theCountsAreThoseOfTheCases() throws Exception {
        var all = RuleCatalog.all().stream().map(Rule::info).toList();
        var root = parsed(JunitReport.of(Samples.FINDINGS, all));
        var cases = root.getElementsByTagName("testcase");

        assertThat(root.getAttribute("tests")).isEqualTo(String.valueOf(cases.getLength()));
        assertThat(IntStream.range(0, cases.getLength()).mapToObj(i -> ((Element) cases.item(i)).getAttribute("name")))
                .hasSameSizeAs(all)
                .doesNotHaveDuplicates();
    }

    @Test
    void anAcknowledgedFindingFailsNothing() {
        List<Finding> findings = List.of(Samples.FINDINGS.getLast().acknowledged("comes on Monday"));

        assertThat(JunitReport.of(findings, RULES)).contains("failures=\"0\"", "acknowledged: comes on Monday");
    }

    private static Element parsed(String xml) throws Exception {
        var factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
    }
}
