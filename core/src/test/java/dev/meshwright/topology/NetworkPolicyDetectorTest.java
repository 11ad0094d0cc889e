package dev.meshwright.topology;

import static dev.meshwright.topology.Mapped.SERVICES;
import static dev.meshwright.topology.Mapped.deployment;
import static dev.meshwright.topology.Mapped.map;
import static dev.meshwright.topology.Mapped.possible;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NetworkPolicyDetectorTest {
    private static final String MESH =
            SERVICES + deployment("orders", "image: x") + deployment("db", "image: postgres");

    private static String policy(String spec) {
        return "---\n{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p}, spec: {" + spec
                + "}}\n";
    }

    private static final String ORDERS_MAY_CALL_DB = policy(
            "podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {matchLabels: {app: orders}}}],"
                    + " ports: [{port: 5432}]}]");

    @Test
    void aCallerNamedByItsLabelsIsPossible() {
        assertThat(possible(map(MESH + ORDERS_MAY_CALL_DB))).containsExactly("default/orders default/db:5432");
        assertThat(possible(map(MESH
                        + policy("podSelector: {matchLabels: {app: orders}}, egress: [{to: [{podSelector:"
                                + " {matchExpressions: [{key: app, operator: In, values: [db]}]}}]}]"))))
                .containsExactly("default/orders default/db:5432");
    }

    @Test
    void itConfirmsACallThatASettingDeclares() {
        var topology = map(SERVICES
                + deployment("db", "image: postgres")
                + deployment("orders", "env: [{name: DB_URL, value: 'postgres://db'}]")
                + ORDERS_MAY_CALL_DB);
        assertThat(possible(topology)).isEmpty();
        assertThat(topology.edges()).singleElement().satisfies(edge -> {
            assertThat(edge.confidence()).isEqualTo(Edge.Confidence.DECLARED);
            assertThat(edge.evidence()).extracting(Evidence::how).containsExactly("env", "network-policy");
        });
    }

    @Test
    void itLeavesWhatNamesSay() {
        var topology = map(Mapped.service("cart", 80)
                + Mapped.service("cart-db", 5432)
                + deployment("cart", "image: x")
                + deployment("cart-db", "image: postgres")
                + policy("podSelector: {matchLabels: {app: cart-db}}, ingress: [{from: [{podSelector: {matchLabels:"
                        + " {app: cart}}}]}]"));
        assertThat(topology.edges())
                .singleElement()
                .satisfies(edge -> assertThat(edge.confidence()).isEqualTo(Edge.Confidence.INFERRED));
    }

    @Test
    void policiesForEveryoneNamespacesAndAddressesSayNothing() {
        for (var spec : new String[] {
            "podSelector: {}, ingress: [{from: [{podSelector: {matchLabels: {app: orders}}}]}]",
            "podSelector: {matchLabels: {app: db}}, ingress: [{}]",
            "podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {}}]}]",
            "podSelector: {matchLabels: {app: db}}, ingress: [{from: [{namespaceSelector: {}}]}]",
            "podSelector: {matchLabels: {app: db}}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8}}]}]",
            "podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {matchLabels: {app: db}}}]}]",
            "podSelector: {matchLabels: {app: db}}, ingress: [{from: [{namespaceSelector: {matchLabels: {a: b}},"
                    + " podSelector: {matchLabels: {app: orders}}}]}]",
            "podSelector: [x], ingress: {a: b}"
        }) {
            assertThat(possible(map(MESH + policy(spec)))).as(spec).isEmpty();
        }
    }

    @Test
    void otherNamespacesAreFoundByTheirLabels() {
        String other = deployment("web", "image: x")
                .replace("metadata: {name: web}", "metadata: {name: web, namespace: shop}");
        assertThat(
                        possible(
                                map(
                                        MESH
                                                + other
                                                + policy(
                                                        "podSelector: {matchLabels: {app: db}}, ingress: [{from: [{namespaceSelector: {matchLabels:"
                                                                + " {kubernetes.io/metadata.name: shop}}, podSelector: {matchLabels: {app: web}}}]}]"))))
                .containsExactly("shop/web default/db:5432");
    }
}
