package dev.meshwright.topology.config;

import dev.meshwright.manifest.ManifestReader;
import dev.meshwright.manifest.Node;
import dev.meshwright.manifest.Problem;
import java.util.ArrayList;
import java.util.List;

/// YAML within YAML: the trees of a text's documents, with the places that they have in the input.
final class YamlTrees {
    private YamlTrees() {}

    static List<Node> of(String file, String text, ConfigPlace place, List<Problem> problems) {
        var found = new ArrayList<Problem>();
        var trees = ManifestReader.trees(file, text, found).stream()
                .map(tree -> tree.moved(where -> place.at(where.line())))
                .toList();
        found.forEach(problem -> problems.add(new Problem(
                Problem.Level.WARNING,
                place.at(problem.where().line()),
                "in " + file + ": " + problem.message(),
                problem.fix())));
        return trees;
    }
}
