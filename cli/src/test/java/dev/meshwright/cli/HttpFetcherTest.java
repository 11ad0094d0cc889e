package dev.meshwright.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meshwright.agent.HttpFetcher;
import dev.meshwright.trust.RefusedException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class HttpFetcherTest {
    /// Attack 22: a byte now and then would take for ever.
    @Test
    void fileThatComesTooSlowlyIsGivenUp() throws Exception {
        var done = new CountDownLatch(1);
        try (var repository = new ServedRepository()) {
            repository.answers.put("/slow", exchange -> {
                exchange.sendResponseHeaders(200, 0);
                try {
                    while (done.getCount() > 0) {
                        exchange.getResponseBody().write('x');
                        exchange.getResponseBody().flush();
                        Thread.sleep(20);
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            var fetcher = new HttpFetcher(repository.url(""), HttpFetcher.client(), Duration.ofMillis(300));

            assertThatThrownBy(() -> fetcher.fetch("slow", 1000))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("came too slowly");
        } finally {
            done.countDown();
        }
    }

    @Test
    void fileOfItsFullLengthIsNotTooLong() throws Exception {
        try (var repository = new ServedRepository()) {
            repository.files.put("/a", new byte[1000]);
            var fetcher = new HttpFetcher(repository.url(""), HttpFetcher.client(), Duration.ofSeconds(20));

            assertThat(fetcher.fetch("a", 1000)).get().isEqualTo(new byte[1000]);
            assertThatThrownBy(() -> fetcher.fetch("a", 999)).isInstanceOf(RefusedException.class);
            assertThat(fetcher.fetch("b", 999)).isEmpty();
        }
    }
}
