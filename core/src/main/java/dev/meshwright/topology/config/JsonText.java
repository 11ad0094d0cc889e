package dev.meshwright.topology.config;

import dev.meshwright.manifest.JsonTree;
import dev.meshwright.manifest.Node;
import dev.meshwright.manifest.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/// JSON as programs take it in their settings: with comments and commas too many, as .NET and JavaScript tools do.
final class JsonText {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .build();

    private JsonText() {}

    static Optional<Node> tree(String text, ConfigPlace place, List<Problem> problems) {
        try (var parser = JSON.createParser(ObjectReadContext.empty(), text)) {
            return new JsonTree(parser, at -> place.at(at.getLineNr()), Map.of()).read();
        } catch (JacksonException e) {
            var at = e.getLocation();
            int line = at == null ? 1 : at.getLineNr();
            int column = at == null ? 1 : at.getColumnNr();
            problems.add(new Problem(
                    Problem.Level.WARNING,
                    place.at(line),
                    "not JSON: line " + line + ", column " + column + " of the file cannot stand there",
                    "Correct the JSON at this place."));
            return Optional.empty();
        }
    }
}
