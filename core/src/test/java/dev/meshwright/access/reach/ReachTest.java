package dev.meshwright.access.reach;

import static dev.meshwright.access.reach.Answer.Verdict.NO;
import static dev.meshwright.access.reach.Answer.Verdict.SOME;
import static dev.meshwright.access.reach.Answer.Verdict.UNDECIDED;
import static dev.meshwright.access.reach.Answer.Verdict.YES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meshwright.MeshwrightException;
import dev.meshwright.access.MeshSettings;
import dev.meshwright.access.condition.Field;
import dev.meshwright.access.condition.Request;
import dev.meshwright.access.reach.Answer.Layer;
import dev.meshwright.access.reach.Answer.Verdict;
import dev.meshwright.access.reach.Matrix.Cell;
import dev.meshwright.access.reach.Matrix.Share;
import dev.meshwright.intent.Intent;
import dev.meshwright.manifest.ManifestReader;
import dev.meshwright.topology.TopologyMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `shop/web` and `shop/cart` have sidecars, `amb/app` and `amb/db` are ambient, `plain/old` has no proxy.
class ReachTest {
    private static final Request ANY = Request.some(null, 0);
    private static final Request GET_CART = ANY.with(Field.METHOD, "GET").with(Field.PATH, "/cart");

    private static final String MESH =
            """
            {apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: {istio-injection: enabled}}}
            ---
            {apiVersion: v1, kind: Namespace, metadata: {name: amb, labels: {istio.io/dataplane-mode: ambient, tier: a}}}
            ---
            {apiVersion: v1, kind: Namespace, metadata: {name: plain}}
            ---
            """ + pods("shop", "web", "v1") + pods("shop", "cart", "v1") + pods("shop", "cart2", "v2")
                    + pods("amb", "app", "v1") + pods("amb", "db", "v1") + pods("plain", "old", "v1")
                    + service("shop", "web", "{app: web}") + service("shop", "cart", "{role: cart}")
                    + service("amb", "db", "{app: db}") + service("plain", "old", "{app: old}");

    private static final String DENY_ALL = policy("shop", "ALLOW", "[]");

    @Test
    void withoutAnyPolicyEverybodyReachesEverything() {
        assertThat(can("", "shop/web", "shop/cart", ANY)).isEqualTo(YES);
        assertThat(can("", "plaintext", "shop/cart", ANY)).isEqualTo(YES);
        assertThat(can("", "sa:shop/web", "shop/cart", ANY)).isEqualTo(YES);
        assertThat(can("", "amb/app", "amb/db", ANY)).isEqualTo(YES);
    }

    @Test
    void theReasonsAreInTheOrderOfTheWayAndNameObjectRuleAndLine() {
        var rules = "[{from: [{source: {namespaces: [bank]}}]}, {from: [{source: {namespaces: [shop]}}]}]";
        var way = answer(policy("shop", "ALLOW", rules), "shop/web", "shop/web", 80, ANY)
                .ways()
                .getFirst();

        assertThat(way.reasons())
                .extracting(Answer.Reason::layer)
                .containsExactly(Layer.NAME, Layer.ROUTE, Layer.CONNECTION, Layer.NETWORK, Layer.TOKEN, Layer.POLICY);
        var last = way.reasons().getLast();
        assertThat(last.object()).isEqualTo("AuthorizationPolicy shop/p");
        assertThat(last.rule()).isEqualTo(1);
        assertThat(String.valueOf(last.where())).startsWith("mesh.yaml:");
    }

    @Test
    void afterANoNothingElseIsAsked() {
        var way = answer(peers("shop", "STRICT") + DENY_ALL, "plaintext", "shop/web", 80, ANY)
                .ways()
                .getFirst();

        assertThat(way.reasons().getLast().layer()).isEqualTo(Layer.CONNECTION);
        assertThat(way.reasons().getLast().verdict()).isEqualTo(NO);
    }

