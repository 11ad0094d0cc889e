package dev.meshwright.topology;

import dev.meshwright.manifest.Source;
import dev.meshwright.topology.source.SourceFile;
import dev.meshwright.topology.source.SourceTrees;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// How long and how often the client libraries in the code of workloads try, where nobody says otherwise: neither the
/// file that uses them nor any setting. An image that several services run does not tell which of them makes the
/// calls, and is left out.
final class ClientDefaults {
    private final Map<String, List<Use>> uses = new HashMap<>();
    private final Map<String, List<Setting>> limits = new HashMap<>();

    /// A library at the place of its first use in a file.
    record Use(SourceFile.Client client, String file, boolean isLimited) {
        String library() {
            return client.library();
        }

        int line() {
            return client.line();
        }
    }

    ClientDefaults(SourceTrees sources, SourceOwners sourceOwners, Owners owners) {
        for (var file : sources.files()) {
            if (!file.clients().isEmpty()) {
                var callers = sourceOwners.of(file.path());
                if (callers.stream().map(owners::of).distinct().count() == 1) {
                    callers.forEach(caller -> add(caller.id(), file));
                }
            }
        }
    }

    private void add(String workload, SourceFile file) {
        for (var client : file.clients()) {
            uses.computeIfAbsent(workload, _ -> new ArrayList<>()).add(new Use(client, file.path(), file.isLimited()));
        }
        for (var limit : file.limits()) {
            limits.computeIfAbsent(workload, _ -> new ArrayList<>())
                    .add(new Setting(
                            limit.key(),
                            limit.value(),
                            new Source(file.path(), limit.line(), 1),
                            Setting.SOURCE,
                            Setting.Reach.OWN));
        }
    }

    /// The timeouts in the code of a workload.
    List<Setting> limits(String workload) {
        return limits.getOrDefault(workload, List.of());
    }

    /// The libraries' timeouts, one per library.
    ///
    /// @param set what settings say: a timeout for any request leaves nothing to the libraries
    List<Timeout> timeouts(Service service, List<Timeout> set) {
        var timeouts = new ArrayList<Timeout>();
        for (var use : unlimited(service)) {
            add(timeouts, use, use.client().requestSeconds(), Timeout.Meaning.REQUEST, set);
            add(timeouts, use, use.client().connectSeconds(), Timeout.Meaning.CONNECT, set);
        }
        return timeouts;
    }

    private static void add(
            List<Timeout> timeouts, Use use, double seconds, Timeout.Meaning meaning, List<Timeout> set) {
        boolean isSet = set.stream().anyMatch(timeout -> timeout.meaning() == meaning && timeout.to() == null);
        if (seconds > 0 && !isSet) {
            timeouts.add(new Timeout(
                    Math.round(seconds) + "s", seconds, meaning, null, null, use.library(), use.file(), use.line()));
        }
    }

    /// The retries of the library that makes most, where no setting says how many.
    List<Retry> retries(Service service, List<Retry> set) {
        return set.stream().anyMatch(retry -> retry.to() == null)
                ? List.of()
                : uses(service)
                        .filter(use -> use.client().tries() > 1)
                        .max(Comparator.comparingInt(use -> use.client().tries()))
                        .map(use -> new Retry(
                                Integer.toString(use.client().tries() - 1),
                                use.client().tries(),
                                true,
                                null,
                                null,
                                use.library(),
                                use.file(),
                                use.line()))
                        .stream()
                        .toList();
    }

    /// A library that waits without an end, where no setting gives any request one.
    Optional<Use> endless(Service service) {
        boolean isSet = service.timeouts().stream()
                .filter(timeout -> timeout.meaning() == Timeout.Meaning.REQUEST && !timeout.isDefault())
                // Routes to it stand with it, and limit its callers.
                .anyMatch(timeout -> !service.id().equals(timeout.to()));
        return isSet
                ? Optional.empty()
                : unlimited(service).stream()
                        .filter(use -> use.client().requestSeconds() == 0)
                        .findFirst();
    }

    /// Those whose file sets no timeout, the first of each library.
    private List<Use> unlimited(Service service) {
        var seen = new HashSet<String>();
        return uses(service)
                .filter(use -> !use.isLimited())
                .filter(use -> seen.add(use.library()))
                .toList();
    }

    private Stream<Use> uses(Service service) {
        return service.workloads().stream().flatMap(id -> uses.getOrDefault(id, List.of()).stream());
    }
}
