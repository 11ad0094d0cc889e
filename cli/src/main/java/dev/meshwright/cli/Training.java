package dev.meshwright.cli;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Stream;

/// Runs the commands that people run most, so that the AOT cache that the launcher records holds the classes they
/// load. Not a command: the launcher starts it once after a build, with a folder of manifests and an empty folder.
/// What the commands say and end with does not matter here.
final class Training {
    /// `SHOP` is the folder of manifests, `OUT` the folder to write to.
    private static final List<String> COMMANDS = List.of(
            "version", "map SHOP", "map SHOP --format json", "check SHOP", "onboard SHOP -o OUT", "check SHOP OUT");

    private Training() {}

    public static void main(String[] folders) {
        var nowhere = new PrintStream(OutputStream.nullOutputStream());
        var terminal = new Terminal(InputStream.nullInputStream(), nowhere, nowhere, false, false, false);
        for (var command : COMMANDS) {
            var words = Stream.of(command.split(" ")).map(word -> switch (word) {
                case "SHOP" -> folders[0];
                case "OUT" -> folders[1];
                default -> word;
            });
            Meshwright.run(terminal, words.toArray(String[]::new));
        }
        System.exit(0); // as commands end: leaving is trained, too
    }
}
