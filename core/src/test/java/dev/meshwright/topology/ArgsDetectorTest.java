package dev.meshwright.topology;

import static dev.meshwright.topology.Settings.caller;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgsDetectorTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--orders-url=http://orders | orders-url=http://orders",
                "-orders.url=http://orders | orders.url=http://orders",
                "-Dorders.url=http://orders | orders.url=http://orders",
                "-DB=x | DB=x",
                "ORDERS_URL=http://orders | ORDERS_URL=http://orders",
                "--list=a b c | list=a b c",
                "http://orders | =http://orders",
                "--verbose | =--verbose"
            })
    void oneWordIsAnOptionAnAssignmentOrText(String word, String setting) {
        assertThat(texts("args: ['" + word + "']")).containsExactly(setting);
    }

    @Test
    void anOptionTakesTheNextWordUnlessThatIsAnOption() {
        assertThat(texts("command: [run, --url], args: ['http://orders', --debug, --host, orders, last]"))
                .containsExactly("=run", "url=http://orders", "=--debug", "host=orders", "=last");
    }

    @Test
    void aScriptIsReadByLinesWithoutItsComments() {
        assertThat(Settings.found(new ArgsDetector(), """
                        apiVersion: v1
                        kind: Pod
                        metadata: {name: caller}
                        spec:
                          containers:
                            - command: [sh, -c]
                              args:
                                - |
                                  # curl http://old
                                  curl http://orders # not http://other

                                  exec app --url=http://users
                        """))
                .extracting(
                        setting -> setting.key().text(),
                        Setting::value,
                        setting -> setting.where().line())
                .contains(
                        tuple("", "curl http://orders", 10),
                        tuple("", "exec app --url=http://users", 12),
                        tuple("url", "http://users", 12))
                .noneMatch(tuple ->
                        tuple.toString().contains("old") || tuple.toString().contains("other"));
    }

    @Test
    void aFragmentIsNoComment() {
        assertThat(texts("command: [sh, -c, 'open http://orders/#top now']")).contains("=open http://orders/#top now");
    }

    @Test
    void variablesOfTheContainerAreExpanded() {
        assertThat(texts("args: ['--url=http://$(HOST)', '$$(HOST)', '$(GONE)'], env: [{name: HOST, value: orders}]"))
                .containsExactly("url=http://orders", "=$(HOST)", "=$(GONE)");
    }

    @Test
    void wrongTypesAreLeftOut() {
        assertThat(texts("command: run, args: {a: b}")).isEmpty();
        assertThat(texts("args: [[a], {b: c}, 7, --port]")).containsExactly("=7", "=--port");
    }

    private static List<String> texts(String fields) {
        return Settings.texts(new ArgsDetector(), caller(fields));
    }
}
