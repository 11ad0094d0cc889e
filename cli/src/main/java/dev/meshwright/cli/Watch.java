package dev.meshwright.cli;

import dev.meshwright.MeshwrightException;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Severity;
import dev.meshwright.analysis.triage.Baseline;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// `check --watch`: prints the report, and then, whenever files change, what is new and what is gone. On a terminal the
/// whole report stands above that, on a screen of its own.
final class Watch {
    private static final String CLEAR = "\033[H\033[2J\033[3J";

    private final Terminal terminal;
    private final List<Path> files;
    private final Supplier<Look> check;
    private volatile int exitCode;
    private List<Finding> before = List.of();
    private String complaint = "";

    /// @param report all of it, as a check would print it
    /// @param exitCode that a check would end with
    record Look(int objects, List<Finding> findings, String report, int exitCode) {}

    Watch(Terminal terminal, List<Path> files, Supplier<Look> check) {
        this.terminal = terminal;
        this.files = files;
        this.check = check;
    }

    /// Goes on until the process is asked to end; then its exit code is that of the last look.
    int run() {
        // Registered before the first look, so that no change falls between the two.
        try (var watch = new FolderWatch(files)) {
            var first = check.get();
            before = first.findings();
            exitCode = first.exitCode();
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> Runtime.getRuntime().halt(exitCode)));
            terminal.print((terminal.isTerminal() ? CLEAR : "") + first.report());
            terminal.error(
                    watch.isComplete()
                            ? "watching; Ctrl-C ends it"
                            : "watching; the system watches no more folders, so changes show within seconds. Ctrl-C ends it");
            while (watch.await()) {
                again();
            }
            return exitCode;
        } catch (IOException e) {
            throw new MeshwrightException("the files cannot be watched (" + e.getMessage() + ").", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return exitCode;
        }
    }

    private void again() {
        try {
            var now = check.get();
            complaint = "";
            exitCode = now.exitCode();
            var changes = changes(before, now);
            before = now.findings();
            if (!changes.isEmpty()) {
                terminal.print(
                        (terminal.isTerminal() ? CLEAR + now.report() + "\n" : "") + String.join("\n", changes) + "\n");
            }
        } catch (MeshwrightException e) {
            // What is half written is whole in a moment.
            if (!complaint.equals(e.getMessage())) {
                terminal.error("meshwright: " + e.getMessage());
                complaint = String.valueOf(e.getMessage());
            }
        }
    }

    /// Nothing where the findings are what they were.
    private static List<String> changes(List<Finding> before, Look now) {
        var compared = Baseline.of(before).compare(now.findings());
        var lines = new ArrayList<String>();
        compared.gone().forEach(fault -> lines.add("gone  " + fault.code() + "  " + fault.message()));
        compared.fresh()
                .forEach(finding -> lines.add("new   %s:%d:%d  %s  %s  %s"
                        .formatted(
                                finding.file(),
                                finding.line(),
                                finding.column(),
                                finding.severity().word(),
                                finding.code(),
                                finding.message())));
        if (!lines.isEmpty()) {
            long counting = now.findings().stream()
                    .filter(finding -> finding.severity().isAtLeast(Severity.WARNING))
                    .count();
            lines.add(now.objects() + " objects: " + counting + (counting == 1 ? " finding" : " findings")
                    + " from warning on, " + (now.findings().size() - counting) + " for information");
        }
        return lines;
    }
}
