package dev.meshwright.analysis.fix;

import dev.meshwright.manifest.Node;
import dev.meshwright.manifest.Node.Entry;
import dev.meshwright.manifest.Node.Mapping;
import dev.meshwright.manifest.Node.Scalar;
import java.util.ArrayList;
import java.util.List;

/// The tree that an edit should give.
final class Wanted {
    private Wanted() {}

    /// The same with a text set below these keys.
    static Mapping with(Mapping tree, List<String> path, String value) {
        var key = path.getFirst();
        var rest = path.subList(1, path.size());
        var old = tree.at(key).filter(Mapping.class::isInstance).map(Mapping.class::cast);
        Node wanted = rest.isEmpty()
                ? new Scalar(tree.where(), value, Scalar.Type.STRING)
                : with(old.orElse(new Mapping(tree.where(), List.of())), rest, value);
        var entries = new ArrayList<>(tree.entries());
        entries.removeIf(entry -> entry.key().equals(key));
        entries.add(new Entry(tree.where(), key, wanted));
        return new Mapping(tree.where(), entries);
    }
}
