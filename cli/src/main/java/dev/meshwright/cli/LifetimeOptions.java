package dev.meshwright.cli;

import dev.meshwright.trust.tuf.Lifetimes;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// For how long what a command makes is good.
final class LifetimeOptions {
    private static final Pattern TIME = Pattern.compile("([0-9]{1,6})([smhd])");

    @Option(
            names = "--root-lifetime",
            paramLabel = "TIME",
            converter = Time.class,
            description = "Of the root; 365d if not given.")
    private @Nullable Duration root;

    @Option(
            names = "--targets-lifetime",
            paramLabel = "TIME",
            converter = Time.class,
            description = "Of targets and delegated roles; 90d if not given.")
    private @Nullable Duration targets;

    @Option(
            names = "--snapshot-lifetime",
            paramLabel = "TIME",
            converter = Time.class,
            description = "Of the snapshot; 7d if not given.")
    private @Nullable Duration snapshot;

    @Option(
            names = "--timestamp-lifetime",
            paramLabel = "TIME",
            converter = Time.class,
            description = "Of the timestamp, within which clients notice withheld updates; 1d if not given.")
    private @Nullable Duration timestamp;

    Lifetimes read() {
        var usual = Lifetimes.DEFAULT;
        return new Lifetimes(
                root == null ? usual.root() : root,
                targets == null ? usual.targets() : targets,
                snapshot == null ? usual.snapshot() : snapshot,
                timestamp == null ? usual.timestamp() : timestamp);
    }

    /// `90s`, `15m`, `12h`, `7d`.
    static final class Time implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            var time = TIME.matcher(text);
            if (!time.matches() || Integer.parseInt(time.group(1)) == 0) {
                throw new TypeConversionException("'" + text + "' is no time like 15m, 12h or 7d");
            }
            long count = Long.parseLong(time.group(1));
            return switch (time.group(2)) {
                case "s" -> Duration.ofSeconds(count);
                case "m" -> Duration.ofMinutes(count);
                case "h" -> Duration.ofHours(count);
                default -> Duration.ofDays(count);
            };
        }
    }
}
