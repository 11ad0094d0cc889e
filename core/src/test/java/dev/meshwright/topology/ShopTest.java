package dev.meshwright.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.manifest.ManifestReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The story that the example tells, to the letter.
class ShopTest {
    private static final Topology SHOP =
            TopologyMapper.map(ManifestReader.read(List.of(Path.of("../examples/shop/k8s"))));

    @Test
    void sixteenServicesSpeakHttpAndSixGrpc() {
        assertThat(SHOP.services()).hasSize(22);
        Map<Protocol, Long> protocols = SHOP.services().stream()
                .collect(Collectors.groupingBy(
                        service -> service.ports().getFirst().protocol(), Collectors.counting()));
        assertThat(protocols).isEqualTo(Map.of(Protocol.HTTP, 16L, Protocol.GRPC, 6L));
    }

    @Test
    void everyCallIsAnEdgeAndNothingElseIs() {
        assertThat(SHOP.edges().stream().map(ShopTest::shown))
                .containsExactly(
                        "api-gateway → notification-service:8080 http",
                        "api-gateway → order-service:80 http",
                        "api-gateway → product-service:50051 grpc",
                        "api-gateway → user-service:50051 grpc",
                        "ingress → api-gateway:80 http",
                        "inventory-service → warehouse-service:80 http",
                        "ledger-service → report-worker:8080 http",
                        "loyalty-service → promotion-service:80 http",
                        "notification-service → email-worker:80 http",
                        "notification-service → sms-worker:80 http",
                        "notification-service → user-service:50051 grpc",
                        "order-service → inventory-service:50051 grpc",
                        "order-service → payment-service:80 http",
                        "order-service → user-service:50051 grpc",
                        "payment-service → ledger-service:80 http",
                        "payment-service → stripe-webhook:80 http",
                        "pricing-service → promotion-service:80 http",
                        "product-service → inventory-service:50051 grpc",
                        "product-service → media-service:80 http",
                        "product-service → pricing-service:50051 grpc",
                        "product-service → recommendation-service:50051 grpc",
                        "product-service → review-service:80 http",
                        "product-service → search-service:50051 grpc",
                        "recommendation-service → pricing-service:50051 grpc",
                        "recommendation-service → search-service:50051 grpc",
                        "review-service → auth-service:80 http",
                        "review-service → media-service:80 http",
                        "search-service → pricing-service:50051 grpc",
                        "stripe-webhook → payment-service:80 http",
                        "user-service → auth-service:80 http",
                        "user-service → loyalty-service:8080 http",
                        "user-service → media-service:80 http",
                        "warehouse-service → report-worker:8080 http",
                        "warehouse-service → shipping-service:8080 http");
    }

    @Test
    void everyEdgeIsDeclaredWithItsPlace() {
        assertThat(SHOP.edges()).allSatisfy(edge -> {
            assertThat(edge.confidence()).isEqualTo(Edge.Confidence.DECLARED);
            assertThat(edge.evidence())
                    .isNotEmpty()
                    .allSatisfy(evidence -> assertThat(evidence.line()).isPositive());
        });
        assertThat(SHOP.possible()).isEmpty();
    }

    @Test
    void onlyStripeIsOutside() {
        assertThat(SHOP.external().stream().map(call -> call.from() + " → " + call.host() + ":" + call.port()))
                .containsExactly("payment-service/payment-service → api.stripe.com:443");
    }

    @Test
    void eightHaveNoTimeoutFiveThirtySecondsAndNineAReasonableOne() {
        var longest = SHOP.services().stream().map(TimeoutWarnings::longest).toList();
        assertThat(longest.stream().filter(timeout -> timeout.isEmpty())).hasSize(8);
        assertThat(longest.stream().flatMap(timeout -> timeout.stream()).map(Timeout::seconds))
                .hasSize(14)
                .allSatisfy(seconds -> assertThat(seconds == 30.0 || (seconds >= 2.0 && seconds <= 10.0))
                        .isTrue())
                .filteredOn(seconds -> seconds == 30.0)
                .hasSize(5);
        assertThat(warnings("no-timeout")).hasSize(8);
        assertThat(warnings("long-timeout")).hasSize(5);
    }

    @Test
    void paymentAndItsWebhookAreTheOnlyCycle() {
        assertThat(warnings("cycle")).containsExactly("payment-service → stripe-webhook → payment-service");
    }

    @Test
    void nothingIsUnknownDanglingOrUnreadable() {
        assertThat(SHOP.unknown()).isEmpty();
        assertThat(warnings("dangling-host")).isEmpty();
        assertThat(warnings("unreadable")).isEmpty();
    }

    private static List<String> warnings(String kind) {
        return SHOP.warnings().stream()
                .filter(warning -> warning.kind().equals(kind))
                .map(Topology.Warning::message)
                .toList();
    }

    private static String shown(Edge edge) {
        return "%s → %s:%d %s"
                .formatted(
                        name(edge.from()),
                        name(edge.to()),
                        edge.port(),
                        edge.protocol().word());
    }

    private static String name(String id) {
        return id.substring(id.indexOf('/') + 1);
    }
}
