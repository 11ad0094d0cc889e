package dev.meshwright.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.meshwright.manifest.Source;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeoutReaderTest {
    private static final Map<List<String>, String> TARGETS = Map.of(List.of("order"), "shop/order");

    @ParameterizedTest
    @CsvSource({
        "REQUEST_TIMEOUT, 30s, 30",
        "REQUEST_TIMEOUT, 1m30s, 90",
        "REQUEST_TIMEOUT, 1.5 s, 1.5",
        "REQUEST_TIMEOUT, 250ms, 0.25",
        "REQUEST_TIMEOUT, 5000, 5",
        "REQUEST_TIMEOUT, 999, 999",
        "REQUEST_TIMEOUT, PT1M5S, 65",
        "REQUEST_TIMEOUT, 2 minutes, 120",
        "timeoutMs, 500, 0.5",
        "timeout-millis, 90, 0.09",
        "TIMEOUT_SECONDS, 5000, 5000",
        "http.client.readTimeout, 3, 3",
        "CALL_DEADLINE, 2, 2"
    })
    void lengthsAreReadInEveryUsualForm(String key, String value, double seconds) {
        assertThat(read(key, value)).singleElement().satisfies(timeout -> {
            assertThat(timeout.seconds()).isCloseTo(seconds, within(1e-9));
            assertThat(timeout.value()).isEqualTo(value);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "REQUEST_TIMEOUT, 0",
        "REQUEST_TIMEOUT, 0s",
        "REQUEST_TIMEOUT, -5",
        "REQUEST_TIMEOUT, soon",
        "REQUEST_TIMEOUT, 5 apples",
        "REQUEST_TIMEOUT, 30s later",
        "REQUEST_TIMEOUT, PT",
        "REQUEST_TIMEOUT, ''",
        "RETRY_INTERVAL, 30s",
        "TIMEOUTS_ENABLED_FOR, 9999999999"
    })
    void whatIsNoLengthOrNoTimeoutIsNone(String key, String value) {
        assertThat(read(key, value)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "REQUEST_TIMEOUT, REQUEST",
        "TIMEOUT, REQUEST",
        "CONNECT_TIMEOUT, CONNECT",
        "db.connectionTimeout, CONNECT",
        "IDLE_TIMEOUT, IDLE",
        "KEEPALIVE_TIMEOUT, IDLE",
        "SHUTDOWN_TIMEOUT, OTHER",
        "SESSION_IDLE_TIMEOUT, OTHER",
        "DB_POOL_CONNECT_TIMEOUT, OTHER",
        "CACHE_TTL_TIMEOUT, OTHER"
    })
    void theNameTellsWhatIsLimited(String key, Timeout.Meaning meaning) {
        assertThat(read(key, "5s")).extracting(Timeout::meaning).containsExactly(meaning);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ORDER_TIMEOUT", "ORDER_SERVICE_TIMEOUT_MS", "order.client.read-timeout", "orderGrpcDeadline"})
    void aNameAboutACalledServiceIsForIt(String key) {
        assertThat(read(key, "5s")).extracting(Timeout::to).containsExactly("shop/order");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TIMEOUT", "HTTP_CLIENT_TIMEOUT", "USER_TIMEOUT", "ORDER_QUERY_TIMEOUT"})
    void otherNamesAreForNobodyKnown(String key) {
        assertThat(read(key, "5s"))
                .singleElement()
                .satisfies(timeout -> assertThat(timeout.to()).isNull());
    }

    @Test
    void aVariableThatAnArgumentRepeatsCountsOnce() {
        assertThat(TimeoutReader.timeouts(
                        List.of(
                                setting("REQUEST_TIMEOUT", "5s", "env", Setting.Reach.OWN),
                                setting("request-timeout", "5000ms", "args", Setting.Reach.OWN),
                                setting("request-timeout", "6s", "args", Setting.Reach.OWN)),
                        TARGETS))
                .extracting(Timeout::value)
                .containsExactly("5s", "6s");
    }

    @Test
    void aFileThatManyReadSaysNothingAboutOne() {
        assertThat(Stream.of("orders.timeout", "ORDERS_TIMEOUT")
                        .flatMap(key ->
                                TimeoutReader.timeouts(
                                        List.of(setting(key, "5s", "config", Setting.Reach.SHARED)), TARGETS)
                                        .stream()))
                .hasSize(1);
    }

    private static List<Timeout> read(String key, String value) {
        return TimeoutReader.timeouts(List.of(setting(key, value, "env", Setting.Reach.OWN)), TARGETS);
    }

    private static Setting setting(String key, String value, String how, Setting.Reach reach) {
        return new Setting(key, value, Source.ofFile("test.yaml"), how, reach);
    }
}
