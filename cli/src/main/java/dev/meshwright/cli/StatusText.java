package dev.meshwright.cli;

import dev.meshwright.trust.tuf.Authority;
import dev.meshwright.trust.tuf.RepositoryWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The state of a repository as a table, and below it what is left to do.
final class StatusText {
    private StatusText() {}

    static String write(RepositoryWriter writer, Instant now) {
        var text = new StringBuilder();
        var drafted =
                writer.drafts().stream().map(draft -> draft.role()).collect(Collectors.toCollection(TreeSet::new));
        var keys = new TreeSet<String>();
        writer.authorities().forEach((role, authority) -> {
            text.append("%-12s %-40s %s%s%n"
                    .formatted(
                            role,
                            published(writer, role, now),
                            signers(authority),
                            drafted.contains(role) ? "  drafted" : ""));
            authority
                    .keys()
                    .values()
                    .forEach(key -> keys.add(key.keyId() + "  " + key.scheme().tufName()));
        });
        text.append("Targets      %d%n".formatted(writer.targets().size()));
        keys.forEach(key -> text.append("Key          ").append(key).append('\n'));
        writer.missing()
                .forEach(missing -> text.append("Missing      ").append(missing).append('\n'));
        return text.toString();
    }

    private static String published(RepositoryWriter writer, String role, Instant now) {
        return writer.published(role)
                .map(file -> "version %d, %s".formatted(file.version(), expiry(file.expires(), now)))
                .orElse("not published");
    }

    private static String expiry(Instant expires, Instant now) {
        var left = Duration.between(now, expires);
        if (left.isNegative() || left.isZero()) {
            return "EXPIRED at " + expires;
        }
        return left.toDays() > 1 ? "good for " + left.toDays() + " days" : "good for " + left.toMinutes() + " minutes";
    }

    private static String signers(Authority authority) {
        return "%d of %s"
                .formatted(
                        authority.threshold(),
                        authority.keys().keySet().stream()
                                .map(id -> id.substring(0, 8))
                                .collect(Collectors.joining(", ")));
    }
}
