package dev.meshwright.manifest.kustomize;

import dev.meshwright.manifest.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// JSON patch: https://www.rfc-editor.org/rfc/rfc6902
final class JsonPatch {
    private JsonPatch() {}

    /// What does not apply.
    static final class Failure extends Exception {
        private final transient Node operation;

        private Failure(Node operation, String message) {
            super(message, null, false, false);
            this.operation = operation;
        }

        Node operation() {
            return operation;
        }
    }

    static Node apply(Node tree, Node.Sequence patch) throws Failure {
        for (var operation : patch.items()) {
            tree = apply(tree, operation);
        }
        return tree;
    }

    private static Node apply(Node tree, Node operation) throws Failure {
        String op = operation.text("op").orElse("");
        String path = operation.text("path").orElse("");
        var tokens = tokens(path);
        return switch (op) {
            case "add" -> edit(tree, tokens, op, value(operation), operation);
            case "replace" -> edit(tree, tokens, op, value(operation), operation);
            case "remove" -> edit(tree, tokens, op, operation, operation);
            case "copy", "move" -> {
                var from = tokens(operation.text("from").orElse(""));
                var value = find(tree, from).orElseThrow(() -> missing(operation, from));
                var rest = op.equals("move") ? edit(tree, from, "remove", operation, operation) : tree;
                yield edit(rest, tokens, "add", value, operation);
            }
            case "test" -> {
                var found = find(tree, tokens).orElseThrow(() -> missing(operation, tokens));
                if (!found.isSameAs(value(operation))) {
                    throw new Failure(operation, "the test of " + path + " fails");
                }
                yield tree;
            }
            default -> throw new Failure(operation, "\"" + op + "\" is no operation of a JSON patch");
        };
    }

    private static Node value(Node operation) throws Failure {
        if (operation instanceof Node.Mapping map) {
            var value = map.get("value");
            if (value.isPresent()) {
                return value.get();
            }
        }
        throw new Failure(operation, "the operation has no value");
    }

    private static List<String> tokens(String path) {
        if (path.isEmpty()) {
            return List.of();
        }
        return Arrays.stream(path.substring(1).split("/", -1))
                .map(token -> token.replace("~1", "/").replace("~0", "~"))
                .toList();
    }

    private static Optional<Node> find(Node node, List<String> tokens) {
        Node found = node;
        for (var token : tokens) {
            var next = switch (found) {
                case Node.Mapping map -> map.get(token);
                case Node.Sequence list -> {
                    int index = index(token, list.items().size() - 1);
                    yield index < 0
                            ? Optional.<Node>empty()
                            : Optional.of(list.items().get(index));
                }
                case Node.Scalar _ -> Optional.<Node>empty();
            };
            if (next.isEmpty()) {
                return Optional.empty();
            }
            found = next.get();
        }
        return Optional.of(found);
    }

    private static Node edit(Node node, List<String> tokens, String op, Node value, Node operation) throws Failure {
        if (tokens.isEmpty()) {
            return value;
        }
        String token = tokens.getFirst();
        boolean isLast = tokens.size() == 1;
        switch (node) {
            case Node.Mapping map -> {
                var child = map.get(token);
                if (child.isEmpty() && (!isLast || !op.equals("add"))) {
                    throw missing(operation, tokens);
                }
                if (isLast) {
                    return op.equals("remove") ? Trees.without(map, token) : Trees.with(map, token, value);
                }
                return Trees.with(map, token, edit(child.orElseThrow(), Trees.rest(tokens), op, value, operation));
            }
            case Node.Sequence list -> {
                var items = new ArrayList<>(list.items());
                boolean isAdded = isLast && op.equals("add");
                int index =
                        isAdded && token.equals("-") ? items.size() : index(token, items.size() - (isAdded ? 0 : 1));
                if (index < 0) {
                    throw missing(operation, tokens);
                }
                if (isAdded) {
                    items.add(index, value);
                } else if (isLast && op.equals("remove")) {
                    items.remove(index);
                } else {
                    items.set(index, isLast ? value : edit(items.get(index), Trees.rest(tokens), op, value, operation));
                }
                return new Node.Sequence(list.where(), items);
            }
            case Node.Scalar _ -> throw missing(operation, tokens);
        }
    }

    /// The index that a token names; -1 where it is none up to the last one.
    private static int index(String token, int last) {
        boolean isNumber =
                !token.isEmpty() && token.length() < 6 && token.chars().allMatch(Character::isDigit);
        int index = isNumber ? Integer.parseInt(token) : -1;
        return index <= last ? index : -1;
    }

    private static Failure missing(Node operation, List<String> tokens) {
        return new Failure(
                operation,
                operation.text("path").orElse("") + " is not there (" + String.join("/", tokens) + " is missing)");
    }
}
