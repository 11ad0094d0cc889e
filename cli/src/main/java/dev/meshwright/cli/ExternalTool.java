package dev.meshwright.cli;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// A program that the user has installed.
///
/// @param name as typed
record ExternalTool(String name, Path program) {
    private static final int PATIENCE_SECONDS = 60;

    /// What came of a run.
    ///
    /// @param error what it said on standard error, in one line; "" where it did not fail
    record Run(String output, String error) {}

    /// The program of this name on the PATH.
    static Optional<ExternalTool> installed(String name) {
        var path = System.getenv().getOrDefault("PATH", "");
        for (var folder : path.split(Pattern.quote(File.pathSeparator), -1)) {
            try {
                var program = Path.of(folder, name);
                if (!folder.isEmpty() && Files.isRegularFile(program) && Files.isExecutable(program)) {
                    return Optional.of(new ExternalTool(name, program));
                }
            } catch (InvalidPathException _) {
                // Not a folder that could hold it.
            }
        }
        return Optional.empty();
    }

    /// Runs it and waits for its end.
    Run run(List<String> arguments) {
        var command = new ArrayList<>(List.of(program.toString()));
        command.addAll(arguments);
        try (var readers = Executors.newVirtualThreadPerTaskExecutor()) {
            var process = new ProcessBuilder(command).start();
            process.getOutputStream().close();
            var output = CompletableFuture.supplyAsync(() -> text(process.getInputStream()), readers);
            var error = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()), readers);
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return new Run("", "no answer within " + PATIENCE_SECONDS + " seconds");
            }
            boolean failed = process.exitValue() != 0;
            return new Run(output.join(), failed ? shortened(error.join()) : "");
        } catch (IOException e) {
            return new Run("", String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Run("", "interrupted");
        }
    }

    private static String text(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException _) {
            return "";
        }
    }

    /// The last line that says something: tools warn first and say at the end why they gave up.
    private static String shortened(String error) {
        return error.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .reduce((_, last) -> last)
                .orElse("it does not say why");
    }
}
