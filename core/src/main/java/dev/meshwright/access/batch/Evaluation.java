package dev.meshwright.access.batch;

import dev.meshwright.MeshwrightException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Judges requests against policy sets, both one JSON object per line. A set is a callee (a sidecar's, or with `mode:
/// ambient` a ztunnel's), mesh settings and policies; a request names its set.
public final class Evaluation {
    private static final String NO_OBJECT = "this is no JSON object. Write one per line.";

    private final Map<String, PolicySet> sets = new HashMap<>();

    /// What a line is called in a message.
    private record Line(String file, int number) {
        MeshwrightException wrong(String what, Exception cause) {
            return new MeshwrightException(file + ", line " + number + ": " + what, cause);
        }

        MeshwrightException wrong(String what) {
            return new MeshwrightException(file + ", line " + number + ": " + what);
        }
    }

    /// The answer to the request in a line.
    ///
    /// @param request the number of its line, from 0
    /// @param verdict `allow` or `deny`
    public record Verdict(String set, int request, String verdict) {}

    /// @param file what the sets' file is called in messages
    /// @throws MeshwrightException if a line is no JSON object, has no `id`, or no `workload`
    public Evaluation(String file, Stream<String> lines) {
        int number = 0;
        for (var text : (Iterable<String>) lines::iterator) {
            var line = new Line(file, ++number);
            if (!text.isBlank()) {
                var set = object(line, text);
                var id = set.path("id").asString("");
                if (id.isEmpty() || !set.path("workload").isObject()) {
                    throw line.wrong("a set needs an `id` and a `workload`. Add them.");
                }
                PolicySet.read(file, set).ifPresent(read -> sets.putIfAbsent(id, read));
            }
        }
    }

    /// One verdict per line that is not empty, in their order.
    ///
    /// @param file what the requests' file is called in messages
    /// @throws MeshwrightException (while the stream is read) if a line is no JSON object, or names a set that is
    ///     not there
    public Stream<Verdict> verdicts(String file, Stream<String> lines) {
        var numbers = new int[1];
        return lines.map(text -> new Numbered(new Line(file, ++numbers[0]), text))
                .filter(numbered -> !numbered.text().isBlank())
                .map(this::verdict);
    }

    private record Numbered(Line line, String text) {}

    private Verdict verdict(Numbered numbered) {
        var line = numbered.line();
        var node = object(line, numbered.text());
        var id = node.path("set").asString("");
        var set = sets.get(id);
        if (set == null) {
            throw line.wrong("there is no set `" + id + "`. Name one of the sets' file.");
        }
        var request = node.path("request");
        boolean http = !node.path("protocol").asString("http").equals("tcp");
        boolean allowed = set.allows(RequestReader.text(request.path("principal")), http, RequestReader.read(request));
        return new Verdict(id, line.number() - 1, allowed ? "allow" : "deny");
    }

    private static JsonNode object(Line line, String text) {
        try {
            var node = JsonMapper.shared().readTree(text);
            if (node.isObject()) {
                return node;
            }
        } catch (JacksonException e) {
            throw line.wrong(NO_OBJECT, e);
        }
        throw line.wrong(NO_OBJECT);
    }
}
