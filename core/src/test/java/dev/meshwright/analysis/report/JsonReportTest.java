package dev.meshwright.analysis.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class JsonReportTest {
    @Test
    void hasTheFieldsOfTheContractInTheirOrder() {
        assertThat(JsonReport.of(Samples.FINDINGS.subList(0, 1))).isEqualTo("""
                        {
                          "findings" : [
                            {
                              "code" : "IST0118",
                              "name" : "PortNameWithoutProtocol",
                              "category" : "traffic",
                              "severity" : "info",
                              "kind" : "Service",
                              "namespace" : "shop",
                              "resource" : "reviews",
                              "file" : "k8s/my shop.yaml",
                              "line" : 5,
                              "column" : 18,
                              "path" : "spec.ports[0].name",
                              "message" : "the name web of port 80 tells no protocol",
                              "fix" : "Start the name with the protocol (http-web, grpc, tcp-db), or set appProtocol.",
                              "fixable" : false,
                              "evidence" : "files",
                              "certainty" : "fact"
                            }
                          ]
                        }
                        """);
    }

    @Test
    void noFindingsAreAnEmptyList() {
        assertThat(JsonReport.of(List.of())).isEqualTo("{\n  \"findings\" : [ ]\n}\n");
    }
}
