package dev.meshwright.topology;

import static dev.meshwright.topology.Mapped.SERVICES;
import static dev.meshwright.topology.Mapped.deployment;
import static dev.meshwright.topology.Mapped.map;
import static dev.meshwright.topology.Mapped.possible;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SidecarDetectorTest {
    private static String sidecar(String spec) {
        return "---\n{apiVersion: networking.istio.io/v1, kind: Sidecar, metadata: {name: s}, spec: {" + spec + "}}\n";
    }

    private static final String MESH = SERVICES + deployment("orders", "image: x") + deployment("web", "image: x");

    @Test
    void hostsOfASidecarForOneWorkloadArePossible() {
        assertThat(possible(map(MESH
                        + sidecar("workloadSelector: {labels: {app: orders}}, egress: [{hosts:"
                                + " [./db.default.svc.cluster.local, default/kafka]}]"))))
                .containsExactly("default/orders default/db:5432", "default/orders default/kafka:9092");
    }

    @Test
    void wildcardsNobodyAndWholeNamespacesSayNothing() {
        assertThat(possible(map(MESH
                        + sidecar("workloadSelector: {labels: {app: orders}}, egress: [{hosts: ['*/*', './*', '~/*']}]")
                        + sidecar("egress: [{hosts: [./db.default.svc.cluster.local]}]"))))
                .isEmpty();
    }

    @Test
    void itConfirmsACallThatASettingDeclares() {
        var topology = map(
                SERVICES
                        + deployment("orders", "env: [{name: DB_URL, value: 'postgres://db'}]")
                        + sidecar(
                                "workloadSelector: {labels: {app: orders}}, egress: [{hosts: [./db.default.svc.cluster.local]}]"));
        assertThat(topology.edges().getFirst().evidence())
                .extracting(Evidence::how)
                .containsExactly("env", "sidecar");
    }
}
