package dev.meshwright.it;

import static dev.meshwright.it.Processes.CHECKOUT;
import static dev.meshwright.it.Processes.meshwright;
import static dev.meshwright.it.Processes.output;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.it.Processes.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the phase scripts do with running pods: wait for them, and call from inside them. An API server alone runs
/// none, so here a `kubectl` of our own stands for the cluster: it notes what it is asked, and calls get the answer of
/// the policies or another one.
class RolloutWithoutPodsTest {
    private static final String KUBECTL = """
            #!/usr/bin/env bash
            echo "$*" >> "$CLUSTER/asked.txt"
            case " $* " in
              *" rollout restart "*)
                if [ -e "$CLUSTER/gone" ]; then echo "Error: not found" >&2; exit 1; fi
                if rm "$CLUSTER/just-restarted" 2> /dev/null; then
                  echo "error: if restart has already been triggered within the past second, please wait" >&2
                  exit 1
                fi
                ;;
              *" rollout status "*) [ ! -e "$CLUSTER/never-ready" ] ;;
              *" get pod "*) if [ ! -e "$CLUSTER/no-pods" ]; then echo pod/one; fi ;;
              *" debug "*)
                awk -v namespace="$2" -v url="${!#}" '$2 == namespace && $4 == url { print $1 == "allowed" ? "200" : "403"; exit }' \\
                  "$CLUSTER/policies.txt"
                ;;
            esac
            """;

    @TempDir
    private static Path folder;

    private static Path rollout = Path.of("");

    private Path cluster = Path.of("");

    @BeforeAll
    static void onboardTheShop() throws Exception {
        var out = folder.resolve("out");
        output(meshwright("onboard", CHECKOUT.resolve("examples/shop").toString(), "-o", out.toString()));
        rollout = out.resolve("rollout");
        Files.createFile(
                folder.resolve("kubectl"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Files.writeString(folder.resolve("kubectl"), KUBECTL);
    }

    @BeforeEach
    void policiesAreEnforced() throws Exception {
        cluster = Files.createTempDirectory(folder, "cluster");
        Files.copy(rollout.resolve("4-gateway/smoke.txt"), cluster.resolve("policies.txt"));
    }

    @Test
    void everyRestartedWorkloadIsWaitedFor() throws Exception {
        assertThat(phase("1-workers").status()).isZero();
        var asked = Files.readAllLines(cluster.resolve("asked.txt"));
        for (var restart : Files.readAllLines(rollout.resolve("1-workers/restarts.txt"))) {
            var words = restart.split(" ", -1);
            if (!words[0].endsWith("Job")) {
                var workload = "-n %s rollout %%s %s/%s".formatted(words[1], words[0], words[2]);
                assertThat(asked)
                        .contains(workload.formatted("restart"), workload.formatted("status") + " --timeout=5m");
            }
        }
    }

    @Test
    void aWorkloadThatDoesNotGetReadyStopsThePhaseBeforeAnythingIsClosed() throws Exception {
        Files.createFile(cluster.resolve("never-ready"));
        var ended = phase("4-gateway");
        assertThat(ended.status()).isOne();
        assertThat(ended.printed()).contains("A step failed", "rollback.sh").doesNotContain("can be closed");
    }

    @Test
    void aRestartThatComesTooSoonAfterAnotherIsTriedAgain() throws Exception {
        Files.createFile(cluster.resolve("just-restarted"));
        var ended = phase("1-workers");
        assertThat(ended.status()).as(ended.printed()).isZero();
    }

    @Test
    void aWorkloadThatCannotBeRestartedStopsThePhaseWithTheReason() throws Exception {
        Files.createFile(cluster.resolve("gone"));
        var ended = phase("1-workers");
        assertThat(ended.status()).isOne();
        assertThat(ended.printed()).contains("Error: not found", "A step failed", "rollback.sh");
    }

    @Test
    void allowedCallsWorkAndForbiddenOnesAreRefused() throws Exception {
        var tests = Files.readAllLines(rollout.resolve("4-gateway/smoke.txt"));
        assertThat(tests).anyMatch(test -> test.startsWith("allowed ")).anyMatch(test -> test.startsWith("refused "));
        var ended = phase("4-gateway");
        assertThat(ended.status()).as(ended.printed()).isZero();
        assertThat(ended.printed().lines().filter(line -> line.startsWith("ok ")))
                .hasSameSizeAs(tests);
    }

    @Test
    void aCallThatIsRefusedThoughItMustWorkFailsThePhase() throws Exception {
        everyCallIs("refused");
        var ended = phase("4-gateway");
        assertThat(ended.status()).isOne();
        assertThat(ended.printed()).contains("must work, answer 403", "smoke tests failed", "rollback.sh");
    }

    @Test
    void aCallThatWorksThoughItMustBeRefusedFailsThePhase() throws Exception {
        everyCallIs("allowed");
        var ended = phase("4-gateway");
        assertThat(ended.status()).isOne();
        assertThat(ended.printed()).contains("must be refused, answer 200", "smoke tests failed", "rollback.sh");
    }

    @Test
    void aCallerWithoutARunningPodIsSkippedAndSaid() throws Exception {
        Files.createFile(cluster.resolve("no-pods"));
        var ended = phase("4-gateway");
        assertThat(ended.status()).isZero();
        assertThat(ended.printed()).contains("SKIP").doesNotContain("ok  ");
    }

    private void everyCallIs(String verdict) throws Exception {
        var policies = cluster.resolve("policies.txt");
        Files.writeString(policies, Files.readString(policies).replaceAll("(?m)^(allowed|refused)", verdict));
    }

    private Ended phase(String phase) throws Exception {
        var environment = Map.of("KUBECTL", folder.resolve("kubectl").toString(), "CLUSTER", cluster.toString());
        return Processes.run(
                List.of("bash", rollout.resolve(phase + ".sh").toString(), "--yes"), folder, environment, "");
    }
}
