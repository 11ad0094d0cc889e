package dev.meshwright.it;

import static dev.meshwright.it.Processes.CHECKOUT;
import static dev.meshwright.it.Processes.meshwright;
import static dev.meshwright.it.Processes.onPath;
import static dev.meshwright.it.Processes.output;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.meshwright.it.Processes.Ended;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The rollout's scripts do what the plan says, on a real API server, and `rollback.sh` puts back what was there.
@Tag("cluster")
class RolloutScriptsIT {
    private static final List<String> KINDS = List.of(
            "v1 Namespace",
            "networking.istio.io/v1 VirtualService",
            "networking.istio.io/v1 DestinationRule",
            "networking.istio.io/v1 Gateway",
            "networking.istio.io/v1 ServiceEntry",
            "security.istio.io/v1 PeerAuthentication",
            "security.istio.io/v1 AuthorizationPolicy",
            "telemetry.istio.io/v1 Telemetry");
    private static final List<String> PHASES = List.of("1-workers", "2-internal", "3-core", "4-gateway");
    private static final String[] UNATTENDED = {"--yes", "--no-wait", "--no-smoke"};

    /// Stands where generated objects will go, with texts that look like the fields that are not saved.
    private static final String FOREIGN = """
            apiVersion: v1
            kind: Namespace
            metadata:
              name: payment-service
              labels: {team: pay}
              annotations:
                note: |
                  status:

                     indented
                  uid: 7
            ---
            apiVersion: v1
            kind: Namespace
            metadata: {name: istio-system}
            ---
            apiVersion: security.istio.io/v1
            kind: PeerAuthentication
            metadata:
              name: payment-service
              namespace: payment-service
              labels: {status: mine, uid: mine}
              annotations:
                json: |
                  {
                    "metadata": {
                      "uid": "1"
                  }
                  }
            spec:
              selector: {matchLabels: {app: other}}
              mtls: {mode: DISABLE}
              portLevelMtls: {9090: {mode: DISABLE}}
            ---
            apiVersion: security.istio.io/v1
            kind: AuthorizationPolicy
            metadata:
              name: payment-service
              namespace: payment-service
              annotations: {istio.io/dry-run: "true"}
            spec:
              action: DENY
              rules:
                - from: [{source: {principals: [cluster.local/ns/a/sa/b]}}]
                  when: [{key: "request.headers[x-metadata]", values: ["status:", "- uid: 1"]}]
            ---
            apiVersion: networking.istio.io/v1
            kind: DestinationRule
            metadata: {name: email-worker, namespace: email-worker}
            spec:
              host: email-worker
              trafficPolicy: {loadBalancer: {simple: RANDOM}}
              subsets: [{name: status, labels: {uid: a}}]
            """;

    private static @Nullable Cluster cluster;

    @TempDir
    private static Path folder;

    private Path rollout = Path.of("");

    @BeforeAll
    static void bringUpTheShop() throws Exception {
        cluster = Cluster.rig();
        var foreign = Files.writeString(folder.resolve("foreign.yaml"), FOREIGN);
        kubectl("apply", "-R", "-f", CHECKOUT.resolve("examples/shop/k8s").toString());
        kubectl("apply", "-f", foreign.toString());
        kubectl(
                "-n",
                "payment-service",
                "patch",
                "peerauthentication",
                "payment-service",
                "--subresource=status",
                "--type=merge",
                "-p",
                "{\"status\": {\"conditions\": [{\"type\": \"Reconciled\", \"status\": \"True\"}]}}");
    }

    @AfterAll
    static void stop() throws Exception {
        if (cluster != null) {
            cluster.disconnect();
        }
    }

    @BeforeEach
    void generate() throws Exception {
        var out = Files.createTempDirectory(folder, "out");
        output(meshwright("onboard", CHECKOUT.resolve("examples/shop").toString(), "-o", out.toString()));
        rollout = out.resolve("rollout");
    }

