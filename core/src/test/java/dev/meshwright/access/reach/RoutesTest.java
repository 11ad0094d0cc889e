package dev.meshwright.access.reach;

import static dev.meshwright.access.reach.Answer.Verdict.NO;
import static dev.meshwright.access.reach.Answer.Verdict.SOME;
import static dev.meshwright.access.reach.Answer.Verdict.YES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.access.MeshSettings;
import dev.meshwright.access.condition.Field;
import dev.meshwright.access.condition.Request;
import dev.meshwright.access.reach.Answer.Layer;
import dev.meshwright.access.reach.Answer.Reason;
import dev.meshwright.access.reach.Answer.Verdict;
import dev.meshwright.intent.Intent;
import dev.meshwright.manifest.ManifestReader;
import dev.meshwright.topology.TopologyMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `shop/web` calls `shop/cart`, `shop/cart2` and `bank/pay`; `bank/clerk` calls them from another namespace. All have
/// sidecars. Ports: 80 http, 443 tls, 9000 tcp.
class RoutesTest {
    private static final Request ANY = Request.some(null, 0);

    private static final String MESH =
            """
            {apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: {istio-injection: enabled}}}
            ---
            {apiVersion: v1, kind: Namespace, metadata: {name: bank, labels: {istio-injection: enabled}}}
            ---
            """ + app("shop", "web") + app("shop", "cart") + app("shop", "cart2") + app("bank", "pay")
                    + app("bank", "clerk");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{backendRefs: [{name: cart2, port: 80}]}] | /x | shop/cart2",
                "[{backendRefs: [{name: cart2, port: 80, weight: 0}, {name: cart, port: 80}]}] | /x | shop/cart",
                "[{matches: [{path: {value: /a}}], backendRefs: [{name: cart2, port: 80}]}] | /a/b | shop/cart2",
                "[{matches: [{path: {value: /a}}], backendRefs: [{name: cart2, port: 80}]}] | /ab | 404",
                "[{matches: [{path: {value: /a}}], backendRefs: [{name: cart2, port: 80}]}] | /a | shop/cart2",
                "[{matches: [{path: {type: Exact, value: /a}}], backendRefs: [{name: cart2, port: 80}]}] | /a/b | 404",
                "[{matches: [{path: {value: /}}], backendRefs: [{name: cart, port: 80}]}, {matches: [{path: {value: /a/b}}], backendRefs: [{name: cart2, port: 80}]}] | /a/b | shop/cart2",
                "[{matches: [{path: {value: /a}}], backendRefs: [{name: cart, port: 80}]}, {matches: [{path: {type: Exact, value: /a}}], backendRefs: [{name: cart2, port: 80}]}] | /a | shop/cart2",
                "[{matches: [{path: {value: /a}}], backendRefs: [{name: cart, port: 80}]}, {matches: [{path: {value: /a}, method: GET}], backendRefs: [{name: cart2, port: 80}]}] | /a | shop/cart2",
                "[{filters: [{type: RequestRedirect, requestRedirect: {hostname: x}}]}] | /a | redirects",
                "[{matches: [{path: {value: /a}}]}] | /a | 500",
                "[{backendRefs: [{name: pay, namespace: bank, port: 80}]}] | /a | ReferenceGrant",
                "[{backendRefs: [{name: x, kind: Bucket, group: storage}]}] | /a | another kind",
            })
    void httpRoutesAreTriedTheClosestMatchFirst(String rules, String path, String end) {
        var answer = ask(httpRoute("shop", "shop", rules), "shop/web", get(path));

        assertThat(String.valueOf(answer.ways())).contains(end);
        assertThat(answer.verdict()).isEqualTo(end.contains("/") ? YES : NO);
    }

    @Test
    void aReferenceGrantOpensServicesOfOtherNamespaces() {
        var route = httpRoute("shop", "shop", "[{backendRefs: [{name: pay, namespace: bank, port: 80}]}]");
        var grant = """
                apiVersion: gateway.networking.k8s.io/v1beta1
                kind: ReferenceGrant
                metadata: {name: g, namespace: bank}
                spec:
                  from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: shop}]
                  to: [{group: "", kind: Service}]
                ---
                """;
        assertThat(verdict(route + grant, "shop/web", ANY)).isEqualTo(YES);
        assertThat(verdict(route + grant.replace("namespace: shop}", "namespace: other}"), "shop/web", ANY))
                .isEqualTo(NO);
    }

    @Test
    void aRouteOfAnotherNamespaceIsForTheCallersThereAlone() {
        var closed = httpRoute("bank", "shop", "[{matches: [{path: {value: /none}}]}]");

        assertThat(verdict(closed, "shop/web", get("/a"))).isEqualTo(YES);
        assertThat(verdict(closed, "bank/clerk", get("/a"))).isEqualTo(NO);
        var both = closed + httpRoute("shop", "shop", "[{backendRefs: [{name: cart, port: 80}]}]");
        assertThat(verdict(both, "shop/web", get("/a"))).isEqualTo(YES);
        assertThat(verdict(both, "bank/clerk", get("/a"))).isEqualTo(NO);
    }

    @Test
    void routesOfOneNamespaceAreMerged() {
        var one =
                httpRoute("shop", "shop", "[{matches: [{path: {value: /a}}], backendRefs: [{name: cart, port: 80}]}]");
        var two = httpRoute(
                        "shop", "shop", "[{matches: [{path: {value: /b}}], backendRefs: [{name: cart2, port: 80}]}]")
                .replace("name: r,", "name: s,");

        assertThat(verdict(one + two, "shop/web", get("/a"))).isEqualTo(YES);
        assertThat(verdict(one + two, "shop/web", get("/b"))).isEqualTo(YES);
        assertThat(verdict(one + two, "shop/web", get("/c"))).isEqualTo(NO);
        assertThat(verdict(one + two, "shop/web", ANY)).isEqualTo(SOME);
    }

    @Test
    void aParentWithAPortIsForThatPortAlone() {
        var route = httpRoute("shop", "shop", "[{matches: [{path: {value: /none}}]}]")
                .replace("name: cart}", "name: cart, port: 81}");
        assertThat(verdict(route, "shop/web", get("/a"))).isEqualTo(YES);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{service: shop.Cart, method: Add} | /shop.Cart/Add | YES",
                "{service: shop.Cart, method: Add} | /shop.Cart/Drop | NO",
                "{service: shop.Cart} | /shop.Cart/Drop | YES",
                "{service: shop.Cart} | /shop.Carts/Drop | NO",
                "{method: Add} | /any.Other/Add | YES",
                "{method: Add} | /any.Other/Drop | NO",
                "{type: RegularExpression, service: 'shop.*'} | /shop.Cart/Add | UNDECIDED",
            })
    void grpcRoutesAskForMethods(String method, String path, Verdict verdict) {
        var route = httpRoute(
                        "shop",
                        "shop",
                        "[{matches: [{method: " + method + "}], backendRefs: [{name: cart, port: 80}]}]")
                .replace("HTTPRoute", "GRPCRoute");
        assertThat(verdict(route, "shop/web", ANY.with(Field.METHOD, "POST").with(Field.PATH, path)))
                .isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{type: ReplacePrefixMatch, replacePrefixMatch: /in} | /out/x | YES",
                "{type: ReplacePrefixMatch, replacePrefixMatch: /in} | /out | YES",
                "{type: ReplacePrefixMatch, replacePrefixMatch: /} | /out/in/x | YES",
                "{type: ReplacePrefixMatch, replacePrefixMatch: /other} | /out/in | NO",
                "{type: ReplaceFullPath, replaceFullPath: /in/y} | /out/x | YES",
            })
    void policiesSeeThePathThatARouteWrites(String path, String asked, Verdict verdict) {
        var route = httpRoute("shop", "shop", """
                [{matches: [{path: {value: /out}}], backendRefs: [{name: cart, port: 80}],
                  filters: [{type: URLRewrite, urlRewrite: {path: %s}}]}]""".formatted(path));
        assertThat(verdict(route + allowsPath("/in*"), "shop/web", get(asked))).isEqualTo(verdict);
    }

    @Test
    void aVirtualServiceRewritesTheMatchedPrefix() {
        var route = virtualService("""
                http: [{match: [{uri: {prefix: /a}}, {uri: {prefix: /b/}}], rewrite: {uri: /in},
                        route: [{destination: {host: cart}}]}]""");
        assertThat(verdict(route + allowsPath("/in*"), "shop/web", get("/a/x"))).isEqualTo(YES);
        assertThat(verdict(route + allowsPath("/inx"), "shop/web", get("/b/x"))).isEqualTo(YES);
        assertThat(verdict(route + allowsPath("/b*"), "shop/web", get("/b/x"))).isEqualTo(NO);
    }

    @Test
    void theOldestOwnsAHostWhetherVirtualServiceOrHttpRoute() {
        var closed = httpRoute("shop", "shop", "[{matches: [{path: {value: /none}}]}]");
        var open = virtualService("http: [{route: [{destination: {host: cart}}]}]");
        var old = "metadata: {creationTimestamp: '2020-01-01T00:00:00Z', ";

        assertThat(verdict(closed + open.replace("metadata: {", old), "bank/clerk", get("/a")))
                .isEqualTo(YES);
        assertThat(verdict(closed.replace("metadata: {", old) + open, "bank/clerk", get("/a")))
                .isEqualTo(NO);
    }

    @Test
    void aGatewayRouteOfTheCallersNamespaceGoesBeforeVirtualServicesForAll() {
        var closed = httpRoute("shop", "shop", "[{matches: [{path: {value: /none}}]}]");
        var open = virtualService("http: [{route: [{destination: {host: cart}}]}]")
                .replace("metadata: {", "metadata: {creationTimestamp: '2020-01-01T00:00:00Z', ");

        assertThat(verdict(closed + open, "shop/web", get("/a"))).isEqualTo(NO);
        assertThat(verdict(closed + open, "bank/clerk", get("/a"))).isEqualTo(YES);
    }

    @Test
    void aVirtualServiceForItsOwnNamespaceGoesBeforeAnOlderOneForAll() {
        var closed = virtualService("exportTo: ['.']\n  http: [{redirect: {uri: /x}}]");
        var open = virtualService("http: [{route: [{destination: {host: cart}}]}]")
                .replace("metadata: {name: cart", "metadata: {creationTimestamp: '2020-01-01T00:00:00Z', name: old");

        assertThat(verdict(open + closed, "shop/web", get("/a"))).isEqualTo(NO);
        assertThat(verdict(open + closed, "bank/clerk", get("/a"))).isEqualTo(YES);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{uri: {prefix: /a}}] | [{uri: {prefix: /a/b}}] | /a/b/c | YES",
                "[{uri: {prefix: /a}}] | [{uri: {prefix: /a/b}}] | /a/c | NO",
                "[{uri: {prefix: /a}}] | [{uri: {prefix: /b}}] | /b | NO",
                "[{uri: {prefix: /a}}] | [{method: {exact: GET}}] | /a/c | YES",
                "[{uri: {prefix: /a}}] | [{method: {exact: GET}}] | /b | NO",
                "[{method: {exact: POST}}] | [{method: {exact: GET}}] | /a | NO",
                "[{headers: {x: {exact: y}}}] | [{headers: {x: {exact: z}}}, {uri: {prefix: /a}}] | /a | SOME",
            })
    void aDelegateGetsWhatIsLeftToIt(String outer, String own, String path, Verdict verdict) {
        var objects = virtualService(
                        "http: [{match: " + outer + ", delegate: {name: part, namespace: bank}}, {redirect: {uri: /}}]")
                + """
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: part, namespace: bank}
                spec: {http: [{match: %s, route: [{destination: {host: cart.shop.svc.cluster.local}}]}]}
                ---
                """.formatted(own);
        assertThat(verdict(objects, "shop/web", get(path))).isEqualTo(verdict);
    }

    @Test
    void aDelegateThatIsNotThereOrNotExportedLeavesNothing() {
        var root = virtualService("http: [{delegate: {name: part, namespace: bank}}]");
        var hidden = root + """
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: part, namespace: bank}
                spec: {exportTo: ['.'], http: [{redirect: {uri: /}}]}
                ---
                """;
        assertThat(verdict(root, "shop/web", get("/a"))).isEqualTo(YES);
        assertThat(verdict(hidden, "shop/web", get("/a"))).isEqualTo(YES);
        assertThat(verdict(hidden.replace("exportTo: ['.'], ", ""), "shop/web", get("/a")))
                .isEqualTo(NO);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tls: [{match: [{sniHosts: [cart.shop]}], route: [{destination: {host: cart2}}]}] | 443 | cart.shop | YES",
                "tls: [{match: [{sniHosts: ['*.shop']}], route: [{destination: {host: cart2}}]}] | 443 | cart.shop | YES",
                "tls: [{match: [{sniHosts: [cart.shop]}], route: [{destination: {host: cart2}}]}] | 443 | other | NO",
                "tls: [{match: [{sniHosts: [cart.shop], port: 444}], route: [{destination: {host: cart2}}]}] | 443 | cart.shop | NO",
                "http: [{redirect: {uri: /}}] | 443 | cart.shop | YES",
                "tcp: [{match: [{port: 9000}], route: [{destination: {host: cart2}}]}] | 9000 | - | YES",
                "tcp: [{match: [{port: 9001}], route: [{destination: {host: cart2}}]}] | 9000 | - | NO",
                "http: [{redirect: {uri: /}}] | 9000 | - | YES",
            })
    void connectionsAreRoutedByTheirServerNameAndPort(String spec, int port, String sni, Verdict verdict) {
        assertThat(reach(virtualService(spec))
                        .can("shop/web", "shop/cart", port, ANY.with(Field.SNI, sni))
                        .verdict())
                .isEqualTo(verdict);
    }

    @Test
    void tlsAndTcpRoutesOfTheGatewayApiAreForConnections() {
        var tls = httpRoute("shop", "shop", "[{backendRefs: [{name: cart2, port: 443}]}]")
                .replace("HTTPRoute", "TLSRoute")
                .replace("rules:", "hostnames: [cart.shop]\n  rules:");
        assertThat(reach(tls)
                        .can("shop/web", "shop/cart", 443, ANY.with(Field.SNI, "cart.shop"))
                        .verdict())
                .isEqualTo(YES);
        assertThat(reach(tls)
                        .can("shop/web", "shop/cart", 443, ANY.with(Field.SNI, "other"))
                        .verdict())
                .isEqualTo(NO);
        var tcp = httpRoute("shop", "shop", "[{}]").replace("HTTPRoute", "TCPRoute");
        assertThat(reach(tcp).can("shop/web", "shop/cart", 9000, ANY).verdict()).isEqualTo(NO);
        assertThat(reach(tcp).can("shop/web", "shop/cart", 80, ANY).verdict()).isEqualTo(YES);
    }

    @Test
    void theReasonNamesTheRouteItsRuleAndItsLine() {
        var rules = "[{matches: [{path: {value: /a}}], backendRefs: [{name: cart, port: 80}]},"
                + " {backendRefs: [{name: cart2, port: 80}]}]";
        var reason = ask(httpRoute("shop", "shop", rules), "shop/web", get("/b")).ways().getFirst().reasons().stream()
                .filter(one -> one.layer() == Layer.ROUTE)
                .findFirst()
                .orElseThrow();

        assertThat(reason.text()).isEqualTo("HTTPRoute shop/r, rules[1] sends it to cart2.shop.svc.cluster.local");
        assertThat(reason).extracting(Reason::object, Reason::rule).containsExactly("HTTPRoute shop/r", 1);
        assertThat(String.valueOf(reason.where())).startsWith("mesh.yaml:");
    }

    private static Request get(String path) {
        return ANY.with(Field.METHOD, "GET").with(Field.PATH, path);
    }

    private static Verdict verdict(String objects, String from, Request request) {
        return ask(objects, from, request).verdict();
    }

    private static Answer ask(String objects, String from, Request request) {
        return reach(objects).can(from, "shop/cart", 80, request);
    }

    private static Reach reach(String objects) {
        var manifests = ManifestReader.parse("mesh.yaml", MESH + objects);
        return Reach.of(manifests, TopologyMapper.map(manifests), MeshSettings.of(Intent.defaults()));
    }

    private static String app(String namespace, String name) {
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
                spec:
                  selector: {app: %2$s}
                  ports:
                    - {name: http, port: 80, targetPort: 8080}
                    - {name: tls, port: 443, targetPort: 8443}
                    - {name: tcp, port: 9000, targetPort: 9000}
                ---
                """.formatted(namespace, name);
    }

    private static String httpRoute(String namespace, String serviceNamespace, String rules) {
        return """
                apiVersion: gateway.networking.k8s.io/v1
                kind: HTTPRoute
                metadata: {name: r, namespace: %s}
                spec:
                  parentRefs: [{group: "", kind: Service, namespace: %s, name: cart}]
                  rules: %s
                ---
                """.formatted(namespace, serviceNamespace, rules);
    }

    private static String virtualService(String spec) {
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

    private static String allowsPath(String path) {
        return """
                apiVersion: security.istio.io/v1
                kind: AuthorizationPolicy
                metadata: {name: p, namespace: shop}
                spec: {action: ALLOW, rules: [{to: [{operation: {paths: ['%s']}}]}]}
                ---
                """.formatted(path);
    }
}
