package dev.meshwright.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The story of the shop: twenty-two services onboarded in one command, as a process of its own.
class OnboardShopTest {
    private static final Path SHOP = Path.of(System.getProperty("meshwright.checkout", ".."))
            .toAbsolutePath()
            .normalize()
            .resolve("examples/shop");

    @TempDir
    private static Path folder;

    private static Typed onboarded = new Typed(-1, "");
    private static JsonNode map = JsonMapper.shared().createObjectNode();
    private static JsonNode findings = JsonMapper.shared().createObjectNode();
    private static JsonNode plan = JsonMapper.shared().createObjectNode();

    private record Typed(int exitCode, String out) {}

    @BeforeAll
    static void onboard() throws Exception {
        onboarded = meshwright(
                "onboard", SHOP.toString(), "-o", folder.resolve("out").toString());
        map = json("map", SHOP.toString(), "--format", "json").get("services");
        plan = JsonMapper.shared().readTree(Files.readString(folder.resolve("out/rollout/plan.json")));
        findings = json("check", SHOP.toString(), folder.resolve("out").toString(), "--format", "json")
                .get("findings");
    }

    @Test
    void theCommandSucceedsAndSaysWhatItDid() {
        assertThat(onboarded.exitCode()).isZero();
        assertThat(onboarded.out())
                .contains("22 services")
                .contains("66 files for 22 services")
                .contains("22 policies")
                .contains("known and nothing else")
                .contains("3 findings: 0 errors, 3 warnings")
                .contains("4 phases over 5 working days");
    }

    @Test
    void sixteenServicesSpeakHttpAndSixGrpc() {
        var protocols = new TreeMap<String, Integer>();
        map.forEach(service -> protocols.merge(service.at("/ports/0/protocol").asString(), 1, Integer::sum));

        assertThat(protocols).isEqualTo(Map.of("http", 16, "grpc", 6));
    }

    @Test
    void eightHaveNoTimeoutFiveThirtySecondsAndNineTwoToTen() {
        var sorts = new TreeMap<String, Integer>();
        map.forEach(service -> sorts.merge(timeouts(service), 1, Integer::sum));

        assertThat(sorts).isEqualTo(Map.of("none", 8, "30 s", 5, "2 to 10 s", 9));
    }

    private static String timeouts(JsonNode service) {
        var longest = StreamSupport.stream(service.get("timeouts").spliterator(), false)
                .filter(timeout -> timeout.get("meaning").asString().equals("request"))
                .mapToDouble(timeout -> timeout.get("seconds").asDouble())
                .max();
        if (longest.isEmpty()) {
            return "none";
        }
        double seconds = longest.getAsDouble();
        if (seconds == 30) {
            return "30 s";
        }
        return seconds >= 2 && seconds <= 10 ? "2 to 10 s" : seconds + " s";
    }

    @Test
    void whoCanNamesTheKnownCallers() throws Exception {
        assertThat(whoCan("payment-service/payment-service")).containsExactly("order-service", "stripe-webhook");
        assertThat(whoCan("email-worker/email-worker")).containsExactly("notification-service");
        assertThat(whoCan("stripe-webhook/stripe-webhook", "--port", "80")).containsExactly("payment-service");
        assertThat(whoCan("stripe-webhook/stripe-webhook", "--port", "8443", "--path", "/webhooks/stripe"))
                .hasSize(22)
                .contains("plaintext");
        assertThat(whoCan("stripe-webhook/stripe-webhook", "--port", "8443", "--path", "/admin"))
                .isEmpty();
    }

    private static List<String> whoCan(String to, String... request) throws Exception {
        var words = new ArrayList<>(List.of("access", "who-can", to));
        words.addAll(List.of(request));
        words.addAll(List.of(SHOP.toString(), folder.resolve("out").toString(), "--format", "json"));
        var callers = new ArrayList<String>();
        json(words.toArray(String[]::new)).get("answers").forEach(answer -> {
            if (!answer.get("verdict").asString().equals("no")) {
                var from = answer.get("from").asString();
                callers.add(from.substring(from.indexOf('/') + 1));
            }
        });
        return callers;
    }

    @Test
    void theMatrixIsTheGraphAndThePublicPort() throws Exception {
        var edges = new TreeSet<String>();
        json("map", SHOP.toString(), "--format", "json").get("edges").forEach(edge -> {
            if (!edge.get("from").asString().equals("ingress")) {
                edges.add(edge.get("from").asString() + " > " + edge.get("to").asString());
            }
        });
        var all = new TreeSet<String>();
        var some = new TreeSet<String>();
        var out = folder.resolve("out").toString();
        for (var row : json("access", "matrix", SHOP.toString(), out, "--format", "json")
                .get("rows")) {
            for (var cell : row.get("named")) {
                all.add(cell.get("from").asString() + " > " + row.get("to").asString());
            }
            if (!row.get("plaintext").asString().equals("none")) {
                some.add(row.get("to").asString() + " " + row.get("plaintext").asString());
            }
        }

        assertThat(edges).hasSize(33);
        // It gets all of one port and a part of the other, where everybody gets some: nothing sets it apart.
        edges.remove("payment-service/payment-service > stripe-webhook/stripe-webhook");
        assertThat(all).isEqualTo(edges);
        assertThat(some).containsExactly("stripe-webhook/stripe-webhook some");
    }