    @Test
    void phasesMakeWhatThePlanSaysAndRollbackPutsBackWhatWasThere() throws Exception {
        var before = state();
        var joined = new TreeSet<String>();
        var closed = new TreeSet<String>();
        for (var phase : PHASES) {
            succeeds(script(phase, UNATTENDED));
            joined.addAll(Files.readAllLines(rollout.resolve(phase + "/joins.txt")));
            closed.addAll(Files.readAllLines(rollout.resolve(phase + "/closes.txt")));
            assertThat(servicesWithMode("PERMISSIVE")).isEqualTo(without(joined, closed));
            assertThat(servicesWithMode("STRICT")).isEqualTo(closed);
            assertThat(servicesWithPolicyInDryRun(true)).isEqualTo(without(joined, closed));
            assertThat(servicesWithPolicyInDryRun(false)).isEqualTo(closed);
        }
        assertThat(closed).hasSize(22);
        assertThat(object("PeerAuthentication payment-service/payment-service")).doesNotContain("9090");
        assertThat(object("DestinationRule email-worker/email-worker")).doesNotContain("RANDOM", "subsets");
        assertThat(object("Namespace payment-service"))
                .containsPattern("istio-injection: \"?enabled")
                .containsPattern("team: \"?pay");

        succeeds(script("rollback", "--yes", "--no-wait"));
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void aSecondRunKeepsWhatTheFirstOneSaved() throws Exception {
        var before = state();
        succeeds(script("1-workers", UNATTENDED));
        var saved = saved();
        succeeds(script("1-workers", UNATTENDED));
        assertThat(saved()).isEqualTo(saved);

        succeeds(script("rollback", "--yes", "--no-wait"));
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void savedObjectsAreWithoutWhatTheServerOwns() throws Exception {
        succeeds(script("3-core", UNATTENDED));
        var saved = Files.readString(rollout.resolve("before/01.3-core/present.yaml"));
        assertThat(saved)
                .contains("portLevelMtls", "\"uid\": \"1\"", "uid: mine", "status: mine")
                .doesNotContain("resourceVersion", "managedFields", "creationTimestamp", "Reconciled", "generation:")
                .doesNotContainPattern("uid: [0-9a-f]{8}-");
        succeeds(script("rollback", "--yes", "--no-wait"));
    }

    @Test
    void aPhaseIsTakenBackWithThoseThatRanAfterIt() throws Exception {
        var before = state();
        succeeds(script("1-workers", UNATTENDED));
        var afterTheFirst = state();
        succeeds(script("2-internal", UNATTENDED));
        var afterTheSecond = state();
        succeeds(script("3-core", UNATTENDED));

        succeeds(script("rollback", "3-core", "--yes", "--no-wait"));
        assertThat(state()).isEqualTo(afterTheSecond);
        succeeds(script("3-core", UNATTENDED));
        succeeds(script("rollback", "2-internal", "--yes", "--no-wait"));
        assertThat(state()).isEqualTo(afterTheFirst);
        assertThat(script("rollback", "2-internal", "--yes").status()).isEqualTo(2);
        succeeds(script("rollback", "--yes", "--no-wait"));
        assertThat(state()).isEqualTo(before);
        assertThat(script("rollback", "--yes").printed()).contains("Nothing to put back");
    }

    @Test
    void scriptsFindThemselvesThroughLinksAndInFoldersWithBlanks() throws Exception {
        var before = state();
        var moved = folder.resolve("a folder, with 'blanks'");
        Files.move(rollout.getParent(), moved);
        var link = Files.createSymbolicLink(folder.resolve("go"), moved.resolve("rollout/1-workers.sh"));
        Files.createSymbolicLink(folder.resolve("back"), moved.resolve("rollout/rollback.sh"));

        succeeds(script(List.of(link.toString(), "--yes", "--no-wait", "--no-smoke"), Map.of(), ""));
        assertThat(state()).isNotEqualTo(before);
        succeeds(script(List.of("./back", "--yes", "--no-wait"), Map.of(), ""));
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void answeringNoChangesNothingFromThereOn() throws Exception {
        var before = state();
        assertThat(script(phase("2-internal", "--no-wait", "--no-smoke"), Map.of(), "n\n")
                        .status())
                .isEqualTo(1);
        assertThat(state()).isEqualTo(before);

        assertThat(script(phase("2-internal", "--no-wait", "--no-smoke"), Map.of(), "y\nn\n")
                        .status())
                .isEqualTo(1);
        assertThat(servicesWithMode("PERMISSIVE")).isNotEmpty();
        assertThat(servicesWithMode("STRICT")).isEmpty();

        var joined = state();
        assertThat(script(phase("rollback", "--no-wait"), Map.of(), "").status())
                .isEqualTo(1);
        assertThat(state()).isEqualTo(joined);
        succeeds(script(phase("rollback", "--no-wait"), Map.of(), "y\n"));
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void aClusterThatDoesNotAnswerIsOneSentence() throws Exception {
        var nowhere = Map.of("KUBECONFIG", folder.resolve("nowhere").toString());
        var ended = script(phase("1-workers", "--yes"), nowhere, "");
        assertThat(ended)
                .isEqualTo(new Ended(3, "The cluster does not answer. Check the context; nothing was changed.\n"));
        assertThat(rollout.resolve("before")).doesNotExist();
    }

    @Test
    void afterAStepThatFailedTheWayBackWorks() throws Exception {
        var before = state();
        var failing = Files.writeString(
                folder.resolve("failing-kubectl"), """
                #!/bin/sh
                case "$*" in *replace*join*) echo "forbidden" >&2; exit 1 ;; esac
                exec '%s' "$@"
                """.formatted(cluster().kubectl()));
        assertThat(failing.toFile().setExecutable(true)).isTrue();

        var ended = script(phase("1-workers", UNATTENDED), Map.of("KUBECTL", failing.toString()), "");
        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.printed()).contains("forbidden", "A step failed");
        assertThat(state()).isNotEqualTo(before);
        succeeds(script("rollback", "--yes", "--no-wait"));
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void rollbackMakesAnewWhatWasRemovedInTheMeantime() throws Exception {
        var before = state();
        succeeds(script("1-workers", UNATTENDED));
        kubectl("-n", "email-worker", "delete", "destinationrule", "email-worker");
        succeeds(script("rollback", "--yes", "--no-wait"));
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void helpIsThereWithoutACluster() throws Exception {
        var nowhere = Map.of("KUBECONFIG", folder.resolve("nowhere").toString());
        assertThat(script(phase("1-workers", "--help"), nowhere, "").printed()).startsWith("usage: 1-workers.sh");
        assertThat(script(phase("rollback", "--help"), nowhere, "").printed()).startsWith("usage: rollback.sh");
        assertThat(script("1-workers", "--yess").status()).isEqualTo(2);
    }

    @Test
    void bothStagesAreTakenByTheServer() throws Exception {
        var out = Objects.requireNonNull(rollout.getParent());
        kubectl("apply", "--dry-run=server", "-k", out.toString());
        kubectl("apply", "--dry-run=server", "-k", out.resolve("enforce").toString());
    }

    @Test
    void scriptsAreCleanForShellcheck() throws Exception {
        assumeTrue(onPath("shellcheck"), "skipped: shellcheck is not there");
        var command = new ArrayList<>(List.of("shellcheck"));
        try (var files = Files.newDirectoryStream(rollout, "*.sh")) {
            files.forEach(file -> command.add(file.toString()));
        }
        succeeds(Processes.run(command, folder, Map.of(), ""));
    }

    private static Cluster cluster() {
        return Objects.requireNonNull(cluster);
    }

    private static void kubectl(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of(
                cluster().kubectl(), "--kubeconfig", cluster().kubeconfig().toString()));
        command.addAll(List.of(arguments));
        succeeds(Processes.run(command, folder, Map.of(), ""));
    }

    private static void succeeds(Ended ended) {
        assertThat(ended.status()).as(ended.printed()).isZero();
    }

    private Ended script(String name, String... options) throws Exception {
        return script(phase(name, options), Map.of(), "");
    }

    private List<String> phase(String name, String... options) {
        var command = new ArrayList<>(List.of(rollout.resolve(name + ".sh").toString()));
        command.addAll(List.of(options));
        return command;
    }

    private static Ended script(List<String> command, Map<String, String> environment, String typed) throws Exception {
        var all = new TreeMap<>(Map.of(
                "KUBECTL",
                cluster().kubectl(),
                "KUBECONFIG",
                cluster().kubeconfig().toString()));
        all.putAll(environment);
        return Processes.run(command, folder, all, typed);
    }

    private SortedMap<String, String> saved() throws Exception {
        var texts = new TreeMap<String, String>();
        try (var files = Files.walk(rollout.resolve("before"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                texts.put(file.toString(), Files.readString(file));
            }
        }
        return texts;
    }

    /// Every object that the scripts may touch, by "Kind namespace/name", without what changes with each write.
    private static SortedMap<String, GenericKubernetesResource> objects() {
        var objects = new TreeMap<String, GenericKubernetesResource>();
        for (var kind : KINDS) {
            var words = kind.split(" ", 2);
            for (var object : cluster()
                    .client()
                    .genericKubernetesResources(words[0], words[1])
                    .inAnyNamespace()
                    .list()
                    .getItems()) {
                var metadata = object.getMetadata();
                metadata.setUid(null);
                metadata.setResourceVersion(null);
                metadata.setManagedFields(List.of());
                metadata.setGeneration(null);
                metadata.setCreationTimestamp(null);
                objects.put(words[1] + " " + id(object), object);
            }
        }
        return objects;
    }

    private static String id(GenericKubernetesResource object) {
        var metadata = object.getMetadata();
        return metadata.getNamespace() == null
                ? metadata.getName()
                : metadata.getNamespace() + "/" + metadata.getName();
    }

    private static SortedMap<String, String> state() {
        var state = new TreeMap<String, String>();
        objects().forEach((id, object) -> state.put(id, Serialization.asYaml(object)));
        return state;
    }

    private static String object(String id) {
        return Objects.requireNonNull(state().get(id), id);
    }

    private static Set<String> servicesWithMode(String mode) {
        var services = new TreeSet<String>();
        objects().forEach((id, object) -> {
            if (id.startsWith("PeerAuthentication ") && mode.equals(object.get("spec", "mtls", "mode"))) {
                services.add(id(object));
            }
        });
        return services;
    }

    private static Set<String> servicesWithPolicyInDryRun(boolean dryRun) {
        var services = new TreeSet<String>();
        objects().forEach((id, object) -> {
            if (id.startsWith("AuthorizationPolicy ")
                    && "meshwright".equals(object.getMetadata().getLabels().get("app.kubernetes.io/managed-by"))
                    && dryRun
                            == "true"
                                    .equals(object.getMetadata()
                                            .getAnnotations()
                                            .get("istio.io/dry-run"))) {
                services.add(id(object));
            }
        });
        return services;
    }

    private static Set<String> without(Set<String> all, Set<String> some) {
        var rest = new TreeSet<>(all);
        rest.removeAll(some);
        return rest;
    }
}
