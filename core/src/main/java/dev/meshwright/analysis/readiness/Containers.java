package dev.meshwright.analysis.readiness;

import dev.meshwright.manifest.Node;
import dev.meshwright.topology.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The containers of a workload's pods, without those that Istio adds.
final class Containers {
    private static final Set<String> ISTIOS_OWN = Set.of("istio-proxy", "istio-init", "istio-validation");

    private Containers() {}

    static List<Node> of(Workload workload) {
        return own(workload, "containers");
    }

    /// Those that run before the others, and end.
    static List<Node> initial(Workload workload) {
        return own(workload, "initContainers").stream()
                .filter(container -> !isSidecar(container))
                .toList();
    }

    private static List<Node> own(Workload workload, String list) {
        return workload.podSpec().items(list).stream()
                .filter(container -> !ISTIOS_OWN.contains(name(container)))
                .toList();
    }

    /// Whether it is an init container that goes on running.
    static boolean isSidecar(Node container) {
        return container.text("restartPolicy").orElse("").equals("Always");
    }

    static String name(Node container) {
        return container.text("name").orElse("");
    }

    /// What it is told on its command line, item by item.
    static List<Node> words(Node container) {
        var words = new ArrayList<Node>(container.items("command"));
        words.addAll(container.items("args"));
        return words;
    }

    /// Its command line and the values of its variables.
    static Stream<String> texts(Node container) {
        return Stream.concat(
                words(container).stream().flatMap(word -> word.text().stream()),
                container.items("env").stream().flatMap(variable -> variable.text("value").stream()));
    }
}
