package dev.meshwright.analysis.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.intent.Intent;
import dev.meshwright.manifest.ManifestReader;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CheckTest {
    private static final String TWO_ROUTES_TO_NOWHERE = """
            apiVersion: v1
            kind: Service
            metadata: {name: reviews, namespace: shop}
            spec:
              ports: [{name: web, port: 80}]
            ---
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: reviews, namespace: shop}
            spec:
              hosts: [reviews]
              http:
                - route: [{destination: {host: nowhere}}]
                - route: [{destination: {host: nowhere}}]
            """;

    @Test
    void oneMissingHostIsOneFindingAtItsFirstPlace() {
        var findings = check(TWO_ROUTES_TO_NOWHERE, new Check.Options(Set.of("IST0101"), Set.of()));

        assertThat(findings).hasSize(1);
        assertThat(findings.getFirst().line()).isEqualTo(13);
        assertThat(findings.getFirst().path()).isEqualTo("spec.http[0].route[0].destination.host");
    }

    @Test
    void onlyAndSkipChooseCodes() {
        assertThat(check(TWO_ROUTES_TO_NOWHERE, new Check.Options(Set.of("IST0118"), Set.of())))
                .extracting(Finding::code)
                .containsOnly("IST0118");
        assertThat(check(TWO_ROUTES_TO_NOWHERE, new Check.Options(Set.of(), Set.of("IST0118"))))
                .extracting(Finding::code)
                .contains("IST0101")
                .doesNotContain("IST0118");
    }

    @Test
    void sameInputSameFindingsInTheSameOrder() {
        var first = check(TWO_ROUTES_TO_NOWHERE, Check.Options.ALL);

        assertThat(first).isSortedAccordingTo(Finding.BY_PLACE);
        assertThat(check(TWO_ROUTES_TO_NOWHERE, Check.Options.ALL)).isEqualTo(first);
    }

    @Test
    void aRuleThatThrowsIsNotSwallowed() {
        var broken = new Rule() {
            @Override
            public RuleInfo info() {
                return RuleCatalog.all().getFirst().info();
            }

            @Override
            public Stream<Finding> check(Mesh mesh) {
                throw new IllegalStateException("broken rule");
            }
        };

        assertThatThrownBy(() -> Check.run(mesh(""), List.of(broken), Check.Options.ALL))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("broken rule");
    }

    @Test
    void wrongTypesEverywhereAreNoReasonToThrow() {
        var nonsense = """
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: [x]
                spec: {hosts: {a: b}, gateways: 7, http: [3, {route: x, mirror: [], retries: 1}, null], tcp: true}
                ---
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: [], labels: 7, annotations: x}
                spec: {hosts: [null, {}, []], gateways: [null, [], /, a/], http: {route: []}}
                ---
                apiVersion: networking.istio.io/v1
                kind: DestinationRule
                metadata: {name: x}
                spec: {host: [], subsets: [1, {name: {}, labels: []}], trafficPolicy: {portLevelSettings: [1, {port: x}]}}
                ---
                apiVersion: networking.istio.io/v1
                kind: DestinationRule
                metadata: {name: y}
                spec: x
                ---
                apiVersion: networking.istio.io/v1
                kind: Gateway
                metadata: {name: a}
                spec: {servers: [1, {hosts: [2, null, /, "*"]}]}
                ---
                apiVersion: networking.istio.io/v1
                kind: ServiceEntry
                metadata: {name: a}
                spec: {hosts: ["*", "", "*."], exportTo: x, ports: [{number: -1}, {number: 99999999999}]}
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: s, annotations: {networking.istio.io/exportTo: " ,"}}
                spec: {selector: [], ports: [{port: x, targetPort: {}}, 3, {port: 80, targetPort: "", name: []}]}
                ---
                apiVersion: v1
                kind: Namespace
                metadata: {labels: {istio-injection: null}}
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: d}
                spec: {template: {metadata: [], spec: {containers: x, hostNetwork: 3}}}
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: p, labels: {sidecar.istio.io/inject: {}}}
                spec: {containers: [1, {name: [], ports: [x, {containerPort: y}], securityContext: 1}]}
                ---
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: istio, namespace: istio-system}
                data: {mesh: "[", meshNetworks: 3}
                """;

        assertThat(check(nonsense, Check.Options.ALL))
                .allSatisfy(finding -> assertThat(finding.message()).isNotBlank());
    }

    private static List<Finding> check(String text, Check.Options options) {
        return Check.run(mesh(text), options);
    }

    private static Mesh mesh(String text) {
        return Mesh.of(ManifestReader.parse("mesh.yaml", text), Intent.defaults(), Intent.NEWEST_ISTIO);
    }
}
