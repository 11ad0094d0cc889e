package dev.meshwright.topology.config;

import dev.meshwright.manifest.ManifestReader;
import dev.meshwright.manifest.Node;
import dev.meshwright.manifest.Problem;
import dev.meshwright.manifest.Source;
import java.util.ArrayList;
import java.util.List;

/// YAML within YAML: the trees of a text's documents, with the places that they have in the input.
final class YamlTrees {
    private YamlTrees() {}

    static List<Node> of(String file, String text, ConfigPlace place, List<Problem> problems) {
        var found = new ArrayList<Problem>();
        var trees = ManifestReader.trees(file, text, found).stream()
                .map(tree -> moved(tree, place))
                .toList();
        found.forEach(problem -> problems.add(new Problem(
                Problem.Level.WARNING,
                place.at(problem.where().line()),
                "in " + file + ": " + problem.message(),
                problem.fix())));
        return trees;
    }

    private static Node moved(Node node, ConfigPlace place) {
        return switch (node) {
            case Node.Scalar scalar ->
                new Node.Scalar(moved(scalar.where(), place), scalar.text(), scalar.type(), scalar.isBlock());
            case Node.Sequence list ->
                new Node.Sequence(
                        moved(list.where(), place),
                        list.items().stream().map(item -> moved(item, place)).toList());
            case Node.Mapping map ->
                new Node.Mapping(
                        moved(map.where(), place),
                        map.entries().stream()
                                .map(entry -> new Node.Entry(
                                        moved(entry.where(), place), entry.key(), moved(entry.value(), place)))
                                .toList());
        };
    }

    private static Source moved(Source where, ConfigPlace place) {
        return place.at(where.line());
    }
}
