package dev.meshwright.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.meshwright.access.batch.Evaluation;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import tools.jackson.databind.json.JsonMapper;

/// Compares our verdicts on requests with those of a proxy that was really asked.
final class Verdicts {
    private Verdicts() {}

    /// Prints what differs by id, and then the score.
    static void areThoseOf(String name) throws IOException {
        var suite = SharedCases.suite(name);
        assumeTrue(suite.isPresent(), "no cases: set MESHWRIGHT_CONFORMANCE to the folder that holds " + name);
        var requests = suite.get().resolve("requests.jsonl");
        var failing = new ArrayList<String>();
        int count = 0;
        try (var sets = Files.lines(suite.get().resolve("sets.jsonl"));
                var lines = Files.lines(requests)) {
            var ours = new Evaluation("sets.jsonl", sets)
                    .verdicts("requests.jsonl", lines)
                    .toList();
            for (var text : Files.readAllLines(requests)) {
                var expected = JsonMapper.shared().readTree(text);
                var verdict = expected.path("verdict").asString();
                if (!ours.get(count).verdict().equals(verdict)) {
                    failing.add(expected.path("id").asString() + " expected " + verdict);
                }
                count++;
            }
        }
        failing.forEach(System.out::println);
        System.out.println(name + ": " + (count - failing.size()) + "/" + count);
        assertThat(count).isPositive();
        assertThat(failing).isEmpty();
    }
}
