package dev.meshwright.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Programs that tests run: ours from the classes under test, and tools.
final class Processes {
    static final Path CHECKOUT = Path.of(System.getProperty("meshwright.checkout", ".."))
            .toAbsolutePath()
            .normalize();

    private Processes() {}

    /// How a program ended, and all that it printed.
    record Ended(int status, String printed) {}

    /// The command line as a process of its own, from the classes under test.
    static List<String> meshwright(String... arguments) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var words = new ArrayList<>(
                List.of(java, "-cp", System.getProperty("java.class.path"), "dev.meshwright.cli.Meshwright"));
        words.addAll(List.of(arguments));
        return words;
    }

    static boolean onPath(String tool) {
        return Pattern.compile(":")
                .splitAsStream(System.getenv("PATH"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
    }

    /// Standard output of a command that has to succeed or, for ours, to end with findings.
    static String output(List<String> command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var out = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(String.join(" ", command)).isLessThanOrEqualTo(1);
        return out;
    }

    /// Runs a command to its end.
    ///
    /// @param typed what is typed on standard input
    static Ended run(List<String> command, Path folder, Map<String, String> environment, String typed)
            throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        var process = builder.start();
        try (var in = process.getOutputStream()) {
            in.write(typed.getBytes(UTF_8));
        } catch (IOException _) {
            // It ended without reading what was typed.
        }
        var printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Ended(process.waitFor(), printed);
    }
}
