package dev.meshwright.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The lines of input files, for the snippets of findings; none where a file cannot be read again.
final class SourceLines implements Function<String, List<String>> {
    private final Map<String, List<String>> files = new HashMap<>();

    @Override
    public List<String> apply(String file) {
        return files.computeIfAbsent(file, SourceLines::read);
    }

    private static List<String> read(String file) {
        try {
            var path = Path.of(file);
            if (!Files.isRegularFile(path)) {
                return List.of();
            }
            var decoder = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPLACE);
            return decoder.decode(ByteBuffer.wrap(Files.readAllBytes(path)))
                    .toString()
                    .lines()
                    .toList();
        } catch (IOException | InvalidPathException e) {
            return List.of();
        }
    }
}
