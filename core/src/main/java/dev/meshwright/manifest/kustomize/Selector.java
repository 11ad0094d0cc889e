package dev.meshwright.manifest.kustomize;

import dev.meshwright.manifest.Node;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// The `target` of a patch: every field that is there has to match; names are regular expressions.
record Selector(Node target) {
    boolean matches(Resource resource) {
        return equal("group", resource.group())
                && equal("version", version(resource))
                && equal("kind", resource.kind())
                && target.text("name").map(name -> matchesName(name, resource)).orElse(true)
                && target.text("namespace")
                        .map(space -> matchesNamespace(space, resource))
                        .orElse(true)
                && labels("labelSelector", resource, "labels")
                && labels("annotationSelector", resource, "annotations");
    }

    private boolean equal(String field, String value) {
        return target.text(field).map(wanted -> isFull(wanted, value)).orElse(true);
    }

    private static boolean matchesNamespace(String wanted, Resource resource) {
        return isFull(wanted, resource.namespace().isEmpty() ? "default" : resource.namespace())
                || isFull(wanted, resource.namespace())
                || resource.before().stream().anyMatch(id -> isFull(wanted, id.namespace()));
    }

    private static boolean matchesName(String wanted, Resource resource) {
        return isFull(wanted, resource.name()) || resource.before().stream().anyMatch(id -> isFull(wanted, id.name()));
    }

    private static boolean isFull(String expression, String value) {
        try {
            return expression.equals(value) || Pattern.matches(expression, value);
        } catch (PatternSyntaxException _) {
            return false;
        }
    }

    private static String version(Resource resource) {
        String version = resource.root().text("apiVersion").orElse("");
        return version.substring(version.indexOf('/') + 1);
    }

    private boolean labels(String field, Resource resource, String of) {
        return target.text(field)
                .map(text -> Arrays.stream(text.split(",", -1)).allMatch(term -> holds(term.strip(), resource, of)))
                .orElse(true);
    }

    private static boolean holds(String term, Resource resource, String of) {
        int unequal = term.indexOf("!=");
        if (unequal > 0) {
            return !value(resource, of, term.substring(0, unequal))
                    .equals(Optional.of(term.substring(unequal + 2).strip()));
        }
        int equal = term.indexOf('=');
        if (equal > 0) {
            String wanted = term.substring(equal + 1).replaceFirst("^=", "").strip();
            return value(resource, of, term.substring(0, equal)).equals(Optional.of(wanted));
        }
        return term.startsWith("!")
                ? value(resource, of, term.substring(1)).isEmpty()
                : value(resource, of, term).isPresent();
    }

    private static Optional<String> value(Resource resource, String of, String key) {
        return resource.root().text("metadata", of, key.strip());
    }
}
