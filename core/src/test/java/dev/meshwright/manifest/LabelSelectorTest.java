package dev.meshwright.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelSelectorTest {
    private static boolean selects(String selector, Map<String, String> labels) {
        var node = ManifestReader.tree("selector.yaml", selector, new ArrayList<>());
        return new LabelSelector(node.orElseThrow()).matches(labels);
    }

    @Test
    void withoutConditionsItSelectsEverything() {
        assertThat(selects("{}", Map.of())).isTrue();
        assertThat(selects("{matchLabels: {}, matchExpressions: []}", Map.of("app", "web")))
                .isTrue();
    }

    @Test
    void allLabelsAndExpressionsHaveToHold() {
        var selector =
                "{matchLabels: {app: web}, matchExpressions: [{key: tier, operator: In, values: [front, back]}]}";

        assertThat(selects(selector, Map.of("app", "web", "tier", "back"))).isTrue();
        assertThat(selects(selector, Map.of("app", "web", "tier", "data"))).isFalse();
        assertThat(selects(selector, Map.of("tier", "back"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "'{key: app, operator: In, values: [web]}', true, false, false",
        "'{key: app, operator: NotIn, values: [web]}', false, true, true",
        "'{key: app, operator: Exists}', true, true, false",
        "'{key: app, operator: DoesNotExist}', false, false, true",
    })
    void operatorsMeanWhatKubernetesSays(String expression, boolean web, boolean cart, boolean none) {
        var selector = "{matchExpressions: [" + expression + "]}";

        assertThat(selects(selector, Map.of("app", "web"))).isEqualTo(web);
        assertThat(selects(selector, Map.of("app", "cart"))).isEqualTo(cart);
        assertThat(selects(selector, Map.of())).isEqualTo(none);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{key: app, operator: NotIn, values: []}",
                "{key: app, operator: Exists, values: [web]}",
                "{key: app, operator: DoesNotExist, values: [web]}",
                "{key: app, operator: in, values: [web]}",
                "{key: app}",
                "text"
            })
    void whatKubernetesRefusesSelectsNothing(String expression) {
        assertThat(selects("{matchExpressions: [" + expression + "]}", Map.of("app", "web")))
                .isFalse();
        assertThat(selects("{matchExpressions: [" + expression + "]}", Map.of()))
                .isFalse();
    }
}