    @Test
    void whoIsNotAdmittedIsNamedBesideThoseWhoAre() {
        var policy = policy("shop", "ALLOW", "[{from: [{source: {principals: [cluster.local/ns/shop/sa/cart]}}]}]");

        assertThat(reason(policy, "shop/web", "shop/cart", ANY, Layer.POLICY))
                .isEqualTo("no ALLOW rule matches cluster.local/ns/shop/sa/web; shop/p admits cart");
    }

    @ParameterizedTest
    @CsvSource({
        "nobody/here, shop/cart, Did you",
        "shop/wep, shop/cart, Did you mean shop/web?",
        "shop/web, shop/carts, Did you mean shop/cart?",
        "sa:shop/wep, shop/cart, Did you mean shop/web?",
    })
    void unknownNamesAreRefusedWithTheClosest(String from, String to, String hint) {
        assertThatThrownBy(() -> can("", from, to, ANY))
                .isInstanceOf(MeshwrightException.class)
                .message()
                .contains(hint.equals("Did you") ? "there is no workload" : hint);
    }

    @Test
    void aPortThatTheServiceDoesNotHaveIsRefused() {
        assertThatThrownBy(() -> answer("", "shop/web", "shop/cart", 81, ANY))
                .hasMessage("Service shop/cart has no port 81. It has 80.");
    }

