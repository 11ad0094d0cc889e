package dev.meshwright.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.manifest.Source;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServiceIndexTest {
    private final ServiceIndex index = ServiceIndex.of(List.of(
            service("orders", "shop", Service.Type.CLUSTER_IP),
            service("db", "shop", Service.Type.HEADLESS),
            service("batch", "shop", Service.Type.WORKLOAD)));

    @Test
    void everyFormOfAServiceNameIsFound() {
        for (var host : List.of(
                "orders",
                "orders.shop",
                "orders.shop.svc",
                "orders.shop.svc.cluster.local",
                "Orders.Shop.svc.",
                "orders.")) {
            assertThat(index.resolve(host, "shop")).as(host).map(Service::id).contains("shop/orders");
        }
    }

    @Test
    void aBareNameMeansTheCallersOwnNamespace() {
        assertThat(index.resolve("orders", "other")).isEmpty();
    }

    @Test
    void podsOfAHeadlessServiceAreTheService() {
        for (var host : List.of("db-0.db", "db-0.db.shop", "db-12.db.shop.svc", "db-0.db.shop.svc.cluster.local")) {
            assertThat(index.resolve(host, "shop")).as(host).map(Service::id).contains("shop/db");
        }
        assertThat(index.resolve("orders-0.orders.shop", "shop")).isEmpty();
    }

    @Test
    void otherDomainsAndWorkloadsWithoutAServiceAreNotFound() {
        for (var host : List.of("orders.shop.svc.other.domain", "orders.example.com", "batch", "", ".", "svc")) {
            assertThat(index.resolve(host, "shop")).as(host).isEmpty();
        }
    }

    private static Service service(String name, String namespace, Service.Type type) {
        return new Service(
                name, namespace, type, new LinkedHashMap<>(), List.of(), List.of(), "", List.of(), Source.ofFile("x"));
    }
}
