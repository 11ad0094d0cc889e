package dev.meshwright.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// Where a command reads and writes: results to `out`, progress and errors to `err`, both in UTF-8.
final class Terminal {
    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;
    private final boolean terminal;
    private final boolean colours;
    private final boolean progress;

    /// Streams of one command.
    ///
    /// @param terminal whether results go to a terminal
    /// @param progress whether standard error is one
    Terminal(InputStream in, PrintStream out, PrintStream err, boolean terminal, boolean colours, boolean progress) {
        this.in = in;
        this.out = out;
        this.err = err;
        this.terminal = terminal;
        this.colours = colours;
        this.progress = progress;
    }

    /// The process's own streams. Colours and progress only where the launcher says that a terminal is there.
    static Terminal ofProcess() {
        var noColour = System.getenv("NO_COLOR");
        boolean terminal = Boolean.getBoolean("meshwright.terminal.out");
        return new Terminal(
                System.in,
                utf8(FileDescriptor.out),
                utf8(FileDescriptor.err),
                terminal,
                terminal && (noColour == null || noColour.isEmpty()),
                Boolean.getBoolean("meshwright.terminal.err"));
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
    }

    InputStream in() {
        return in;
    }

    /// Whether a person reads the result as it comes.
    boolean isTerminal() {
        return terminal;
    }

    boolean colours() {
        return colours;
    }

    void print(String text) {
        out.print(text);
        out.flush();
    }

    void error(String line) {
        clearProgress();
        err.println(line);
        err.flush();
    }

    /// One line that the next one replaces; nothing where nobody looks.
    void progress(String step) {
        if (progress) {
            err.print("\r\033[K" + step + " …");
            err.flush();
        }
    }

    void clearProgress() {
        if (progress) {
            err.print("\r\033[K");
            err.flush();
        }
    }
}
