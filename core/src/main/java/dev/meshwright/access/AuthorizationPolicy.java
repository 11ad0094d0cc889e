package dev.meshwright.access;

import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Source;
import dev.meshwright.topology.Workload;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// An `AuthorizationPolicy` by its meaning, with the place of everything it says.
///
/// @param selector pod labels it is limited to; empty for all pods of its namespace
/// @param targetsRefs whether it is attached by `targetRefs`; sidecars ignore it then
/// @param dryRun whether it only counts what it would do
public record AuthorizationPolicy(
        Manifest object,
        SequencedMap<String, String> selector,
        boolean targetsRefs,
        Action action,
        boolean dryRun,
        List<Rule> rules) {

    public AuthorizationPolicy {
        rules = List.copyOf(rules);
    }

    public enum Action {
        ALLOW,
        DENY,
        AUDIT,
        /// An authorizer outside decides.
        CUSTOM
    }

    /// One rule: one of `from` and one of `to` (where there are any), and all of `when`.
    ///
    /// @param index in `rules`, from 0
    public record Rule(int index, Source where, List<Entry> from, List<Entry> to, Entry when) {
        public Rule {
            from = List.copyOf(from);
            to = List.copyOf(to);
        }

        /// Whether it says nothing, and so matches everything.
        public boolean isEmpty() {
            return from.isEmpty() && to.isEmpty() && when.constraints().isEmpty();
        }

        /// Everything that it asks.
        public Stream<Constraint> constraints() {
            return Stream.concat(Stream.concat(from.stream(), to.stream()), Stream.of(when))
                    .flatMap(entry -> entry.constraints().stream());
        }
    }

    /// Constraints that must all hold.
    ///
    /// @param path within the object: `spec.rules[0].from[1].source`
    public record Entry(String path, List<Constraint> constraints) {
        public Entry {
            constraints = List.copyOf(constraints);
        }
    }

    /// A field: one of the values must match, or none of them where it is negated.
    ///
    /// @param key what `when` asks for, such as `request.headers[x-user]`; "" for the fields of `from` and `to`
    /// @param path within the object: `spec.rules[0].from[1].source.principals`
    public record Constraint(Attribute attribute, String key, boolean negated, String path, List<Value> values) {
        public Constraint {
            values = List.copyOf(values);
        }

        /// As it is written: `methods`, `request.headers[x-user]`.
        public String name() {
            return key.isEmpty() ? path.substring(path.lastIndexOf('.') + 1) : key;
        }

        /// The names of these, each once.
        public static String names(List<Constraint> constraints) {
            return constraints.stream().map(Constraint::name).distinct().collect(Collectors.joining(", "));
        }
    }

    /// A value with its place.
    public record Value(Source where, String text) {}

    public String namespace() {
        return object.namespaceOrDefault();
    }

    /// `namespace/name`.
    public String id() {
        return object.id();
    }

    /// Whether a sidecar of this workload is given the policy.
    public boolean appliesTo(Workload workload, MeshSettings settings) {
        return !targetsRefs && selects(workload, settings);
    }

    /// Whether the ztunnel of this workload is given the policy. Unlike a sidecar's, `selector: {}` selects none.
    public boolean appliesAtZtunnel(Workload workload, MeshSettings settings) {
        var selector = object.root().at("spec", "selector");
        return appliesTo(workload, settings)
                && !dryRun
                && (action == Action.ALLOW || action == Action.DENY)
                && (selector.isEmpty() || selector.get().at("matchLabels").isPresent());
    }

    private boolean selects(Workload workload, MeshSettings settings) {
        return (namespace().equals(workload.namespace()) || namespace().equals(settings.rootNamespace()))
                && workload.labels().entrySet().containsAll(selector.entrySet());
    }
}
