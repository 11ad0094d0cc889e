package dev.meshwright.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.manifest.Source;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryReaderTest {
    private static final Map<List<String>, String> TARGETS = Map.of(List.of("order"), "shop/order");

    @ParameterizedTest
    @CsvSource({
        "MAX_RETRIES, 3, 4",
        "RETRIES, 1, 2",
        "RETRY_COUNT, 2, 3",
        "http.client.maxRetries, 5, 6",
        "max-retry, 2, 3",
        "RETRY_MAX_ATTEMPTS, 3, 3",
        "RETRY_ATTEMPTS, 3, 3",
        "retry.max-attempts, ' 4 ', 4",
        "client.max-attempts, 2, 2"
    })
    void attemptsCountTheFirstTryAndRetriesDoNot(String key, String value, int tries) {
        assertThat(read(key, value)).singleElement().satisfies(retry -> {
            assertThat(retry.tries()).isEqualTo(tries);
            assertThat(retry.to()).isNull();
            assertThat(retry.repeatsWork()).isTrue();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "MAX_RETRIES, 0",
        "MAX_ATTEMPTS, 1",
        "MAX_RETRIES, -1",
        "MAX_RETRIES, many",
        "MAX_RETRIES, 5s",
        "MAX_RETRIES, 100",
        "RETRY_ENABLED, 1",
        "RETRY_DELAY, 5",
        "RETRY_BACKOFF_MAX, 5",
        "MAX_LOGIN_ATTEMPTS, 5",
        "DB_CONNECTION_MAX_RETRIES, 5",
        "JOB_MAX_RETRIES, 5",
        "ATTEMPTS, 5",
        "MAX_ITEMS, 5"
    })
    void whatRepeatsNoCallIsNone(String key, String value) {
        assertThat(read(key, value)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"ORDER_MAX_RETRIES", "ORDER_SERVICE_RETRY_COUNT", "resilience4j.retry.instances.order.max-attempts"})
    void aNameSaysWhoseCallsAreRepeated(String key) {
        assertThat(read(key, "3")).extracting(Retry::to).containsExactly("shop/order");
    }

    @Test
    void retriesOfSomebodyUnknownAreLeftOut() {
        assertThat(read("KAFKA_MAX_RETRIES", "3")).isEmpty();
    }

    @Test
    void anArgumentThatRepeatsAVariableIsTheSameSetting() {
        var settings = Stream.of("MAX_RETRIES", "max-retries")
                .map(key -> setting(key, "3", Setting.Reach.OWN))
                .toList();

        assertThat(RetryReader.retries(settings, Map.of())).hasSize(1);
    }

    @Test
    void aFileThatOthersReadTooSaysNothingAboutThisWorkload() {
        assertThat(RetryReader.retries(List.of(setting("client.max-retries", "3", Setting.Reach.SHARED)), Map.of()))
                .isEmpty();
    }

    private static List<Retry> read(String key, String value) {
        return RetryReader.retries(List.of(setting(key, value, Setting.Reach.OWN)), TARGETS);
    }

    private static Setting setting(String key, String value, Setting.Reach reach) {
        return new Setting(key, value, new Source("a.yaml", 7, 1), "env", reach);
    }
}
