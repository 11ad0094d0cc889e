package dev.meshwright.analysis.annotations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Findings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnnotationRulesTest {
    @Test
    void aTemplatesAnnotationsAreThoseOfAPod() {
        var deployment = """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: cart, namespace: shop}
                spec: {template: {metadata: {annotations: {%s}}}}
                """;

        assertThat(Findings.of(new MisplacedAnnotation(), deployment.formatted("sidecar.istio.io/logLevel: debug")))
                .isEmpty();
        assertThat(Findings.of(new MisplacedAnnotation(), deployment.formatted("networking.istio.io/exportTo: '.'")))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.kind()).isEqualTo("Deployment");
                    assertThat(finding.path()).isEqualTo("spec.template.metadata.annotations");
                    assertThat(finding.message()).contains("only on Service");
                });
    }

    @Test
    void aCronJobsTemplateIsFoundWhereItIs() {
        assertThat(Findings.of(new UnknownAnnotation(), """
                apiVersion: batch/v1
                kind: CronJob
                metadata: {name: clean, namespace: shop}
                spec: {jobTemplate: {spec: {template: {metadata: {annotations: {sidecar.istio.io/none: "1"}}}}}}
                """))
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.path()).isEqualTo("spec.jobTemplate.spec.template.metadata.annotations"));
    }

    @Test
    void annotationsOfOthersAndThoseForAnyKindAreNobodysBusiness() {
        var namespace = """
                apiVersion: v1
                kind: Namespace
                metadata:
                  name: shop
                  annotations: {example.com/owner: shop, galley.istio.io/analyze-suppress: IST0102, plain: x}
                """;

        assertThat(all(namespace)).isEmpty();
    }

    @Test
    void theIngressClassIsLookedAtThoughItIsKubernetesOwn() {
        assertThat(Findings.of(new MisplacedAnnotation(), service("kubernetes.io/ingress.class: istio")))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("only on Ingress"));
    }

    @Test
    void aMisspeltNameIsAnsweredWithTheClosest() {
        assertThat(Findings.of(new UnknownAnnotation(), service("networking.istio.io/exportto: '*'")))
                .singleElement()
                .satisfies(finding -> assertThat(finding.fix()).isEqualTo("Write networking.istio.io/exportTo."));
    }

    @Test
    void whoHasTheLabelBesideTheAnnotationKnows() {
        var misplaced = """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: cart, annotations: {sidecar.istio.io/inject: "true"}%s}
                """;

        assertThat(Findings.of(new DeprecatedAnnotation(), misplaced.formatted("")))
                .hasSize(1);
        assertThat(Findings.of(
                        new DeprecatedAnnotation(), misplaced.formatted(", labels: {sidecar.istio.io/inject: 'true'}")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sidecar.istio.io/interceptionMode | TPROXY | true",
                "sidecar.istio.io/interceptionMode | tproxy | false",
                "status.sidecar.istio.io/port | ' 15020 ' | true",
                "status.sidecar.istio.io/port | 65536 | false",
                "readiness.status.sidecar.istio.io/periodSeconds | -1 | false",
                "traffic.sidecar.istio.io/includeOutboundIPRanges | * | true",
                "traffic.sidecar.istio.io/excludeOutboundIPRanges | * | false",
                "traffic.sidecar.istio.io/excludeOutboundIPRanges | 10.0.0.0/8,fd00::/8 | true",
                "traffic.sidecar.istio.io/excludeOutboundIPRanges | 10.0.0.0 | false",
                "traffic.sidecar.istio.io/includeInboundPorts | * | true",
                "traffic.sidecar.istio.io/excludeInboundPorts | '' | true",
                "traffic.sidecar.istio.io/excludeInboundPorts | '80, 81' | true",
                "traffic.sidecar.istio.io/excludeInboundPorts | 80; | false",
                "prometheus.istio.io/merge-metrics | False | true",
                "prometheus.istio.io/merge-metrics | no | false",
                "proxy.istio.io/config | 'concurrency: 2' | true",
                "proxy.istio.io/config | 'concurrency: -2' | false",
                "proxy.istio.io/config | 'concurrency: [' | false",
                "proxy.istio.io/config | fast | false",
                "sidecar.istio.io/proxyCPU | anything | true"
            })
    void aValueIsWhatTheInjectorTakes(String name, String value, boolean valid) {
        assertThat(AnnotationValue.fault(name, value).isEmpty()).isEqualTo(valid);
    }

    @Test
    void aValueWhereItHasNoEffectIsNotJudged() {
        assertThat(Findings.of(new InvalidAnnotation(), service("status.sidecar.istio.io/port: none")))
                .isEmpty();
    }

    private static String service(String annotation) {
        return """
                apiVersion: v1
                kind: Service
                metadata: {name: cart, namespace: shop, annotations: {%s}}
                """.formatted(annotation);
    }

    private static List<Finding> all(String text) {
        return AnnotationRules.all().stream()
                .flatMap(rule -> Findings.of(rule, text).stream())
                .toList();
    }
}
