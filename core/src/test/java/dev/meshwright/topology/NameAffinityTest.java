package dev.meshwright.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.meshwright.manifest.ManifestReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameAffinityTest {
    @ParameterizedTest
    @CsvSource({
        "orders, orders-db",
        "orders-service, orders-redis",
        "ordersservice, orders-postgres",
        "orders-svc, orders-cache",
        "orders-api, mongodb-orders",
        "orders-server, memcached-orders",
        "order-items, order-items-mysql"
    })
    void aStoreIsUsedByItsNamesake(String user, String store) {
        assertThat(edges(running(user), store(store))).containsExactly(user + " → " + store);
    }

    @ParameterizedTest
    @CsvSource({
        "users, orders-db",
        "orders, db",
        "orders, ordersdb",
        "orders, orders-queue",
        "orders, orders-db-backup",
        "orders-db, orders-db-cache"
    })
    void otherNamesSayNothing(String user, String store) {
        assertThat(edges(running(user), store(store))).isEmpty();
    }

    @Test
    void theShortestNameIsTheUser() {
        assertThat(edges(running("orders"), running("orders-service"), store("orders-db")))
                .containsExactly("orders → orders-db");
    }

    @Test
    void aServiceWithoutPodsAndOneOfAnotherNamespaceUseNothing() {
        assertThat(edges(store("orders"), store("orders-db"))).isEmpty();
        assertThat(edges(
                        running("orders"),
                        store("orders-db").replace("{name: orders-db", "{namespace: bank, name: orders-db")))
                .isEmpty();
    }

    @Test
    void aCallThatASettingNamesIsNotGuessedAgain() {
        var told = running("orders")
                .replace("name: main,", "name: main, env: [{name: DB_URL, value: 'http://orders-db:80'}],");

        assertThat(map(told, store("orders-db")).edges())
                .singleElement()
                .satisfies(edge -> assertThat(edge.confidence()).isEqualTo(Edge.Confidence.DECLARED));
    }

    @Test
    void theEvidenceSaysWhy() {
        assertThat(map(running("orders"), store("orders-db")).edges().getFirst().evidence())
                .extracting(Evidence::how, Evidence::text)
                .containsExactly(tuple("name", "orders-db is named after orders"));
    }

    private static List<String> edges(String... objects) {
        return map(objects).edges().stream()
                .map(edge -> (edge.from() + " → " + edge.to()).replace("default/", ""))
                .toList();
    }

    private static Topology map(String... objects) {
        return TopologyMapper.map(ManifestReader.parse("test.yaml", String.join("", objects)));
    }

    private static String running(String name) {
        return store(name) + Settings.caller("image: x").replace("caller", name);
    }

    private static String store(String name) {
        return "{apiVersion: v1, kind: Service, metadata: {name: %1$s}, spec: {selector: {app: %1$s}, ports: [{port: 80}]}}\n---\n"
                .formatted(name);
    }
}
