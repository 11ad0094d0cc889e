package dev.meshwright.topology;

import static dev.meshwright.topology.Mapped.SERVICES;
import static dev.meshwright.topology.Mapped.calls;
import static dev.meshwright.topology.Mapped.edges;
import static dev.meshwright.topology.Mapped.map;
import static dev.meshwright.topology.Mapped.pods;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WaitLoopsTest {
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
    }
}
