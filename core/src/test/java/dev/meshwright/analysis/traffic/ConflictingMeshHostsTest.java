package dev.meshwright.analysis.traffic;

import static dev.meshwright.analysis.traffic.MeshObjects.virtualService;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Findings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConflictingMeshHostsTest {
    private static final String FULL = "hosts: [reviews.shop.svc.cluster.local]";

    @Test
    void theShortAndTheFullNameAreOneHost() {
        assertThat(check(virtualService("shop/a", "{hosts: [reviews]}"), virtualService("bank/b", "{" + FULL + "}")))
                .extracting(Finding::namespace, Finding::message)
                .containsExactly(
                        tuple("shop", "reviews.shop.svc.cluster.local is claimed by bank/b as well"),
                        tuple("bank", "reviews.shop.svc.cluster.local is claimed by shop/a as well"));
    }

    @Test
    void theShortNameOfAnotherNamespaceIsAnotherHost() {
        assertThat(check(
                        virtualService("shop/a", "{hosts: [reviews]}"), virtualService("bank/b", "{hosts: [reviews]}")))
                .isEmpty();
    }

    @Test
    void oneObjectDoesNotConflictWithItself() {
        var both = virtualService("shop/a", "{hosts: [reviews, reviews.shop.svc.cluster.local]}");

        assertThat(check(both)).isEmpty();
        assertThat(check(both, both)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateways: [web]", "gateways: [shop/mesh]"})
    void whatIsForGatewaysOnlyDoesNotCount(String gateways) {
        assertThat(check(
                        virtualService("shop/a", "{" + FULL + "}"),
                        virtualService("shop/b", "{" + FULL + ", " + gateways + "}")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateways: [web, mesh]", "gateways: []", "exportTo: ['*']", "exportTo: [bank]"})
    void whatIsForSidecarsOfTheSameNamespaceCounts(String field) {
        assertThat(check(
                        virtualService("shop/a", "{" + FULL + "}"),
                        virtualService("shop/b", "{" + FULL + ", " + field + "}")))
                .hasSize(2);
    }

    @Test
    void namespacesThatNeverSeeBothAreNoConflict() {
        assertThat(check(
                        virtualService("shop/a", "{" + FULL + ", exportTo: [.]}"),
                        virtualService("bank/b", "{" + FULL + ", exportTo: [.]}"),
                        virtualService("club/c", "{" + FULL + ", exportTo: [club]}")))
                .isEmpty();
    }

    @Test
    void aNamespaceThatSeesBothIsNamed() {
        assertThat(check(
                        virtualService("shop/a", "{" + FULL + ", exportTo: [., bank]}"),
                        virtualService("bank/b", "{" + FULL + ", exportTo: [.]}")))
                .extracting(Finding::message)
                .containsExactly(
                        "reviews.shop.svc.cluster.local is claimed by bank/b as well in the view of namespace bank",
                        "reviews.shop.svc.cluster.local is claimed by shop/a as well in the view of namespace bank");
    }

    @Test
    void whatNobodySeesConflictsWithNothing() {
        assertThat(check(
                        virtualService("shop/a", "{" + FULL + "}"),
                        virtualService("shop/b", "{" + FULL + ", exportTo: ['~']}")))
                .isEmpty();
    }

    @Test
    void theMoreSpecificHostMayStandBesideAWildcard() {
        assertThat(check(
                        virtualService("shop/a", "{hosts: ['*.example.org']}"),
                        virtualService("shop/b", "{hosts: [a.example.org]}")))
                .isEmpty();
    }

    @Test
    void delegatesHaveNoHosts() {
        assertThat(check(virtualService("shop/a", "{http: []}"), virtualService("shop/b", "{hosts: []}")))
                .isEmpty();
        assertThat(check(virtualService("shop/a", "{hosts: 7}"), virtualService("shop/b", "{hosts: [[x], {a: b}]}")))
                .isEmpty();
    }

    private static List<Finding> check(String... objects) {
        return Findings.of(new ConflictingMeshHosts(), objects);
    }
}
