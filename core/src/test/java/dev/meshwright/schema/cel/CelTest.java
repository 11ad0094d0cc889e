package dev.meshwright.schema.cel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CelTest {
    private static final Map<String, Object> SELF = Map.of(
            "name",
            "orders",
            "count",
            3L,
            "ports",
            List.of(80L, 443L),
            "labels",
            Map.of("app", "orders"),
            "namespace",
            "shop",
            "timeout",
            "1m30s");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "self.name == 'orders' && self.count + 1 == 4",
                "has(self.name) && !has(self.missing)",
                "self.missing == 1 || true",
                "!(self.missing == 1 && false)",
                "self.ports.all(p, p > 0) && self.ports.exists_one(p, p == 80)",
                "self.ports.filter(p, p > 80).size() == 1",
                "self.labels.all(k, k.startsWith('a'))",
                "duration(self.timeout) > duration('1m')",
                "(has(self.missing) ? self.missing : {}).size() == 0",
                "self.__namespace__ == 'shop'",
                "self.name.matches(r'^[a-z]+$') && !self.name.matches('^[a-q]+$')",
                "self.name.substring(1, 3) == 'rd' && self.name.substring(4) == 'rs'",
                "url('https://example.com/keys').getScheme() in ['http', 'https']",
                "!isURL('no url') && isURL('/path')",
                "self.ports[1] == 443 && 'a/b'.split('/')[0] == 'a'",
                "int('12') >= 12"
            })
    void holds(String rule) {
        assertThat(Cel.of(rule).holds(SELF)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"self.missing == 1", "self.name > 1", "duration('soon') > duration('1s')", "int('x') > 0"})
    void whatHasNoValueDoesNotHold(String rule) {
        assertThat(Cel.of(rule).holds(SELF)).isFalse();
    }

    @Test
    void whatIsNotInOurPartOfTheLanguageIsRefused() {
        assertThatThrownBy(() -> Cel.of("quantity(self.name).isLessThan(3)")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Cel.of("self.name ==")).isInstanceOf(IllegalStateException.class);
    }
}
