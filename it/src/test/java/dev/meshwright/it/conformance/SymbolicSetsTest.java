package dev.meshwright.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.meshwright.access.Caller;
import dev.meshwright.access.Decision.Verdict;
import dev.meshwright.access.Enforced;
import dev.meshwright.access.Inbound;
import dev.meshwright.access.batch.PolicySet;
import dev.meshwright.access.batch.RequestReader;
import dev.meshwright.access.condition.Field;
import dev.meshwright.access.condition.IpBlock;
import dev.meshwright.access.condition.Request;
import dev.meshwright.access.symbolic.Spaces;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The policy sets of the verdict suites, asked as sets of requests and one by one. Random requests are put together
/// from those that the suite has for the set, which lie near its policies.
class SymbolicSetsTest {
    private static final int REQUESTS = 200;

    private final Spaces spaces = new Spaces();
    private final Random random = new Random(6);
    private int asked;
    private int different;

    /// A set with its requests, those over HTTP and the others.
    private record Case(String id, PolicySet set, Map<Boolean, List<Request>> requests) {}

    @ParameterizedTest
    @ValueSource(strings = {"envoy-verdicts", "ztunnel-verdicts"})
    void setsAndSingleRequestsAgree(String suite) throws IOException {
        var cases = cases(suite);
        for (var one : cases) {
            one.requests().forEach((http, requests) -> agrees(one, http, requests));
        }
        for (int i = 0; i < cases.size(); i++) {
            compares(cases.get(i), cases.get(random.nextInt(cases.size())));
        }
        System.out.println(suite + ": " + cases.size() + " sets, " + asked + " requests decided alike, " + different
                + " of " + cases.size() + " pairs differ");
        assertThat(asked).isGreaterThan(cases.size() * REQUESTS / 2);
    }

    private void agrees(Case one, boolean http, List<Request> requests) {
        var inbound = one.set().inbound(requests.getFirst().port(), http);
        var enforced = inbound.enforced(http);
        var space = Enforced.space(spaces, List.of(enforced), List.of());
        var admitted = enforced.admitted(space);
        for (int i = 0; i < REQUESTS; i++) {
            var request = mixed(requests, requests.getFirst().port());
            var seen = seen(enforced, request);
            if (space.everything().contains(seen)) {
                asked++;
                assertThat(admitted.allowed().contains(seen))
                        .as(one.id() + " " + request)
                        .isEqualTo(isAllowed(inbound, request));
            }
        }
        admitted.allowed()
                .witness()
                .ifPresent(request ->
                        assertThat(isAllowed(inbound, request)).as(one.id()).isTrue());
        admitted.allowed()
                .complement()
                .witness()
                .ifPresent(request ->
                        assertThat(isAllowed(inbound, request)).as(one.id()).isFalse());
    }

    private void compares(Case one, Case other) {
        boolean http = one.requests().containsKey(true);
        var requests = new ArrayList<>(one.requests().get(http));
        requests.addAll(other.requests().getOrDefault(http, List.of()));
        int port = requests.getFirst().port();
        var first = one.set().inbound(port, http);
        var second = other.set().inbound(port, http);
        var space = Enforced.space(spaces, List.of(first.enforced(http), second.enforced(http)), List.of());
        var before = first.enforced(http).admitted(space).allowed();
        var after = second.enforced(http).admitted(space).allowed();
        var change = before.minus(after).or(after.minus(before));
        different += change.isEmpty() ? 0 : 1;
        change.witness()
                .ifPresent(request -> assertThat(isAllowed(first, request))
                        .as(one.id() + " and " + other.id())
                        .isNotEqualTo(isAllowed(second, request)));
        assertThat(change.witness().isEmpty()).isEqualTo(change.isEmpty());
        for (int i = 0; i < REQUESTS; i++) {
            var request = mixed(requests, port);
            var seen = seen(first.enforced(http), request);
            if (space.everything().contains(seen)) {
                assertThat(change.contains(seen))
                        .as(one.id() + " and " + other.id() + " " + request)
                        .isEqualTo(isAllowed(first, request) != isAllowed(second, request));
            }
        }
    }

    private static boolean isAllowed(Inbound inbound, Request request) {
        return inbound.decide(request).verdict() == Verdict.ALLOWED;
    }

    private static Request seen(Enforced enforced, Request request) {
        var path = request.text(Field.PATH);
        return path == null
                ? request
                : request.with(Field.PATH, enforced.paths().apply(path));
    }

    /// A request each part of which is that of some request.
    private Request mixed(List<Request> requests, int port) {
        var mixed = Request.empty(port);
        for (var field : List.of(Field.PEER, Field.SNI, Field.HOST, Field.METHOD, Field.PATH)) {
            mixed = mixed.with(field, pick(requests).text(field));
        }
        for (var field : List.of(Field.SOURCE_IP, Field.REMOTE_IP, Field.DESTINATION_IP)) {
            IpBlock address = pick(requests).addresses().get(field);
            mixed = mixed.with(field, address);
        }
        for (var header : pick(requests).headers().entrySet()) {
            mixed = mixed.sending(header.getKey(), header.getValue());
        }
        return mixed.withClaims(pick(requests).claims());
    }

    private Request pick(List<Request> requests) {
        return requests.get(random.nextInt(requests.size()));
    }

    private static List<Case> cases(String suite) throws IOException {
        var folder = SharedCases.suite(suite);
        assumeTrue(folder.isPresent(), "no cases: set MESHWRIGHT_CONFORMANCE to the folder that holds " + suite);
        var cases = new LinkedHashMap<String, Case>();
        for (var line : Files.readAllLines(folder.get().resolve("sets.jsonl"))) {
            var node = JsonMapper.shared().readTree(line);
            var id = node.path("id").asString();
            PolicySet.read("sets.jsonl", node)
                    .ifPresent(set -> cases.put(id, new Case(id, set, new LinkedHashMap<>())));
        }
        for (var line : Files.readAllLines(folder.get().resolve("requests.jsonl"))) {
            var node = JsonMapper.shared().readTree(line);
            var one = cases.get(node.path("set").asString());
            if (one != null) {
                boolean http = node.path("protocol").asString("http").equals("http");
                one.requests().computeIfAbsent(http, _ -> new ArrayList<>()).add(request(node.path("request")));
            }
        }
        return cases.values().stream().filter(one -> !one.requests().isEmpty()).toList();
    }

    private static Request request(JsonNode node) {
        var principal = RequestReader.text(node.path("principal"));
        return RequestReader.read(node).with(Field.PEER, principal == null ? null : Caller.SPIFFE + principal);
    }
}
