package dev.meshwright.cli;

import dev.meshwright.Json;
import dev.meshwright.MeshwrightException;
import dev.meshwright.access.batch.Evaluation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `meshwright access evaluate`.
@Command(
        name = "evaluate",
        header = {
            "Judges many requests against policy sets: one verdict per line, in the order of the requests.",
            "",
            "Examples:",
            "  meshwright access evaluate --sets sets.jsonl --requests requests.jsonl",
            ""
        })
final class AccessEvaluate implements Callable<Integer> {
    private static final int LINES_AT_ONCE = 1_000;

    private final Terminal terminal;

    @Option(names = "--sets", required = true, paramLabel = "FILE", description = "One policy set per line, as JSON.")
    private Path sets = Path.of("");

    @Option(names = "--requests", required = true, paramLabel = "FILE", description = "One request per line, as JSON.")
    private Path requests = Path.of("");

    AccessEvaluate(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var evaluation = read(sets, lines -> new Evaluation(sets.toString(), lines));
        return read(requests, lines -> {
            var text = new StringBuilder();
            var waiting = new int[1];
            evaluation.verdicts(requests.toString(), lines).forEach(verdict -> {
                text.append(Json.line(verdict)).append('\n');
                if (++waiting[0] % LINES_AT_ONCE == 0) {
                    terminal.print(text.toString());
                    text.setLength(0);
                }
            });
            terminal.print(text.toString());
            return 0;
        });
    }

    private static <T> T read(Path file, Function<Stream<String>, T> reading) {
        if (!Files.isRegularFile(file)) {
            throw new MeshwrightException(
                    "the file " + file + " does not exist. Name a file with one object per line.");
        }
        try (var reader = Files.newBufferedReader(file)) {
            return reading.apply(reader.lines());
        } catch (IOException e) {
            throw unreadable(file, e);
        } catch (UncheckedIOException e) {
            throw unreadable(file, e.getCause());
        }
    }

    private static MeshwrightException unreadable(Path file, @Nullable IOException e) {
        var why = e instanceof CharacterCodingException ? "it is not UTF-8" : String.valueOf(e);
        return new MeshwrightException("the file " + file + " cannot be read (" + why + ").");
    }
}