    @Test
    void aSubsetNarrowsThePods() {
        var objects = rule("subsets: [{name: v2, labels: {version: v2}}]")
                + route("http: [{route: [{destination: {host: cart, subset: v2}}]}]");

        assertThat(answer(objects, "shop/web", "shop/cart", 80, ANY).ways())
                .extracting(Answer.Way::workload)
                .containsExactly("shop/cart2");
        assertThat(can(objects.replace("name: v2", "name: v3"), "shop/web", "shop/cart", ANY))
                .isEqualTo(NO);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{redirect: {uri: /x}}] | NO",
                "[{directResponse: {status: 200}}] | NO",
                "[{fault: {abort: {httpStatus: 500, percentage: {value: 100}}}, route: [{destination: {host: cart}}]}] | NO",
                "[{match: [{uri: {exact: /other}}], route: [{destination: {host: cart}}]}] | NO",
                "[{match: [{uri: {prefix: /c}}], route: [{destination: {host: cart}}]}] | YES",
                "[{match: [{method: {exact: POST}}], redirect: {uri: /}}, {route: [{destination: {host: cart}}]}] | YES",
                "[{match: [{uri: {prefix: /c}, headers: {x: {exact: y}}}], route: [{destination: {host: cart}}]}] | SOME",
                "[{match: [{uri: {regex: '/c.*'}}], route: [{destination: {host: cart}}]}] | UNDECIDED",
                "[{match: [{sourceLabels: {app: other}}], redirect: {uri: /}}, {route: [{destination: {host: cart}}]}] | YES",
                "[{route: [{destination: {host: nowhere}}]}] | UNDECIDED",
                "[{match: [{port: 81}], redirect: {uri: /}}, {route: [{destination: {host: cart}}]}] | YES",
            })
    void virtualServicesDecideWhereARequestGoes(String http, Verdict verdict) {
        assertThat(can(route("http: " + http), "shop/web", "shop/cart", GET_CART))
                .isEqualTo(verdict);
    }

    @Test
    void routesAreOnlyForCallersWithASidecarThatSeeThem() {
        var ending = route("http: [{redirect: {uri: /x}}]");

        assertThat(can(ending, "plain/old", "shop/cart", GET_CART)).isEqualTo(YES);
        assertThat(can(ending.replace("spec:", "spec:\n  exportTo: [bank]"), "shop/web", "shop/cart", GET_CART))
                .isEqualTo(YES);
        assertThat(can(ending.replace("spec:", "spec:\n  gateways: [shop/edge]"), "shop/web", "shop/cart", GET_CART))
                .isEqualTo(YES);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "egress: [{hosts: ['./*']}] | YES",
                "egress: [{hosts: ['*/cart.shop.svc.cluster.local']}] | YES",
                "egress: [{hosts: ['shop/*.svc.cluster.local']}] | YES",
                "egress: [{hosts: ['bank/*']}] | UNDECIDED",
                "egress: [{hosts: ['bank/*']}], outboundTrafficPolicy: {mode: REGISTRY_ONLY} | NO",
                "egress: [{hosts: ['~/*']}], outboundTrafficPolicy: {mode: REGISTRY_ONLY} | NO",
                "workloadSelector: {labels: {app: other}}, egress: [{hosts: ['~/*']}] | YES",
                "ingress: [] | YES",
            })
    void aSidecarObjectLimitsWhatTheCallersProxyKnows(String spec, Verdict verdict) {
        var sidecar = """
                apiVersion: networking.istio.io/v1
                kind: Sidecar
                metadata: {name: s, namespace: shop}
                spec: {%s}
                ---
                """.formatted(spec);
        assertThat(can(sidecar, "shop/web", "shop/cart", ANY)).isEqualTo(verdict);
        assertThat(can(sidecar, "plain/old", "shop/cart", ANY)).isEqualTo(YES);
    }

    @ParameterizedTest
    @CsvSource({
        "STRICT, DISABLE, NO",
        "STRICT, ISTIO_MUTUAL, YES",
        "STRICT, SIMPLE, NO",
        "PERMISSIVE, DISABLE, YES",
        "PERMISSIVE, SIMPLE, UNDECIDED",
        "DISABLE, ISTIO_MUTUAL, NO",
    })
    void bothEndsHaveToAgreeOnTls(String server, String client, Verdict verdict) {
        var objects = peers("shop", server) + rule("trafficPolicy: {tls: {mode: " + client + "}}");
        assertThat(can(objects, "shop/web", "shop/cart", ANY)).isEqualTo(verdict);
    }

    @Test
    void aCallerWithPlaintextHasNoIdentityEvenIfItHasASidecar() {
        var policy = policy("shop", "ALLOW", "[{from: [{source: {namespaces: [shop]}}]}]");

        assertThat(can(policy, "shop/web", "shop/cart", ANY)).isEqualTo(YES);
        assertThat(can(policy + rule("trafficPolicy: {tls: {mode: DISABLE}}"), "shop/web", "shop/cart", ANY))
                .isEqualTo(NO);
    }

    @Test
    void podsWithoutAProxyEnforceNothing() {
        assertThat(can(policy("plain", "DENY", "[{}]"), "shop/web", "plain/old", ANY))
                .isEqualTo(YES);
        assertThat(can(peers("shop", "STRICT"), "plain/old", "shop/cart", ANY)).isEqualTo(NO);
        assertThat(can(peers("amb", "STRICT"), "plain/old", "amb/db", ANY)).isEqualTo(NO);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ingress: [] | NO",
                "ingress: [{}] | YES",
                "ingress: [{from: [{podSelector: {matchLabels: {app: web}}}]}] | YES",
                "ingress: [{from: [{podSelector: {matchLabels: {app: x}}}]}] | NO",
                "ingress: [{from: [{podSelector: {matchExpressions: [{key: app, operator: In, values: [web, x]}]}}]}] | YES",
                "ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: shop}}}]}] | YES",
                "ingress: [{from: [{namespaceSelector: {matchLabels: {tier: a}}}]}] | NO",
                "ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8}}]}] | UNDECIDED",
                "ingress: [{ports: [{port: 8080}]}] | YES",
                "ingress: [{ports: [{port: 80}]}] | NO",
                "ingress: [{ports: [{port: 8000, endPort: 9000}]}] | YES",
                "ingress: [{ports: [{port: http}]}] | YES",
                "ingress: [{ports: [{protocol: UDP, port: 8080}]}] | NO",
                "policyTypes: [Egress], egress: [] | NO",
            })
    void networkPoliciesDecideAboutPackets(String spec, Verdict verdict) {
        var policy = """
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: n, namespace: shop}
                spec: {podSelector: {}, %s}
                ---
                """.formatted(spec);
        assertThat(can(policy, "shop/web", "shop/cart", ANY)).isEqualTo(verdict);
    }

    @Test
    void ambientPodsAreReachedThroughTheTunnelsPort() {
        var policy = """
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: n, namespace: amb}
                spec: {podSelector: {}, ingress: [{ports: [{port: %d}]}]}
                ---
                """;
        assertThat(can(policy.formatted(8080), "amb/app", "amb/db", ANY)).isEqualTo(NO);
        assertThat(can(policy.formatted(15_008), "amb/app", "amb/db", ANY)).isEqualTo(YES);
    }

    @Test
    void withoutAWaypointRequestsAreNotLookedAt() {
        var deny = policy("amb", "DENY", "[{to: [{operation: {methods: [GET]}}]}]");
        assertThat(can(deny, "amb/app", "amb/db", GET_CART)).isEqualTo(YES);
    }

    @Test
    void aWaypointJudgesRequestsAndTheZtunnelBehindItSeesTheWaypoint() {
        var waypoint = """
                apiVersion: gateway.networking.k8s.io/v1
                kind: Gateway
                metadata: {name: way, namespace: amb}
                spec: {gatewayClassName: istio-waypoint}
                ---
                """;
        var objects = waypoint + """
                apiVersion: security.istio.io/v1
                kind: AuthorizationPolicy
                metadata: {name: l7, namespace: amb}
                spec:
                  action: DENY
                  targetRefs: [{kind: Service, group: "", name: db}]
                  rules: [{to: [{operation: {methods: [GET]}}]}]
                ---
                """;
        var enrolled = MESH.replace(
                "name: db, namespace: amb}\nspec: {selector",
                "name: db, namespace: amb, labels: {istio.io/use-waypoint: way}}\nspec: {selector");
        var client = policy("amb", "ALLOW", "[{from: [{source: {principals: ['*/sa/app']}}]}]");

        assertThat(verdict(MESH + objects, "amb/app", "amb/db", GET_CART)).isEqualTo(YES);
        assertThat(verdict(enrolled + objects, "amb/app", "amb/db", GET_CART)).isEqualTo(NO);
        assertThat(verdict(enrolled + objects, "amb/app", "amb/db", ANY)).isEqualTo(SOME);
        assertThat(verdict(enrolled + waypoint + client, "amb/app", "amb/db", ANY))
                .isEqualTo(NO);
        assertThat(verdict(enrolled + objects, "shop/web", "amb/db", GET_CART)).isEqualTo(YES);
    }

    @Test
    void withoutRequestAuthenticationNoRequestHasAToken() {
        var policy = policy("shop", "ALLOW", "[{from: [{source: {requestPrincipals: ['https://i/alice']}}]}]");
        var issuer = """
                apiVersion: security.istio.io/v1
                kind: RequestAuthentication
                metadata: {name: r, namespace: shop}
                spec: {jwtRules: [{issuer: "https://i"}]}
                ---
                """;
        var alice = ANY.withClaims(Map.of("iss", "https://i", "sub", "alice"));

        assertThat(can(policy, "shop/web", "shop/cart", alice)).isEqualTo(NO);
        assertThat(can(policy + issuer, "shop/web", "shop/cart", alice)).isEqualTo(YES);
        assertThat(can(policy + issuer, "shop/web", "shop/cart", ANY)).isEqualTo(SOME);
        assertThat(can(policy + issuer, "shop/web", "shop/cart", ANY.withClaims(null)))
                .isEqualTo(NO);
        assertThat(can(issuer, "shop/web", "shop/cart", ANY.withClaims(Map.of("iss", "evil"))))
                .isEqualTo(NO);
    }

    @Test
    void anAuthorizerOutsideLeavesItUndecided() {
        assertThat(can(policy("shop", "CUSTOM", "[{}]"), "shop/web", "shop/cart", ANY))
                .isEqualTo(UNDECIDED);
    }

    @Test
    void whereSomeRequestsPassAnExampleIsGivenThatDoes() {
        var rules = "[{to: [{operation: {paths: ['/api/{*}/x'], methods: [PUT]}}],"
                + " when: [{key: 'request.headers[x-team]', values: [pay*]}]}]";
        var objects = policy("shop", "ALLOW", rules)
                + policy("shop", "DENY", "[{to: [{operation: {paths: ['/api/y/x']}}]}]")
                        .replace("name: p", "name: q");
        var other = policy("shop", "ALLOW", rules);

        assertThat(answer(other, "shop/web", "shop/web", 80, ANY)
                        .ways()
                        .getFirst()
                        .example())
                .isEqualTo("PUT /api/y/x, header x-team: pay");
        assertThat(can(
                        other,
                        "shop/web",
                        "shop/web",
                        ANY.with(Field.METHOD, "PUT")
                                .with(Field.PATH, "/api/y/x")
                                .sending("x-team", List.of("pay"))))
                .isEqualTo(YES);
        assertThat(answer(objects, "shop/web", "shop/web", 80, ANY)
                        .ways()
                        .getFirst()
                        .example())
                .isEqualTo("PUT /api/a/x, header x-team: pay");
    }

    @Test
    void manyRulesThatContradictThemselvesAdmitNothing() {
        var rules = new StringBuilder("[");
        for (int i = 0; i < 400; i++) {
            rules.append("{to: [{operation: {paths: [/a").append(i).append("*], notPaths: [/a*]}}]},");
        }
        assertThat(can(policy("shop", "ALLOW", rules + "]"), "shop/web", "shop/web", ANY))
                .isEqualTo(NO);
    }

    @Test
    void whatIsSaidOfTheRequestIsTaken() {
        var policy = policy("shop", "ALLOW", "[{to: [{operation: {methods: [GET], paths: [/cart]}}]}]");

        assertThat(can(policy, "shop/web", "shop/cart", GET_CART)).isEqualTo(YES);
        assertThat(can(policy, "shop/web", "shop/cart", ANY.with(Field.METHOD, "POST")))
                .isEqualTo(NO);
        assertThat(can(policy, "shop/web", "shop/cart", ANY)).isEqualTo(SOME);
    }

    @Test
    void whereOnlySomeOfThePodsAdmitACallerSomeRequestsGetThrough() {
        var policy = policy("shop", "ALLOW", "[]").replace("spec: {", "spec: {selector: {matchLabels: {app: cart}}, ");

        assertThat(can(policy, "shop/web", "shop/cart", ANY)).isEqualTo(SOME);
        assertThat(answer(policy, "shop/web", "shop/cart", 80, ANY).ways())
                .extracting(Answer.Way::verdict)
                .containsExactly(NO, YES);
    }

    @Test
    void whoCanListsAllWorkloadsAndPlaintext() {
        var policy = policy("shop", "ALLOW", "[{from: [{source: {principals: [cluster.local/ns/shop/sa/web]}}]}]");

        assertThat(reach(MESH + policy).whoCan("shop/cart", 0, ANY))
                .filteredOn(answer -> answer.verdict() != NO)
                .extracting(Answer::from)
                .containsExactly("shop/web");
        assertThat(reach(MESH).whoCan("shop/cart", 0, ANY))
                .extracting(Answer::from)
                .containsExactly("amb/app", "amb/db", "plain/old", "shop/cart2", "shop/web", "plaintext");
    }

    @Test
    void whatAWorkloadGetsToIsAskedOfWorkloadsOnly() {
        var policy = policy("shop", "ALLOW", "[{from: [{source: {principals: [cluster.local/ns/shop/sa/web]}}]}]");

        assertThat(reach(MESH + policy).spread("shop/web"))
                .extracting(Spread.Reached::to)
                .contains("shop/cart");
        assertThat(reach(MESH + policy).spread("plain/old"))
                .extracting(Spread.Reached::to)
                .doesNotContain("shop/cart");
        assertThatThrownBy(() -> reach(MESH).spread("plaintext"))
                .isInstanceOf(MeshwrightException.class)
                .hasMessage("plaintext runs nothing to go on from. Name a workload.");
        assertThatThrownBy(() -> reach(MESH).spread("shop/wep")).hasMessageContaining("Did you mean shop/web?");
    }

    @Test
    void theMatrixNamesOnlyThoseWhoAreTreatedUnlikeTheOthers() {
        var rules = "[{from: [{source: {principals: [cluster.local/ns/shop/sa/web]}}]},"
                + " {from: [{source: {principals: [cluster.local/ns/amb/sa/app]}}], to: [{operation: {methods: [GET]}}]}]";
        var matrix = reach(MESH + policy("shop", "ALLOW", rules)).matrix();
        var row = matrix.rows().stream()
                .filter(one -> one.to().equals("shop/cart"))
                .findFirst()
                .orElseThrow();

        assertThat(row)
                .isEqualTo(new Matrix.Row(
                        "shop/cart",
                        Share.NONE,
                        Share.NONE,
                        List.of(Share.NONE, Share.NONE, Share.NONE),
                        List.of(new Cell("amb/app", Share.SOME), new Cell("shop/web", Share.ALL))));
        assertThat(matrix.cells(row))
                .filteredOn(cell -> cell.share() != Share.NONE)
                .containsExactlyElementsOf(row.named());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{from: [{source: {namespaces: [amb]}}]}]",
                "[{from: [{source: {principals: ['*/sa/web', '*/sa/db']}}], to: [{operation: {ports: ['8080']}}]}]",
                "[{from: [{source: {notPrincipals: [cluster.local/ns/shop/sa/web]}}]}]",
                "[{from: [{source: {principals: ['*']}}]}]",
                "[]",
            })
    void theMatrixAgreesWithTheSingleAnswers(String rules) {
        var reach =
                reach(MESH + policy("shop", "ALLOW", rules) + policy("amb", "ALLOW", rules) + peers("amb", "STRICT"));
        var matrix = reach.matrix();

        assertThat(matrix.rows()).hasSize(6);
        for (var row : matrix.rows()) {
            for (var cell : matrix.cells(row)) {
                var single = reach.can(cell.from(), row.to(), 0, ANY).verdict();
                assertThat(cell.share())
                        .as(cell.from() + " > " + row.to())
                        .isEqualTo(single == YES ? Share.ALL : Share.NONE);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[Ingress], ingress: []",
                "[Ingress], ingress: [{from: [{podSelector: {matchLabels: {app: web}}}]}]",
                "[Ingress], ingress: [{from: [{namespaceSelector: {matchLabels: {tier: a}}, podSelector: {matchLabels: {app: db}}}]}]",
                "[Ingress], ingress: [{from: [{namespaceSelector: {}}]}]",
                "[Ingress], ingress: [{from: [{podSelector: {matchExpressions: [{key: app, operator: NotIn, values: [web]}]}}]}]",
                "[Ingress], ingress: [{ports: [{port: 80}]}, {from: [{podSelector: {}}]}]",
                "[Egress], egress: []",
                "[Egress], egress: [{ports: [{protocol: UDP, port: 53}]}, {to: [{podSelector: {}}]}]",
                "[Egress], egress: [{to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: amb}}}]}]",
                "[Egress], egress: [{to: [{namespaceSelector: {}}]}]",
                "[Ingress, Egress], ingress: [{from: [{podSelector: {}}]}], egress: [{to: [{podSelector: {matchLabels: {app: web}}}]}]",
            })
    void theMatrixAgreesWithTheSingleAnswersWhereNetworkPoliciesTellCallersApart(String rules) {
        var policies = new StringBuilder();
        for (var namespace : List.of("shop", "amb", "plain")) {
            policies.append("""
                    apiVersion: networking.k8s.io/v1
                    kind: NetworkPolicy
                    metadata: {name: n, namespace: %s}
                    spec: {podSelector: {}, policyTypes: %s}
                    ---
                    """.formatted(namespace, rules));
        }
        var reach = reach(MESH + policies);
        var matrix = reach.matrix();

        for (var row : matrix.rows()) {
            for (var cell : matrix.cells(row)) {
                var single = reach.can(cell.from(), row.to(), 0, ANY).verdict();
                assertThat(cell.share())
                        .as(cell.from() + " > " + row.to())
                        .isEqualTo(single == YES ? Share.ALL : single == NO ? Share.NONE : Share.SOME);
            }
        }
    }

    @Test
    void theMatrixHoldsWhatAWaypointBeforePodsRefuses() {
        var waypoint = """
                apiVersion: gateway.networking.k8s.io/v1
                kind: Gateway
                metadata: {name: way, namespace: amb, labels: {istio.io/waypoint-for: workload}}
                spec: {gatewayClassName: istio-waypoint}
                ---
                apiVersion: security.istio.io/v1
                kind: AuthorizationPolicy
                metadata: {name: w, namespace: amb}
                spec:
                  action: DENY
                  targetRefs: [{kind: Gateway, group: gateway.networking.k8s.io, name: way}]
                  rules: [{from: [{source: {principals: ['*/sa/app']}}]}]
                ---
                """;
        var enrolled = MESH.replace("tier: a", "tier: a, istio.io/use-waypoint: way");
        var reach = reach(enrolled + waypoint);

        var matrix = reach.matrix();
        var row = matrix.rows().stream()
                .filter(one -> one.to().equals("amb/db"))
                .findFirst()
                .orElseThrow();
        assertThat(row.named()).containsExactly(new Cell("amb/app", Share.NONE));
        assertThat(row.others()).containsOnly(Share.ALL);
    }

    private static Verdict can(String objects, String from, String to, Request request) {
        return verdict(MESH + objects, from, to, request);
    }

    private static Verdict verdict(String mesh, String from, String to, Request request) {
        return ask(mesh, from, to, 0, request).verdict();
    }

    private static Answer answer(String objects, String from, String to, int port, Request request) {
        return ask(MESH + objects, from, to, port, request);
    }

    private static String reason(String objects, String from, String to, Request request, Layer layer) {
        return answer(objects, from, to, 80, request).ways().getFirst().reasons().stream()
                .filter(reason -> reason.layer() == layer)
                .findFirst()
                .orElseThrow()
                .text();
    }

    private static Answer ask(String mesh, String from, String to, int port, Request request) {
        return reach(mesh).can(from, to, port, request);
    }

    private static Reach reach(String mesh) {
        var manifests = ManifestReader.parse("mesh.yaml", mesh);
        return Reach.of(manifests, TopologyMapper.map(manifests), MeshSettings.of(Intent.defaults()));
    }

    private static String pods(String namespace, String name, String version) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: %s, namespace: %s}
                spec:
                  template:
                    metadata: {labels: {app: %s, role: %s, version: %s}}
                    spec: {serviceAccountName: %s, containers: [{name: c, ports: [{name: http, containerPort: 8080}]}]}
                ---
                """.formatted(name, namespace, name, name.replace("2", ""), version, name);
    }

    private static String service(String namespace, String name, String selector) {
        return """
                apiVersion: v1
                kind: Service
                metadata: {name: %s, namespace: %s}
                spec: {selector: %s, ports: [{name: http, port: 80, targetPort: 8080}]}
                ---
                """.formatted(name, namespace, selector);
    }

    private static String policy(String namespace, String action, String rules) {
        return """
                apiVersion: security.istio.io/v1
                kind: AuthorizationPolicy
                metadata: {name: p, namespace: %s}
                spec: {action: %s, rules: %s}
                ---
                """.formatted(namespace, action, rules);
    }

    private static String peers(String namespace, String mode) {
        return """
                apiVersion: security.istio.io/v1
                kind: PeerAuthentication
                metadata: {name: p, namespace: %s}
                spec: {mtls: {mode: %s}}
                ---
                """.formatted(namespace, mode);
    }

    private static String route(String spec) {
        return """
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: cart, namespace: shop}
                spec:
                  hosts: [cart]
                  %s
                ---
                """.formatted(spec);
    }

    private static String rule(String spec) {
        return """
                apiVersion: networking.istio.io/v1
                kind: DestinationRule
                metadata: {name: cart, namespace: shop}
                spec:
                  host: cart.shop.svc.cluster.local
                  %s
                ---
                """.formatted(spec);
    }
}
