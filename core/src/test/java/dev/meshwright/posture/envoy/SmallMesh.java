package dev.meshwright.posture.envoy;

import dev.meshwright.manifest.ManifestReader;
import dev.meshwright.posture.Findings;
import dev.meshwright.posture.Intended;
import dev.meshwright.posture.ProxyState;
import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/// One workload that another one may call, and what is collected from its proxy.
final class SmallMesh {
    static final String OBJECTS = """
            apiVersion: v1
            kind: Namespace
            metadata: {name: shop, labels: {istio-injection: enabled}}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: cart, namespace: shop}
            spec: {selector: {app: cart}, ports: [{name: http, port: 80, targetPort: 8080}]}
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: cart, namespace: shop}
            spec:
              template:
                metadata: {labels: {app: cart}}
                spec:
                  serviceAccountName: cart
                  containers: [{name: app, image: "cart:1"}]
            ---
            """;

    private SmallMesh() {}

    static Intended with(String objects) {
        return Intended.of(ManifestReader.parse("mesh.yaml", OBJECTS + objects));
    }

    static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    /// The proxy of the cart, at noon.
    static ProxyState cart(String configs) {
        return at("2026-11-22T10:00:00Z", "{\"configs\": [" + configs + "]}");
    }

    static ProxyState at(String time, String dump) {
        var missing = MissingNode.getInstance();
        return new ProxyState(
                json(
                        "{\"workload\": \"cart\", \"namespace\": \"shop\", \"proxyType\": \"sidecar\", \"pod\": \"cart-1\"}"),
                json(dump),
                missing,
                missing,
                missing,
                missing,
                missing,
                missing,
                null,
                Instant.parse(time));
    }

    /// What is found about the cart's proxy.
    static Findings findings(String objects, String configs) {
        return EnvoyPosture.of(with(objects), cart(configs));
    }
}
