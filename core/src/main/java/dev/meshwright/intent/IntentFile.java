package dev.meshwright.intent;

import dev.meshwright.Closest;
import dev.meshwright.manifest.Problem;
import dev.meshwright.manifest.Source;
import dev.meshwright.topology.Service;
import dev.meshwright.topology.Topology;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The intent file `meshwright.yaml`, read. What is wrong with it is a problem with its place, and is left out.
///
/// @param places where each service's section stands
public record IntentFile(Intent intent, List<Problem> problems, Map<String, Source> places) {
    /// The name under which `init` puts the JSON schema beside the intent file.
    public static final String SCHEMA_NAME = "meshwright.schema.json";

    public IntentFile {
        problems = List.copyOf(problems);
    }

    /// Reads the text of an intent file; never fails.
    ///
    /// @param file the name that problems will show
    public static IntentFile read(String file, String text) {
        return new IntentReader(file).read(text);
    }

    /// The services and callers it names that the topology does not have.
    public List<Problem> problemsWith(Topology topology) {
        var known = topology.services().stream().map(Service::id).collect(Collectors.toList());
        var services = Set.copyOf(known);
        topology.workloads().forEach(workload -> known.add(workload.id()));
        var callers = Set.copyOf(known);
        var found = new ArrayList<Problem>();
        for (var entry : intent.services().entrySet()) {
            var where = places.getOrDefault(entry.getKey(), Source.ofFile(""));
            if (!services.contains(entry.getKey())) {
                found.add(unknown(where, "service", entry.getKey(), known));
            }
            for (var caller : entry.getValue().callers()) {
                if (!callers.contains(caller)) {
                    found.add(unknown(where, "caller", caller, known));
                }
            }
        }
        return found;
    }

    /// The JSON schema of the intent file.
    public static String schema() {
        try (var stream = IntentFile.class.getResourceAsStream("intent.schema.json")) {
            if (stream == null) {
                throw new IllegalStateException("intent.schema.json is missing from the jar");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Problem unknown(Source where, String what, String name, List<String> known) {
        return new Problem(
                Problem.Level.WARNING,
                where,
                "there is no " + what + " " + name,
                Closest.to(name, known)
                        .map(closest -> "Did you mean " + closest + "?")
                        .orElse("Remove it, or add its manifest to the input."));
    }
}
