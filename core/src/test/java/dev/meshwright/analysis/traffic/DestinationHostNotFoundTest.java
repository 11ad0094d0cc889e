package dev.meshwright.analysis.traffic;

import static dev.meshwright.analysis.traffic.MeshObjects.core;
import static dev.meshwright.analysis.traffic.MeshObjects.route;
import static dev.meshwright.analysis.traffic.MeshObjects.service;
import static dev.meshwright.analysis.traffic.MeshObjects.serviceEntry;
import static dev.meshwright.analysis.traffic.MeshObjects.virtualService;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Findings;
import dev.meshwright.analysis.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationHostNotFoundTest {
    private static final String REVIEWS = service("shop/reviews", 80);

    @Test
    void aShortNameMeansTheVirtualServicesOwnNamespace() {
        var elsewhere = virtualService("bank/reviews", "{http: [{route: [{destination: {host: reviews}}]}]}");

        assertThat(check(REVIEWS, route("{host: reviews}"))).isEmpty();
        assertThat(check(REVIEWS, elsewhere))
                .extracting(Finding::message, Finding::fix)
                .containsExactly(tuple(
                        "no Service or ServiceEntry that bank can see has the host reviews",
                        "Write reviews.shop.svc.cluster.local, if that is meant; else add the Service or"
                                + " ServiceEntry."));
    }

    @Test
    void aFullNameReachesEveryNamespace() {
        assertThat(check(
                        REVIEWS,
                        virtualService(
                                "bank/r",
                                "{http: [{route: [{destination: {host: reviews.shop.svc.cluster.local}}]}]}")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"reviews.shop", "reviews.shop.svc", "reviews.bank.svc.cluster.local", "'*'"})
    void istiodCompletesNoHalfNames(String host) {
        assertThat(check(REVIEWS, route("{host: " + host + "}"))).hasSize(1);
    }

    @Test
    void whatIsNotExportedIsNotThereForOthers() {
        var hidden = REVIEWS.replace("namespace: shop}", "namespace: shop, annotations: {%s: '%s'}}");
        var full = "{http: [{route: [{destination: {host: reviews.shop.svc.cluster.local}}]}]}";

        var ownOnly = hidden.formatted("networking.istio.io/exportTo", ".");
        assertThat(check(ownOnly, virtualService("shop/r", full))).isEmpty();
        assertThat(check(ownOnly, virtualService("bank/r", full))).hasSize(1);
        var named = hidden.formatted("networking.istio.io/exportTo", "bank, club");
        assertThat(check(named, virtualService("club/r", full))).isEmpty();
        assertThat(check(hidden.formatted("networking.istio.io/exportTo", "~"), virtualService("shop/r", full)))
                .hasSize(1);
    }

    @Test
    void serviceEntriesDeclareHostsAlsoByWildcard() {
        var entry = serviceEntry("shop/out", "{hosts: ['*.example.org', api.example.com], exportTo: ['.']}");
        var inShop = "{http: [{route: [{destination: {host: %s}}]}]}";

        assertThat(check(entry, virtualService("shop/r", inShop.formatted("a.b.example.org"))))
                .isEmpty();
        assertThat(check(entry, virtualService("shop/r", inShop.formatted("api.example.com"))))
                .isEmpty();
        assertThat(check(entry, virtualService("shop/r", inShop.formatted("example.org"))))
                .hasSize(1);
        assertThat(check(entry, virtualService("bank/r", inShop.formatted("api.example.com"))))
                .hasSize(1);
    }

    @Test
    void everyKindOfRouteAndMirrorIsRead() {
        var all = virtualService("shop/r", """
                {tls: [{route: [{destination: {host: a}}]}], tcp: [{route: [{destination: {host: b}}]}],
                 http: [{route: [{destination: {host: c}}], mirror: {host: d},
                         mirrors: [{destination: {host: e}}]}, {redirect: {uri: /}}, {delegate: {name: x}}]}\
                """);

        assertThat(check(REVIEWS, all))
                .extracting(Finding::path)
                .containsExactlyInAnyOrder(
                        "spec.tls[0].route[0].destination.host",
                        "spec.tcp[0].route[0].destination.host",
                        "spec.http[0].route[0].destination.host",
                        "spec.http[0].mirror.host",
                        "spec.http[0].mirrors[0].destination.host");
    }

    @Test
    void servicesOfKubernetesItselfExistToo() {
        assertThat(check(
                        REVIEWS,
                        service("kube-system/kube-dns", 53),
                        route("{host: kube-dns.kube-system.svc.cluster.local}")))
                .isEmpty();
    }

    @Test
    void withoutAnyServiceItIsAnInference() {
        assertThat(check(route("{host: reviews}")))
                .extracting(Finding::severity, Finding::certainty)
                .containsExactly(tuple(Severity.INFO, Finding.Certainty.INFERENCE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"reviews", "{}", "{host: }", "{host: [gone]}", "{host: ''}", "[{host: gone}]"})
    void aDestinationWithoutAHostIsForTheValidation(String destination) {
        assertThat(check(REVIEWS, route(destination))).isEmpty();
    }

    @Test
    void aServiceOfAnyTypeIsThere() {
        assertThat(check(
                        core("Service", "shop/reviews", "{type: ExternalName, externalName: a.org}"),
                        route("{host: reviews}")))
                .isEmpty();
        assertThat(check(core("Service", "shop/reviews", "{clusterIP: None}"), route("{host: reviews}")))
                .isEmpty();
    }

    private static List<Finding> check(String... objects) {
        return Findings.of(new DestinationHostNotFound(), objects);
    }
}
