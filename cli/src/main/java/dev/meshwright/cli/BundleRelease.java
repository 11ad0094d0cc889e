package dev.meshwright.cli;

import dev.meshwright.MeshwrightException;
import dev.meshwright.trust.RefusedException;
import dev.meshwright.trust.bundle.WorkloadClass;
import dev.meshwright.trust.release.Release;
import dev.meshwright.trust.release.ReleaseFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `meshwright bundle release`.
@Command(
        name = "release",
        header = {
            "Writes the director's word that a class runs this bundle, for `repository add` to take.",
            "",
            "Examples:",
            "  meshwright bundle release bundles/shop.cart.bundle.json --counter 7 \\",
            "    --not-before 2026-06-01T08:00:00Z --not-after 2026-09-01T00:00:00Z -o director",
            "  meshwright bundle release bundles/shop.cart.bundle.json --counter 8 --next \\",
            "    --not-before 2026-07-01T08:00:00Z --not-after 2026-07-01T12:00:00Z \\",
            "    --wave 10@2026-07-01T08:00:00Z --wave 100@2026-07-01T10:00:00Z -o director",
            ""
        })
final class BundleRelease implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "BUNDLE", description = "The bundle that is to run.")
    private Path file = Path.of("");

    @Option(names = "-o", paramLabel = "DIR", required = true, description = "The director's folder.")
    private Path folder = Path.of("");

    @Option(
            names = "--counter",
            paramLabel = "N",
            required = true,
            description = "Counts the releases of the class; higher than each before.")
    private long counter;

    @Option(names = "--not-before", paramLabel = "TIME", required = true, description = "When its window opens.")
    private String notBefore = "";

    @Option(names = "--not-after", paramLabel = "TIME", required = true, description = "When its window closes.")
    private String notAfter = "";

    @Option(
            names = "--wave",
            paramLabel = "PERCENT@TIME",
            description = "From this time on, this share of the instances takes it; may be repeated.")
    private List<String> waves = List.of();

    @Option(
            names = "--next",
            description = "Leaves the current release of DIR in force for those whose window or wave is not there yet.")
    private boolean next;

    @SuppressWarnings("unused") // looked for before anything is parsed
    @Option(names = "--debug", description = "Shows where in the program an error arose.")
    private boolean debug;

    BundleRelease(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var bundle = BundleInspect.read(file);
        var workloadClass = bundle.workloadClass();
        var target = folder.resolve(ReleaseFile.path(workloadClass));
        var release = new Release(
                counter, bundle.digest(), bundle.bytes().length, instant(notBefore), instant(notAfter), waves());
        var before = before(target, bundle.workloadClass());
        if (next && before == null) {
            throw new MeshwrightException(
                    "there is no release of " + workloadClass + " in " + folder + " that a next one could follow.");
        }
        if (before != null && counter <= before.current().counter()) {
            throw new RefusedException("the counter " + counter + " is not above "
                    + before.current().counter() + ", which was released already");
        }
        var releases = next && before != null
                ? new ReleaseFile(workloadClass, before.current(), release)
                : new ReleaseFile(workloadClass, release, null);
        BundleFile.write(target, releases.bytes());
        terminal.print("release %d of %s%s  %s%n"
                .formatted(counter, workloadClass, next ? " is next" : "", GivenFile.shown(target)));
        return 0;
    }

    private static @Nullable ReleaseFile before(Path target, WorkloadClass workloadClass) {
        try {
            return Files.exists(target) ? ReleaseFile.read(Files.readAllBytes(target), workloadClass) : null;
        } catch (IOException e) {
            throw new MeshwrightException(target + " cannot be read (" + e.getMessage() + ").", e);
        }
    }

    private List<Release.Wave> waves() {
        var found = new ArrayList<Release.Wave>();
        for (var wave : waves) {
            int at = wave.indexOf('@');
            try {
                found.add(new Release.Wave(
                        instant(wave.substring(at + 1)), Integer.parseInt(wave.substring(0, Math.max(0, at)))));
            } catch (NumberFormatException e) {
                throw new MeshwrightException("\"" + wave + "\" is not like 10@2030-01-31T00:00:00Z.", e);
            }
        }
        return found;
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new MeshwrightException("\"" + text + "\" is not a time like 2030-01-31T00:00:00Z.", e);
        }
    }
}
