package dev.meshwright.posture.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DurationsTest {
    @Test
    void readsWhatManifestsWrite() {
        assertThat(Durations.seconds("500ms")).contains("0.5s");
        assertThat(Durations.seconds("1m30s")).contains("90s");
        assertThat(Durations.seconds("0s")).contains("0s");
        assertThat(Durations.seconds("1h")).contains("3600s");
    }

    @Test
    void anythingElseIsNone() {
        assertThat(Durations.seconds("")).isEmpty();
        assertThat(Durations.seconds("5")).isEmpty();
        assertThat(Durations.seconds("5s later")).isEmpty();
    }
}
