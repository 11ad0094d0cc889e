package dev.meshwright.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Stream;

/// Runs the commands that people run most, so that the AOT cache that the launcher records holds the classes they
/// load. Not a command: the launcher starts it once after a build, with a folder of manifests and an empty folder.
final class Training {
    /// What the cache is trained with; `SHOP` is the folder of manifests, `OUT` the folder to write to.
    private static final List<String> COMMANDS = List.of("version");

    private Training() {}

    public static void main(String[] args) {
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
        for (var command : COMMANDS) {
            var words = Stream.of(command.split(" ")).map(word -> switch (word) {
                case "SHOP" -> args[0];
                case "OUT" -> args[1];
                default -> word;
            });
            int exitCode = Meshwright.run(words.toArray(String[]::new));
            if (exitCode > 1) {
                System.err.println("meshwright " + command + " ended with " + exitCode);
                System.exit(exitCode);
            }
        }
        System.exit(0); // as commands end: leaving is trained, too
    }
}
