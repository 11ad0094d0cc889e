package dev.meshwright.topology;

import static dev.meshwright.topology.Mapped.calls;
import static dev.meshwright.topology.Mapped.configMap;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VariablesTest {
    private static final String CONFIG =
            "---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: c}, data: {ORDERS_URL: 'http://orders:8080', B: 'kafka:9092'}}\n";

    @Test
    void aVariableMayNameSeveralHosts() {
        assertThat(calls("env: [{name: PEERS, value: 'orders:8080,db:5432 , kafka'}]"))
                .containsExactly("db:5432", "orders:8080");
        assertThat(calls("env: [{name: KAFKA_BROKERS, value: 'kafka:9092,kafka.default:9092'}]"))
                .containsExactly("kafka:9092");
    }

    @Test
    void configMapsOfItsOwnCountByKeyAndAsAWhole() {
        assertThat(calls("envFrom: [{configMapRef: {name: c}}]", CONFIG)).containsExactly("kafka:9092", "orders:8080");
        assertThat(calls("env: [{name: U, valueFrom: {configMapKeyRef: {name: c, key: ORDERS_URL}}}]", CONFIG))
                .containsExactly("orders:8080");
        assertThat(calls("envFrom: [{prefix: BROKER_, configMapRef: {name: c}}]", CONFIG))
                .contains("orders:8080");
    }

    @Test
    void aVariableOfTheSameNameOverridesTheConfigMap() {
        assertThat(calls("envFrom: [{configMapRef: {name: c}}], env: [{name: ORDERS_URL, value: none}]", CONFIG))
                .doesNotContain("orders:8080");
    }

    @Test
    void whatASecretHoldsIsNeverRead() {
        assertThat(
                        calls(
                                "env: [{name: ORDERS_URL, valueFrom: {secretKeyRef: {name: s, key: url}}}]",
                                "---\n{apiVersion: v1, kind: Secret, metadata: {name: s}, stringData: {url: 'http://orders:8080'}}\n"))
                .isEmpty();
    }

    @Test
    void aConfigMapThatNobodyTakesInSaysNothing() {
        assertThat(calls("image: x", CONFIG, configMap("d", "a.yaml", "url: http://orders:8080")))
                .isEmpty();
    }
}
