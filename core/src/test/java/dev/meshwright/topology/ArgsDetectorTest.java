package dev.meshwright.topology;

<<<<<<< HEAD
import static dev.meshwright.topology.Mapped.SERVICES;
import static dev.meshwright.topology.Mapped.calls;
import static dev.meshwright.topology.Mapped.edges;
import static dev.meshwright.topology.Mapped.map;
import static dev.meshwright.topology.Mapped.pods;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgsDetectorTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "until nc -z -w 2 db 5432; do sleep 1; done",
                "while ! nc -vz db.default.svc 5432; do sleep 1; done",
                "until (echo > /dev/tcp/db/5432) 2>/dev/null; do sleep 1; done",
                "until pg_isready -h db -p 5432 -U x; do sleep 2; done",
                "until psql --host=db -c 'select 1'; do :; done",
                "./wait-for-it.sh db:5432 -t 60 -- ./run",
                "dockerize -wait tcp://db:5432 -timeout 60s ./run",
                "until wget -q -O- db:5432; do sleep 1; done",
                "until curl -sf http://db:5432/health; do sleep 1; done",
                "until nslookup db; do sleep 2; done",
                "until getent hosts db; do sleep 2; done"
            })
    void waitLoopsInInitContainersNameWhomTheyWaitFor(String loop) {
        var topology = map(SERVICES
                + pods(
                        "caller",
                        "initContainers: [{name: wait, command: [sh, -c, \"" + loop
                                + "\"]}], containers: [{name: main}]"));
        assertThat(edges(topology)).containsExactly("db:5432");
    }

    @Test
    void aWaitToolMayGetItsWordsOneByOne() {
        assertThat(calls("command: [/wait-for-it.sh, 'db:5432', --, /run]")).containsExactly("db:5432");
        assertThat(calls("command: [/usr/bin/nc, -z, db, '5432']")).containsExactly("db:5432");
        assertThat(calls("command: [pg_isready], args: [-h, db, -p, '5432']")).containsExactly("db:5432");
    }

    @Test
    void variablesAreExpandedInArguments() {
        assertThat(calls("env: [{name: H, value: orders}], args: ['--url=http://$(H):8080']"))
                .containsExactly("orders:8080");
    }

    @Test
    void commentsInScriptsAreNoCalls() {
        assertThat(calls("command: [sh, -c, \"run # nc -z db 5432\"]")).isEmpty();
=======
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
>>>>>>> main
    }
}
