package dev.meshwright.analysis.fix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.catalog.Check;
import dev.meshwright.intent.Intent;
import dev.meshwright.manifest.ManifestReader;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What `check --fix` corrects by itself, and what it leaves to a person.
class CorrectionsTest {
    private static final String RULE = """
            apiVersion: networking.istio.io/v1
            kind: DestinationRule
            metadata: {name: cart, namespace: shop}
            spec:
              host: cart.shop.svc.cluster.local
              trafficPolicy: # how
                tls: {mode: ISTIO_MUTUAL}   # mesh
            """;
    private static final String POLICY = """
            apiVersion: security.istio.io/v1
            kind: AuthorizationPolicy
            metadata: {name: cart, namespace: shop}
            spec:
              action: "DENY"
              rules:
                - to:
                    - operation:
                        ports: ["8080"]   # of the pod
            """;

    @Test
    void aMistypedFieldGetsTheNameThatIsMeant() {
        becomes(RULE.replace("trafficPolicy", "trafficPolcy"), RULE);
        becomes(RULE.replace("{mode", "{\"moed\""), RULE.replace("{mode", "{\"mode\""));
    }

    @Test
    void aMistypedWordOfAListGetsTheOneThatIsMeant() {
        becomes(RULE.replace("ISTIO_MUTUAL", "ISTIO-MUTUAL"), RULE);
        becomes(POLICY.replace("DENY", "DENNY"), POLICY);
        becomes(POLICY.replace("\"DENY\"", "deny"), POLICY.replace("\"DENY\"", "DENY"));
    }

    @Test
    void aTextThatReadsAsANumberGetsQuotesAndANumberInQuotesLosesThem() {
        becomes(POLICY.replace("\"8080\"", "8080"), POLICY);
        becomes(POLICY.replace("[\"8080\"]", "[8080, 9090]"), POLICY.replace("[\"8080\"]", "[\"8080\", \"9090\"]"));
        var entry = """
                apiVersion: networking.istio.io/v1
                kind: ServiceEntry
                metadata: {name: api, namespace: shop}
                spec:
                  hosts: [api.example.com]
                  ports:
                    - number: '443'
                      name: tls
                      protocol: TLS
                  resolution: DNS
                """;
        becomes(entry, entry.replace("'443'", "443"));
    }

    @Test
    void labelsThatReadAsNumbersGetQuotes() {
        becomes(
                RULE.replace("namespace: shop}", "namespace: shop, labels: {version: 1.10, on: true}}"),
                RULE.replace("namespace: shop}", "namespace: shop, labels: {version: \"1.10\", on: \"true\"}}"));
        // It reads as true, and whoever wrote it may mean the word.
        var word = RULE.replace("namespace: shop}", "namespace: shop, labels: {mesh: yes}}");
        assertThat(Fixer.fix("all.yaml", word, fixable(word)).text()).isEqualTo(word);
    }

    @Test
    void anOldVersionThatMeansTheSameBecomesTheStableOne() {
        becomes(RULE.replace("istio.io/v1", "istio.io/v1beta1"), RULE);
        becomes(
                "# why\n" + RULE.replace("networking.istio.io/v1", "\"networking.istio.io/v1alpha3\""),
                "# why\n" + RULE.replace("networking.istio.io/v1", "\"networking.istio.io/v1\""));
    }

    @Test
    void theAnnotationForASidecarIsJoinedByTheLabelThatSaysTheSame() {
        var pod = """
                apiVersion: v1
                kind: Namespace
                metadata: {name: shop, labels: {istio-injection: enabled}}
                ---
                apiVersion: v1
                kind: Pod
                metadata:
                  name: cart
                  namespace: shop
                  labels:
                    app: cart
                  annotations:
                    sidecar.istio.io/inject: "%s"
                spec: {containers: [{name: c, image: "c:1"}]}
                """;
        for (var wish : List.of("true", "false")) {
            becomes(
                    pod.formatted(wish),
                    pod.formatted(wish)
                            .replace("app: cart\n", "app: cart\n    sidecar.istio.io/inject: \"" + wish + "\"\n"));
        }
        var outside = pod.formatted("true").replace("{istio-injection: enabled}", "{}");
        assertThat(fixable(outside)).isEmpty();
    }

    @Test
    void severalEditsOfOneFileDoNotMoveEachOther() {
        becomes(
                RULE.replace("istio.io/v1", "istio.io/v1beta1").replace("trafficPolicy", "trafficPolcy")
                        + "---\n"
                        + POLICY.replace("DENY", "DENNY").replace("\"8080\"", "8080"),
                RULE + "---\n" + POLICY);
    }

    @Test
    void whatASharedAnchorHidesDoesNotKeepTheOthersFromBeingCorrected() {
        var shared = """
                apiVersion: networking.istio.io/v1beta1
                kind: DestinationRule
                metadata: {name: cart, namespace: shop}
                spec:
                  host: cart.shop.svc.cluster.local
                  trafficPolicy: {tls: {mode: "ISTIO\\u005fMUTUL"}}
                """;
        var result = Fixer.fix("all.yaml", shared, fixable(shared));

        assertThat(result.text()).isEqualTo(shared.replace("v1beta1", "v1"));
        assertThat(result.refused()).hasSize(1);
    }

    @Test
    void whatMightMeanTwoThingsIsLeftToAPerson() {
        var twice = RULE.replace("  trafficPolicy:", "  trafficPolcy: {}\n  trafficPolicy:");
        assertThat(fixable(twice)).isEmpty();
        assertThat(fixable(RULE.replace("trafficPolicy", "policy"))).isEmpty();
        // Another fault would come to light.
        assertThat(fixable(RULE.replace("tls: {mode: ISTIO_MUTUAL}", "tsl: 7"))).isEmpty();
    }

    @Test
    void versionsOfTheGatewayApiAreLeftAlone() {
        var route = """
                apiVersion: gateway.networking.k8s.io/v1beta1
                kind: HTTPRoute
                metadata: {name: cart, namespace: shop}
                spec: {rules: []}
                """;

        assertThat(findings(route)).extracting(Finding::name).contains("DeprecatedVersion");
        assertThat(fixable(route)).isEmpty();
    }

    private static void becomes(String before, String after) {
        var findings = fixable(before);
        assertThat(findings).isNotEmpty();
        var result = Fixer.fix("all.yaml", before, findings);

        assertThat(result.refused()).isEmpty();
        assertThat(result.text()).isEqualTo(after);
        assertThat(result.fixed()).hasSameSizeAs(findings);
        assertThat(fixable(result.text())).isEmpty();
        assertThat(findings(result.text()))
                .extracting(Finding::fault)
                .doesNotContainAnyElementsOf(
                        findings.stream().map(Finding::fault).toList());
    }

    private static List<Finding> fixable(String text) {
        return findings(text).stream().filter(Finding::fixable).toList();
    }

    private static List<Finding> findings(String text) {
        var mesh = Mesh.of(ManifestReader.parse("all.yaml", text), Intent.defaults(), Intent.NEWEST_ISTIO);
        return Check.run(mesh, new Check.Options(Set.of(), Set.of("MW5102")));
    }
}
