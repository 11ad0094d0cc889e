package dev.meshwright.generate;

import static dev.meshwright.generate.TestMesh.port;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.intent.IntentFile;
import dev.meshwright.topology.Protocol;
import dev.meshwright.topology.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is generated for one service of each sort; `-Dgolden=write` rewrites the files.
class GoldenFilesTest {
    private static final Path GOLDEN = Path.of("src/test/resources/dev/meshwright/generate");

    private static final String INTENT = """
            ingressGateways: [istio-system/istio-ingressgateway]
            services:
              shop/hooks:
                publicPorts:
                  - {port: 8443, paths: [/hooks], reason: the sender has no client certificate}
              shop/catalog:
                idempotent: true
            """;

    private static final Generation GENERATION = Generator.generate(
            new TestMesh()
                    .service("shop/cart", port(80, 8080, Protocol.HTTP))
                    .service("shop/catalog", port(50051, 50051, Protocol.GRPC))
                    .service("shop/prices", port(50051, 50051, Protocol.GRPC))
                    .service("shop/stock", port(50051, 50051, Protocol.GRPC))
                    .service(
                            "shop/hooks",
                            Service.Type.LOAD_BALANCER,
                            port(80, 8080, Protocol.HTTP),
                            port(8443, 8081, Protocol.HTTP))
                    .service("shop/database", port(5432, 5432, Protocol.POSTGRESQL))
                    .service("shop/payments", port(80, 8080, Protocol.HTTP))
                    .call("ingress", "shop/cart", 80)
                    .call("shop/cart", "shop/catalog", 50051)
                    .call("shop/cart", "shop/payments", 80)
                    .call("shop/catalog", "shop/prices", 50051)
                    .call("shop/catalog", "shop/stock", 50051)
                    .call("shop/catalog", "shop/hooks", 80)
                    .call("shop/stock", "shop/database", 5432)
                    .leaves("shop/payments", "api.bank.example", 443, Protocol.HTTP)
                    .topology(),
            IntentFile.read("meshwright.yaml", INTENT).intent(),
            TestMesh.nothing());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cart/virtual-service.yaml",
                "cart/destination-rule.yaml",
                "cart/peer-authentication.yaml",
                "cart/authorization-policy.yaml",
                "catalog/virtual-service.yaml",
                "catalog/destination-rule.yaml",
                "hooks/virtual-service.yaml",
                "hooks/peer-authentication.yaml",
                "hooks/authorization-policy.yaml",
                "database/destination-rule.yaml",
                "database/authorization-policy.yaml",
                "payments/virtual-service.yaml",
                "prices/virtual-service.yaml",
                "mesh/service-entry-api.bank.example.yaml",
                "mesh/telemetry.yaml",
                "kustomization.yaml",
                "enforce/kustomization.yaml",
                "cart/kustomization.yaml"
            })
    void generatedFileIsTheGoldenOne(String path) throws IOException {
        var text = GENERATION.files().stream()
                .filter(file -> file.path().equals(path))
                .map(GeneratedFile::text)
                .findFirst()
                .orElse("not generated");
        var golden = GOLDEN.resolve(path);
        if ("write".equals(System.getProperty("golden"))) {
            Files.createDirectories(golden.getParent());
            Files.writeString(golden, text);
        }
        assertThat(text).isEqualTo(Files.readString(golden));
    }
}
