package dev.meshwright.access.reach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meshwright.MeshwrightException;
import dev.meshwright.access.MeshSettings;
import dev.meshwright.access.PathNormalization;
import dev.meshwright.access.condition.Field;
import dev.meshwright.access.condition.Request;
import dev.meshwright.access.reach.Answer.Verdict;
import dev.meshwright.manifest.ManifestReader;
import dev.meshwright.topology.TopologyMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `shop/web` has a sidecar, `plain/old` has none; both call `api.pay.example`.
class OutsideTest {
    private static final Request ANY = Request.some(null, 0);
    private static final String MESH = """
            {apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: {istio-injection: enabled}}}
            ---
            {apiVersion: v1, kind: Namespace, metadata: {name: plain}}
            ---
            """ + pods("shop", "web") + pods("shop", "proxy") + pods("plain", "old");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hosts: [api.pay.example], ports: [{number: 443, name: tls, protocol: TLS}], resolution: DNS | YES | YES",
                "hosts: ['*.pay.example'], ports: [{number: 443, name: tls, protocol: TLS}] | YES | YES",
                "hosts: [other.example], ports: [{number: 443, name: tls, protocol: TLS}] | NO | YES",
                "hosts: [api.pay.example], ports: [{number: 80, name: http, protocol: HTTP}] | NO | YES",
                "hosts: [api.pay.example], exportTo: [bank], ports: [{number: 443, name: tls, protocol: TLS}] | NO | YES",
                "hosts: [api.pay.example], ports: [{number: 443, name: tls, protocol: TLS}], resolution: STATIC | NO | NO",
            })
    void whatNothingDeclaresIsReachedOnlyWhereEverythingMayGoOut(String spec, Verdict closed, Verdict open) {
        assertThat(can(entry(spec), "shop/web", true)).isEqualTo(closed);
        assertThat(can(entry(spec), "shop/web", false)).isEqualTo(open);
    }

    @Test
    void whoHasNoSidecarIsNotHeldByTheMesh() {
        assertThat(can("", "plain/old", true)).isEqualTo(Verdict.YES);
        assertThat(can("", "shop/web", true)).isEqualTo(Verdict.NO);
    }

    @Test
    void aSidecarObjectMayOpenOrCloseTheWayOut() {
        var sidecar = """
                apiVersion: networking.istio.io/v1
                kind: Sidecar
                metadata: {name: s, namespace: shop}
                spec: {outboundTrafficPolicy: {mode: %s}, egress: [{hosts: ['./none']}]}
                ---
                """;
        var known = entry("hosts: [api.pay.example], ports: [{number: 443, name: tls, protocol: TLS}]");
        assertThat(can(sidecar.formatted("ALLOW_ANY"), "shop/web", true)).isEqualTo(Verdict.YES);
        assertThat(can(known + sidecar.formatted("REGISTRY_ONLY"), "shop/web", false))
                .isEqualTo(Verdict.NO);
    }

    @Test
    void aVirtualServiceMaySendItElsewhere() {
        var route = """
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: out, namespace: shop}
                spec:
                  hosts: [api.pay.example]
                  tls: [{match: [{sniHosts: [api.pay.example]}], route: [{destination: {host: proxy, port: {number: 443}}}]}]
                ---
                """;
        var known = entry("hosts: [api.pay.example], ports: [{number: 443, name: tls, protocol: TLS}]");
        var answer = reach(known + route, false)
                .can("shop/web", "api.pay.example", 443, ANY.with(Field.SNI, "api.pay.example"));

        assertThat(answer.verdict()).isEqualTo(Verdict.YES);
        assertThat(answer.ways()).extracting(Answer.Way::workload).containsExactly("shop/proxy");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[] | NO",
                "[{}] | YES",
                "[{ports: [{port: 443}]}] | YES",
                "[{ports: [{port: 80}]}] | NO",
                "[{to: [{podSelector: {}}]}] | NO",
                "[{to: [{namespaceSelector: {}}]}] | NO",
                "[{to: [{ipBlock: {cidr: 0.0.0.0/0}}]}] | UNDECIDED",
            })
    void networkPoliciesHoldPacketsThatLeave(String egress, Verdict verdict) {
        var policy = """
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: n, namespace: shop}
                spec: {podSelector: {}, policyTypes: [Egress], egress: %s}
                ---
                """.formatted(egress);
        assertThat(can(policy, "shop/web", false)).isEqualTo(verdict);
    }

    @Test
    void podsThatAnEntrySelectsAreReachedByTheirRules() {
        var entry = entry("hosts: [api.pay.example], ports: [{number: 443, name: h, protocol: HTTP, targetPort: 8080}],"
                + " resolution: STATIC, workloadSelector: {labels: {app: proxy}}");
        var deny = """
                apiVersion: security.istio.io/v1
                kind: AuthorizationPolicy
                metadata: {name: p, namespace: shop}
                spec: {action: DENY, rules: [{from: [{source: {principals: ['*/sa/web']}}]}]}
                ---
                """;
        assertThat(can(entry, "shop/web", true)).isEqualTo(Verdict.YES);
        assertThat(can(entry + deny, "shop/web", true)).isEqualTo(Verdict.NO);
    }

    @Test
    void withoutAPortThoseOfTheEntryAreAsked() {
        var entry = entry("hosts: [api.pay.example], ports: [{number: 80, name: h, protocol: HTTP}]");

        assertThat(reach(entry, true).can("shop/web", "api.pay.example", 0, ANY).ways())
                .extracting(Answer.Way::port)
                .containsExactly(80);
        assertThatThrownBy(() -> reach("", true).can("shop/web", "api.pay.example", 0, ANY))
                .isInstanceOf(MeshwrightException.class)
                .hasMessage("nothing declares a port of api.pay.example. Name one with --port.");
    }

    @Test
    void theFullNameOfAServiceIsTheService() {
        assertThat(reach("", false)
                        .can("plain/old", "web.shop.svc.cluster.local", 443, ANY)
                        .ways())
                .extracting(Answer.Way::workload)
                .containsExactly("shop/web");
    }

    private static Verdict can(String objects, String from, boolean registryOnly) {
        return reach(objects, registryOnly)
                .can(from, "api.pay.example", 443, ANY)
                .verdict();
    }

    private static Reach reach(String objects, boolean registryOnly) {
        var manifests = ManifestReader.parse("mesh.yaml", MESH + objects);
        var settings =
                new MeshSettings("istio-system", "cluster.local", List.of(), PathNormalization.BASE, registryOnly);
        return Reach.of(manifests, TopologyMapper.map(manifests), settings);
    }

    private static String entry(String spec) {
        return """
                apiVersion: networking.istio.io/v1
                kind: ServiceEntry
                metadata: {name: pay, namespace: shop}
                spec: {%s}
                ---
                """.formatted(spec);
    }

    private static String pods(String namespace, String name) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: %2$s, namespace: %1$s}
                spec:
                  template:
                    metadata: {labels: {app: %2$s}}
                    spec: {serviceAccountName: %2$s, containers: [{name: c}]}
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: %2$s, namespace: %1$s}
                spec: {selector: {app: %2$s}, ports: [{name: tls, port: 443, targetPort: 8443}]}
                ---
                """.formatted(namespace, name);
    }
}
