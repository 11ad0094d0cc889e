package dev.meshwright.topology;

import dev.meshwright.topology.source.Component;
import dev.meshwright.topology.source.SourceFile;
import dev.meshwright.topology.source.SourceTrees;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What the map lacks of the source code: folders that belong to no workload, and files that were not read.
final class SourceWarnings {
    private static final String UNATTRIBUTED = "unattributed-source";

    private final SourceTrees sources;
    private final SourceOwners sourceOwners;
    private final Set<String> names;
    /// By folder that nobody runs: the first place that names a service.
    private final Map<String, Topology.Warning> homeless = new TreeMap<>();

    private SourceWarnings(SourceTrees sources, SourceOwners sourceOwners, List<Service> services) {
        this.sources = sources;
        this.sourceOwners = sourceOwners;
        this.names = services.stream()
                .filter(service -> !service.isWorkloadOnly())
                .map(Service::name)
                .collect(Collectors.toSet());
    }

    static List<Topology.Warning> of(SourceTrees sources, SourceOwners sourceOwners, List<Service> services) {
        return new SourceWarnings(sources, sourceOwners, services).warnings();
    }

    private void findHomeless(SourceFile file) {
        String part = part(file.path());
        for (var literal : file.literals()) {
            SourceText.of(literal)
                    .addresses()
                    .map(address -> SourceCalls.name(address.host()))
                    .filter(names::contains)
                    .findFirst()
                    .ifPresent(name -> homeless.putIfAbsent(
                            part,
                            new Topology.Warning(
                                    UNATTRIBUTED,
                                    part + " names " + name + ", but no workload in the input runs an image that is"
                                            + " built there; its calls are not in the map",
                                    file.path(),
                                    literal.line())));
        }
    }

    /// The folder that an image is built from, or the part of the tree that the file is in.
    private String part(String path) {
        var component = sourceOwners.component(path);
        String folder = component.map(Component::folder).orElse("");
        int slash = path.indexOf('/', folder.isEmpty() ? 0 : folder.length() + 1);
        return component.filter(Component::isImage).isPresent() || slash < 0 ? folder : path.substring(0, slash);
    }

    private List<Topology.Warning> warnings() {
        for (var file : sources.files()) {
            if (sourceOwners.of(file.path()).isEmpty()) {
                findHomeless(file);
            }
        }
        var warnings = new ArrayList<>(homeless.values());
        for (var component : sources.components()) {
            if (component.isImage() && !sourceOwners.isKnown(component) && !homeless.containsKey(component.folder())) {
                warnings.add(new Topology.Warning(
                        UNATTRIBUTED,
                        "an image is built from " + component.folder() + ", but no workload in the input runs it",
                        component.folder(),
                        0));
            }
        }
        for (var problem : sources.problems()) {
            warnings.add(new Topology.Warning(
                    "unread-source",
                    problem.message(),
                    problem.where().file(),
                    problem.where().line()));
        }
        return warnings;
    }
}
