package dev.meshwright.analysis.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meshwright.MeshwrightException;
import org.junit.jupiter.api.Test;

class ExplainTest {
    @Test
    void showsEveryRuleOfACodeWithBothExamples() {
        var text = Explain.text("ist0101");

        for (var rule : RuleCatalog.withCode("IST0101")) {
            assertThat(text)
                    .contains("IST0101 " + rule.info().name())
                    .contains(rule.info().bad().indent(4))
                    .contains(rule.info().good().indent(4));
        }
    }

    @Test
    void unknownCodeGetsTheClosestOne() {
        assertThatThrownBy(() -> Explain.text("IST1110"))
                .isInstanceOf(MeshwrightException.class)
                .hasMessageContaining("IST1110")
                .hasMessageContaining("did you mean IST");
        assertThatThrownBy(() -> Explain.text("?")).hasMessageContaining("codes look like");
    }
}
