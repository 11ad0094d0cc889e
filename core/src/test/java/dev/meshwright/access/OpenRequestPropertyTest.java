package dev.meshwright.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.access.Decision.Verdict;
import dev.meshwright.access.condition.Field;
import dev.meshwright.access.condition.IpBlock;
import dev.meshwright.access.condition.Request;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is decided of a request that is partly open holds for every request that it stands for.
class OpenRequestPropertyTest {
    private static final List<String> NAMESPACES = List.of("shop", "bank", "sh*", "*");
    private static final List<String> PATHS = List.of("/a", "/a/*", "*/b", "/{*}/b", "/{**}", "*");
    private static final List<String> SEEN_PATHS = List.of("/a", "/a/b", "/c/b?x", "/");
    private static final List<String> METHODS = List.of("GET", "POST", "P*");
    private static final List<Field> OPENED =
            List.of(Field.METHOD, Field.PATH, Field.HOST, Field.HEADERS, Field.CLAIMS, Field.SOURCE_IP, Field.SNI);

    static IntStream seeds() {
        return IntStream.range(0, 60);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void decisionsOnOpenRequestsHoldForEachOfThem(int seed) {
        var random = new Random(seed);
        var policies = new StringBuilder();
        for (var action : List.of("ALLOW", "DENY")) {
            policies.append(Small.policy(action, rules(random)));
        }
        var access = Small.access(policies.toString());
        for (var inbound :
                List.of(access.atSidecar(Small.cart(), 8080, true), access.atSidecar(Small.cart(), 8080, false))) {
            for (int i = 0; i < 50; i++) {
                var request = request(random);
                var whole = inbound.decide(request).verdict();
                var open = inbound.decide(opened(request, random)).verdict();
                assertThat(whole).isNotEqualTo(Verdict.CONDITIONAL);
                assertThat(open).as(policies + " " + request).isIn(whole, Verdict.CONDITIONAL);
            }
        }
    }

    private static Request opened(Request request, Random random) {
        var open = EnumSet.noneOf(Field.class);
        OPENED.stream().filter(_ -> random.nextBoolean()).forEach(open::add);
        var headers = open.contains(Field.HEADERS) ? Request.empty(0).headers() : request.headers();
        return new Request(request.port(), request.texts(), request.addresses(), headers, request.claims(), open);
    }

    private static Request request(Random random) {
        var request = Request.empty(8080)
                .with(Field.PEER, random.nextBoolean() ? "spiffe://cluster.local/ns/shop/sa/a" : null)
                .with(Field.METHOD, pick(random, List.of("GET", "POST", "PUT")))
                .with(Field.PATH, pick(random, SEEN_PATHS))
                .with(Field.HOST, pick(random, List.of("a.example", "B.example")))
                .with(Field.SNI, random.nextBoolean() ? "a.example" : null)
                .with(
                        Field.SOURCE_IP,
                        IpBlock.parse(pick(random, List.of("10.0.0.1", "192.168.0.1")))
                                .orElseThrow());
        if (random.nextBoolean()) {
            request = request.sending("x-team", List.of(pick(random, List.of("a", "b"))));
        }
        return random.nextBoolean()
                ? request
                : request.withClaims(Map.of("iss", "i", "sub", "s", "groups", List.of("dev")));
    }

    private static String rules(Random random) {
        var rules = new ArrayList<String>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            var parts = new ArrayList<String>();
            if (random.nextBoolean()) {
                parts.add("from: [{source: {" + source(random) + "}}, {source: {" + source(random) + "}}]");
            }
            if (random.nextBoolean()) {
                parts.add("to: [{operation: {" + operation(random) + "}}, {operation: {" + operation(random) + "}}]");
            }
            if (random.nextBoolean()) {
                parts.add("when: [{" + condition(random) + "}]");
            }
            rules.add("{" + String.join(", ", parts) + "}");
        }
        return "[" + String.join(", ", rules) + "]";
    }

    private static String source(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> not(random, "namespaces", pick(random, NAMESPACES));
            case 1 -> not(random, "requestPrincipals", pick(random, List.of("i/s", "*", "x/*")));
            case 2 -> not(random, "ipBlocks", pick(random, List.of("10.0.0.0/8", "0.0.0.0/0")));
            default -> not(random, "principals", pick(random, List.of("*/sa/a", "*", "cluster.local/ns/shop/sa/a")));
        };
    }

    private static String operation(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> not(random, "paths", pick(random, PATHS));
            case 1 -> not(random, "hosts", pick(random, List.of("a.example", "*.example", "*")));
            case 2 -> not(random, "ports", pick(random, List.of("8080", "9090")));
            default -> not(random, "methods", pick(random, METHODS));
        };
    }

    private static String condition(Random random) {
        var key = pick(
                random,
                List.of(
                        "request.headers[x-team]",
                        "request.auth.claims[groups]",
                        "connection.sni",
                        "source.namespace"));
        return "key: '" + key + "', " + not(random, "values", pick(random, List.of("a", "dev", "*", "a*")));
    }

    private static String not(Random random, String field, String value) {
        var name = random.nextInt(3) > 0
                ? field
                : "not" + field.substring(0, 1).toUpperCase(Locale.ROOT) + field.substring(1);
        return name + ": ['" + value + "']";
    }

    private static String pick(Random random, List<String> texts) {
        return texts.get(random.nextInt(texts.size()));
    }
}
