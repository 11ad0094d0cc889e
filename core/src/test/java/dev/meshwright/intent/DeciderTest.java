package dev.meshwright.intent;

import static dev.meshwright.generate.TestMesh.port;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.generate.TestMesh;
import dev.meshwright.intent.Decisions.Decision;
import dev.meshwright.topology.Edge;
import dev.meshwright.topology.Protocol;
import dev.meshwright.topology.Service;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeciderTest {
    private static final Service.Port HTTP = port(80, 8080, Protocol.HTTP);

    private final TestMesh mesh = new TestMesh()
            .service("shop/a", HTTP)
            .service("shop/b", HTTP)
            .service("shop/c", HTTP)
            .service("shop/d", HTTP);

    @Test
    void aServiceThatWaitsForThreeOthersFansOut() {
        mesh.call("shop/a", "shop/b", 80).call("shop/a", "shop/c", 80);
        assertThat(decide("shop/a").serviceClass()).isEqualTo(ServiceClass.SYNC);
        mesh.call("shop/a", "shop/d", 80);
        assertThat(decide("shop/a").serviceClass()).isEqualTo(ServiceClass.FAN_OUT);
        assertThat(decide("shop/a").traffic().timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(decide("shop/a").traffic().outliers().errors()).isEqualTo(3);
        assertThat(decide("shop/a").traffic().outliers().ejection()).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void databasesDoNotMakeAFanOut() {
        for (var name : List.of("shop/x", "shop/y", "shop/z")) {
            mesh.service(name, port(6379, 6379, Protocol.REDIS)).call("shop/a", name, 6379);
        }
        assertThat(decide("shop/a").serviceClass()).isEqualTo(ServiceClass.SYNC);
    }

    @Test
    void callsThatLeaveTheClusterTakeTenSecondsAndOneRetry() {
        mesh.leaves("shop/a", "api.example.com", 443, Protocol.HTTP);
        assertThat(decide("shop/a").serviceClass()).isEqualTo(ServiceClass.EXTERNAL_CALLING);
        assertThat(decide("shop/a").traffic().timeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(decide("shop/a").traffic().retries()).isEqualTo(1);
    }

    @Test
    void aLeafNamedWorkerIsOneAndACallerOfOthersIsNot() {
        mesh.service("shop/mail-worker", HTTP).service("shop/queue", HTTP).call("shop/queue", "shop/a", 80);
        assertThat(decide("shop/mail-worker").serviceClass()).isEqualTo(ServiceClass.WORKER);
        assertThat(decide("shop/queue").serviceClass()).isEqualTo(ServiceClass.SYNC);
    }

    @Test
    void aLoadBalancerPortThatNobodyInTheClusterCallsIsAWebhookWithoutRetries() {
        mesh.service("shop/hook", Service.Type.LOAD_BALANCER, HTTP, port(8443, 8081, Protocol.HTTP))
                .call("shop/a", "shop/hook", 80);
        assertThat(decide("shop/hook").serviceClass()).isEqualTo(ServiceClass.WEBHOOK);
        assertThat(decide("shop/hook").why()).contains("8443").doesNotContain("80,");
        assertThat(decide("shop/hook").traffic().retries()).isZero();
        assertThat(decide("shop/hook").traffic().retryOn()).isEmpty();
    }

    @Test
    void aLoadBalancerWhosePortsAreAllCalledFromInsideIsNoWebhook() {
        mesh.service("shop/front", Service.Type.LOAD_BALANCER, HTTP).call("shop/a", "shop/front", 80);
        assertThat(decide("shop/front").serviceClass()).isEqualTo(ServiceClass.SYNC);
    }

    @Test
    void aGatewayWaitsLongerThanWhatItCalls() {
        mesh.leaves("shop/b", "api.example.com", 443, Protocol.HTTP)
                .call("ingress", "shop/a", 80)
                .call("shop/a", "shop/b", 80);
        assertThat(decide("shop/a").serviceClass()).isEqualTo(ServiceClass.GATEWAY);
        assertThat(decide("shop/a").traffic().timeout()).isEqualTo(Duration.ofSeconds(11));
    }

    @Test
    void tcpGetsNeitherTimeoutNorRetries() {
        mesh.service("shop/db", port(5432, 5432, Protocol.POSTGRESQL));
        assertThat(decide("shop/db").serviceClass()).isEqualTo(ServiceClass.TCP);
        assertThat(decide("shop/db").traffic().timeout()).isNull();
        assertThat(decide("shop/db").traffic().retries()).isZero();
    }

    @Test
    void streamsGetNoTimeoutWhetherTheIntentOrACallerSaysSo() {
        mesh.call("shop/a", "shop/b", 80, Edge.Confidence.DECLARED, "wss://b.shop/updates");
        assertThat(decide("shop/b").traffic().timeout()).isNull();
        assertThat(decide("shop/c", "streaming: true").traffic().timeout()).isNull();
        assertThat(decide("shop/b", "streaming: false").traffic().timeout()).isNotNull();
    }

    @Test
    void aStreamBehindAGatewayFreesTheGatewayFromItsTimeout() {
        mesh.service("shop/websocket", HTTP).call("ingress", "shop/a", 80).call("shop/a", "shop/websocket", 80);
        assertThat(decide("shop/a").traffic().timeout()).isNull();
    }

    @Test
    void withoutAWordAboutIdempotencyOnlyWhatTheServerHasNotBegunIsRepeated() {
        var traffic = decide("shop/a").traffic();
        assertThat(traffic.retryOn()).containsExactly("connect-failure", "refused-stream", "reset-before-request");
        assertThat(traffic.perTryTimeout()).isNull();
    }

    @Test
    void idempotentCallsAreRepeatedOnFailuresOfTheirProtocol() {
        mesh.service("shop/g", port(50051, 50051, Protocol.GRPC));
        assertThat(decide("shop/a", "idempotent: true").traffic().retryOn())
                .contains("gateway-error")
                .doesNotContain("unavailable");
        assertThat(decide("shop/g", "idempotent: true").traffic().retryOn())
                .contains("unavailable", "cancelled")
                .doesNotContain("gateway-error");
        assertThat(decide("shop/a", "idempotent: false").traffic().retries()).isZero();
    }

    @Test
    void theIntentFileHasTheLastWord() {
        var decision = decide("shop/a", "class: worker", "timeout: 7s", "retries: 4");
        assertThat(decision.serviceClass()).isEqualTo(ServiceClass.WORKER);
        assertThat(decision.traffic().timeout()).isEqualTo(Duration.ofSeconds(7));
        assertThat(decision.traffic().retries()).isEqualTo(4);
    }

    @Test
    void backoffIsLeftToEnvoyBelowIstio126() {
        assertThat(decide("shop/a").traffic().backoff()).isEqualTo(Duration.ofMillis(100));
        var old = new Intent("cluster.local", "1.25", List.of(), null, List.of(), Map.of());
        assertThat(Decider.decide(mesh.topology(), old)
                        .of("shop/a")
                        .orElseThrow()
                        .traffic()
                        .backoff())
                .isNull();
    }

    @Test
    void allTriesAndTheWaitingBetweenThemFitIntoTheTimeout() {
        for (int millis : new int[] {1, 2, 7, 10, 99, 500, 1000, 3000, 5000, 10_000, 3_600_000}) {
            for (int retries = 0; retries <= 10; retries++) {
                var tries = SettingsBuilder.Tries.within(Duration.ofMillis(millis), retries);
                long waiting = 0;
                for (int retry = 1; retry <= tries.retries(); retry++) {
                    waiting += SettingsBuilder.Tries.backoffUnits(retry)
                            * tries.backoff().toMillis();
                }
                if (tries.perTry() != null) {
                    assertThat((tries.retries() + 1) * tries.perTry().toMillis() + waiting)
                            .isLessThanOrEqualTo(millis);
                    assertThat(tries.perTry()).isPositive();
                } else {
                    assertThat(tries.retries()).isZero();
                }
            }
        }
    }

    @Test
    void everyTypedValueIsSaidWithAReason() {
        assertThat(decide("shop/a").settings())
                .extracting(Decisions.Setting::name)
                .contains(
                        "timeout",
                        "retries",
                        "retryOn",
                        "backoff",
                        "maxConnections",
                        "consecutive5xxErrors",
                        "interval");
        assertThat(decide("shop/a").settings())
                .allSatisfy(setting -> assertThat(setting.why()).isNotBlank());
    }

    private Decision decide(String id, String... said) {
        var text = new StringBuilder("services:\n  " + id + ":\n");
        List.of(said).forEach(line -> text.append("    ").append(line).append('\n'));
        var intent = said.length == 0
                ? Intent.defaults()
                : IntentFile.read("meshwright.yaml", text.toString()).intent();
        return Decider.decide(mesh.topology(), intent).of(id).orElseThrow();
    }
}