    @Test
    void eachServiceHasItsFourFiles() throws IOException {
        assertThat(named("virtual-service.yaml")).hasSize(22);
        assertThat(named("destination-rule.yaml")).hasSize(22);
        assertThat(named("peer-authentication.yaml")).hasSize(22);
        assertThat(named("authorization-policy.yaml")).hasSize(22);
    }

    private static List<Path> named(String name) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("out"))) {
            return files.filter(file -> file.endsWith(name)).toList();
        }
    }

    @Test
    void exactlyThreeWarningsAndNothingWorse() {
        var found = new ArrayList<String>();
        findings.forEach(finding -> {
            if (!finding.get("severity").asString().equals("info")) {
                found.add(finding.get("severity").asString() + " "
                        + finding.get("code").asString());
            }
        });

        assertThat(found).containsExactlyInAnyOrder("warning MW2104", "warning MW5102", "warning MW1301");
    }

    @Test
    void workersGoFirstAndTheGatewayLastWithinFiveWorkingDays() {
        var names = new ArrayList<String>();
        plan.get("phases").forEach(phase -> names.add(phase.get("name").asString()));

        assertThat(names).containsExactly("workers", "internal", "core", "gateway");
        assertThat(plan.get("days").asInt()).isEqualTo(5);
        assertThat(plan.at("/phases/0/firstDay").asInt()).isEqualTo(1);
        assertThat(plan.at("/phases/3/lastDay").asInt()).isEqualTo(5);
        assertThat(texts(plan.at("/phases/3/joins"))).containsExactly("api-gateway/api-gateway");
    }

    @Test
    void everyServiceJoinsOnceAndIsClosedOnce() {
        var joined = new ArrayList<String>();
        var closed = new ArrayList<String>();
        plan.get("phases").forEach(phase -> {
            joined.addAll(texts(phase.get("joins")));
            closed.addAll(texts(phase.get("closes")));
        });

        assertThat(joined).hasSize(22).doesNotHaveDuplicates();
        assertThat(closed).containsExactlyInAnyOrderElementsOf(joined);
        assertThat(plan.get("open")).isEmpty();
    }

    /// A closed service takes mutual TLS from its known callers only, so these must have a proxy by then.
    @Test
    void noPhaseRefusesAKnownCall() throws Exception {
        var callers = new HashMap<String, Set<String>>();
        json("map", SHOP.toString(), "--format", "json").get("edges").forEach(edge -> {
            if (!edge.get("from").asString().equals("ingress")) {
                callers.computeIfAbsent(edge.get("to").asString(), _ -> new HashSet<>())
                        .add(edge.get("from").asString());
            }
        });
        assertThat(callers).hasSizeGreaterThan(10);

        var joined = new HashSet<String>();
        for (var phase : plan.get("phases")) {
            joined.addAll(texts(phase.get("joins")));
            for (var closed : texts(phase.get("closes"))) {
                assertThat(joined)
                        .as("%s is closed in phase %s", closed, phase.get("number"))
                        .contains(closed)
                        .containsAll(callers.getOrDefault(closed, Set.of()));
            }
        }
    }

    @Test
    void aSecondRunIntoAnotherFolderGivesTheSameBytes() throws Exception {
        var again = folder.resolve("another/folder");

        assertThat(meshwright("onboard", SHOP.toString(), "-o", again.toString())
                        .exitCode())
                .isZero();
        assertThat(texts(again)).hasSizeGreaterThan(88).isEqualTo(texts(folder.resolve("out")));
    }

    private static Map<String, String> texts(Path root) throws IOException {
        var texts = new TreeMap<String, String>();
        try (Stream<Path> files = Files.walk(root)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                texts.put(root.relativize(file).toString(), Files.readString(file));
            }
        }
        return texts;
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asString)
                .toList();
    }

    private static JsonNode json(String... arguments) throws Exception {
        return JsonMapper.shared().readTree(meshwright(arguments).out());
    }

    /// The command line as a process of its own, from the classes under test.
    private static Typed meshwright(String... arguments) throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var words = new ArrayList<>(
                List.of(java, "-cp", System.getProperty("java.class.path"), "dev.meshwright.cli.Meshwright"));
        words.addAll(List.of(arguments));
        var process = new ProcessBuilder(words)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var out = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Typed(process.waitFor(), out);
    }
}
