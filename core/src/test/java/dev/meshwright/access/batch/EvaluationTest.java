package dev.meshwright.access.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meshwright.MeshwrightException;
import dev.meshwright.access.batch.Evaluation.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluationTest {
    private static final String SETS = set("a", "sidecar", "{\"to\": [{\"operation\": {\"methods\": [\"GET\"]}}]}")
            + set("b", "ambient", "{\"from\": [{\"source\": {\"namespaces\": [\"shop\"]}}]}");

    @Test
    void eachRequestGetsTheVerdictOfItsSetWithTheNumberOfItsLine() {
        var requests = request("a", "\"method\": \"GET\"") + "\n" + request("a", "\"method\": \"POST\"")
                + request("b", "\"principal\": \"cluster.local/ns/shop/sa/x\"")
                + request("b", "\"principal\": null");

        assertThat(verdicts(requests))
                .containsExactly(
                        new Verdict("a", 0, "allow"),
                        new Verdict("a", 2, "deny"),
                        new Verdict("b", 3, "allow"),
                        new Verdict("b", 4, "deny"));
    }

    @Test
    void onATcpPortAnHttpRuleIsSkipped() {
        assertThat(verdicts(request("a", "\"method\": \"GET\"").replace("\"set\"", "\"protocol\": \"tcp\", \"set\"")))
                .containsExactly(new Verdict("a", 0, "deny"));
    }

    @Test
    void withoutAnAuthorizerCustomRulesRefuse() {
        var sets = set("a", "sidecar", "{}").replace("ALLOW", "CUSTOM");
        assertThat(new Evaluation("sets", sets.lines())
                        .verdicts(
                                "requests", request("a", "\"method\": \"GET\"").lines()))
                .containsExactly(new Verdict("a", 0, "deny"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "1", "\"x\""})
    void whatIsNoObjectIsNamedByItsLine(String line) {
        assertThatThrownBy(() -> new Evaluation(
                        "sets.jsonl", List.of(SETS.lines().findFirst().orElseThrow(), line).stream()))
                .isInstanceOf(MeshwrightException.class)
                .hasMessage("sets.jsonl, line 2: this is no JSON object. Write one per line.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | there is no set ``",
                "{\"set\": \"c\"} | there is no set `c`",
                "{\"set\": []} | there is no set ``",
            })
    void aSetThatIsNotThereIsNamed(String line, String message) {
        assertThatThrownBy(() -> verdicts(line)).hasMessageContaining("requests, line 1: " + message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"set\": \"a\"}",
                "{\"set\": \"a\", \"request\": []}",
                "{\"set\": \"a\", \"request\": {\"headers\": 1, \"jwt\": {\"claims\": 7}, \"destinationPort\": \"x\"}}",
                "{\"set\": \"a\", \"request\": {\"headers\": {\"x\": [null, {}]}, \"sourceIp\": \"1.2\", \"path\": 3}}",
            })
    void whatIsMissingOrOddInARequestIsAbsent(String line) {
        assertThat(verdicts(line)).containsExactly(new Verdict("a", 0, "deny"));
    }

    private static List<Verdict> verdicts(String requests) {
        return new Evaluation("sets", SETS.lines())
                .verdicts("requests", requests.lines())
                .toList();
    }

    private static String set(String id, String mode, String rule) {
        return """
                {"id": "%s", "workload": {"name": "w", "namespace": "shop", "labels": {"app": "w"}, "mode": "%s"}, \
                "meshConfig": {"trustDomain": "cluster.local"}, "policies": [{"apiVersion": "security.istio.io/v1", \
                "kind": "AuthorizationPolicy", "metadata": {"name": "p", "namespace": "shop"}, \
                "spec": {"action": "ALLOW", "rules": [%s]}}]}
                """.formatted(id, mode, rule);
    }

    private static String request(String set, String fields) {
        return "{\"set\": \"" + set + "\", \"request\": {" + fields + "}}\n";
    }
}
