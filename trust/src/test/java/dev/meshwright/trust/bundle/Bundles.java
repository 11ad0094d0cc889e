package dev.meshwright.trust.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.meshwright.trust.json.Json;
import dev.meshwright.trust.json.JsonReader;
import java.util.List;

/// Bundles for tests.
public final class Bundles {
    public static final WorkloadClass CART = WorkloadClass.parse("shop/cart");

    static final String POLICY = """
            {"apiVersion": "security.istio.io/v1", "kind": "PeerAuthentication",
             "metadata": {"namespace": "shop", "name": "cart"}, "spec": {"mtls": {"mode": "STRICT"}}}
            """;
    static final String RULE = """
            {"kind": "DestinationRule", "apiVersion": "networking.istio.io/v1",
             "metadata": {"name": "stock", "namespace": "shop"}, "spec": {"host": "stock", "weight": 1.50}}
            """;

    private Bundles() {}

    /// A small bundle; another timeout makes it another one.
    public static Bundle cart(String timeout) {
        return cart(timeout, List.of(object(POLICY), object(RULE)));
    }

    static Bundle cart(String timeout, List<Json.Obj> objects) {
        return new Bundle(
                CART,
                objects,
                object("{\"annotations\": {}}"),
                object("{\"drainDuration\": \"" + timeout + "\", \"concurrency\": 2}"),
                List.of("Q0E=", "QUI="),
                new AgentPolicy(
                        "spiffe://cluster.local/ns/shop/sa/cart",
                        "TLSv1.3",
                        List.of(new AgentPolicy.Destination("stock.shop.svc.cluster.local", 80))));
    }

    static Json.Obj object(String json) {
        return JsonReader.readObject(json.getBytes(UTF_8));
    }

    static Provenance provenance() {
        return new Provenance("0123456789012345678901234567890123456789", List.of("k8s"), "test", "", List.of());
    }
}
