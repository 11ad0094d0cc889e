package dev.meshwright.analysis.review;

import dev.meshwright.access.Selectors;
import dev.meshwright.analysis.Finding.Certainty;
import dev.meshwright.analysis.Finding.EvidenceOf;
import dev.meshwright.analysis.Severity;
import dev.meshwright.analysis.review.Change.Field;
import dev.meshwright.analysis.review.Change.How;
import dev.meshwright.analysis.review.Change.ObjectChange;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Manifests;
import dev.meshwright.manifest.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Which objects of a mesh are not as they were, and how dangerous that is by what they are.
final class ObjectChanges {
    private static final String SECURITY = "security.istio.io";
    private static final Set<String> OWN_CODE = Set.of("EnvoyFilter", "WasmPlugin");

    private final String rootNamespace;
    private final Scope.Part scope;

    ObjectChanges(String rootNamespace, Scope.Part scope) {
        this.rootNamespace = rootNamespace;
        this.scope = scope;
    }

    List<ObjectChange> between(Manifests before, Manifests after) {
        var old = byKey(before);
        var fresh = byKey(after);
        var changes = new ArrayList<ObjectChange>();
        var keys = new TreeSet<>(old.sequencedKeySet());
        keys.addAll(fresh.sequencedKeySet());
        for (var key : keys) {
            change(Optional.ofNullable(old.get(key)), Optional.ofNullable(fresh.get(key)))
                    .ifPresent(changes::add);
        }
        changes.sort(Comparator.comparing(ObjectChange::severity).thenComparing(ObjectChange::object));
        return changes;
    }

    private SequencedMap<String, Manifest> byKey(Manifests manifests) {
        var byKey = new LinkedHashMap<String, Manifest>();
        manifests.objects().stream()
                .filter(scope::covers)
                .forEach(object -> byKey.putIfAbsent(object.group() + " " + name(object), object));
        return byKey;
    }

    private static String name(Manifest object) {
        return object.kind() + " " + (object.kind().equals("Namespace") ? object.name() : object.id());
    }

    private Optional<ObjectChange> change(Optional<Manifest> before, Optional<Manifest> after) {
        var fields = before.isPresent() && after.isPresent()
                ? FieldChanges.between(before.get().root(), after.get().root(), isOfTheMesh(after.get()))
                : List.<Field>of();
        if (fields.isEmpty() && before.isPresent() && after.isPresent()) {
            return Optional.empty();
        }
        var object = after.or(() -> before).orElseThrow();
        return Optional.of(new ObjectChange(
                severity(object, before, after),
                before.isEmpty() ? How.ADDED : after.isEmpty() ? How.REMOVED : How.CHANGED,
                name(object),
                means(object, before, after),
                fields,
                OWN_CODE.contains(object.kind()) ? Certainty.INFERENCE : Certainty.FACT,
                EvidenceOf.FILES,
                object.where().file(),
                object.where().line()));
    }

    /// Whether its values may be shown: workloads and Secrets have passwords among theirs.
    private static boolean isOfTheMesh(Manifest object) {
        return object.group().endsWith("istio.io") || object.group().endsWith("networking.k8s.io");
    }

    private Severity severity(Manifest object, Optional<Manifest> before, Optional<Manifest> after) {
        if (isMeshWide(object) || isOfOtherKeys(before, after)) {
            return Severity.CRITICAL;
        }
        if (object.group().equals(SECURITY) || OWN_CODE.contains(object.kind())) {
            return object.namespaceOrDefault().equals(rootNamespace) ? Severity.ERROR : Severity.WARNING;
        }
        return Severity.INFO;
    }

    private String means(Manifest object, Optional<Manifest> before, Optional<Manifest> after) {
        if (isMeshWide(object)) {
            return "it decides for every workload that has no mode of its own";
        }
        var keys = keys(before, after);
        if (!keys.isEmpty()) {
            return String.join("; ", keys);
        }
        if (OWN_CODE.contains(object.kind())) {
            return "it changes what proxies do; that is not judged here";
        }
        return "";
    }

    private boolean isMeshWide(Manifest object) {
        return object.group().equals(SECURITY)
                && object.kind().equals("PeerAuthentication")
                && object.namespaceOrDefault().equals(rootNamespace)
                && Selectors.matchLabels(object.root()).isEmpty();
    }

    /// Whose keys count for which issuer, where that is not as it was.
    private static List<String> keys(Optional<Manifest> before, Optional<Manifest> after) {
        var old = issuers(before);
        var fresh = issuers(after);
        var told = new ArrayList<String>();
        var all = new TreeSet<>(old.sequencedKeySet());
        all.addAll(fresh.sequencedKeySet());
        for (var issuer : all) {
            var was = old.getOrDefault(issuer, "");
            var is = fresh.getOrDefault(issuer, "");
            if (was.equals(is)) {
                continue;
            }
            if (was.isEmpty()) {
                told.add("tokens of " + issuer + " are accepted now, by the keys of " + is);
            } else if (is.isEmpty()) {
                told.add("tokens of " + issuer + " are no longer checked here");
            } else {
                told.add("the keys for tokens of " + issuer + " come from " + is + " instead of " + was
                        + ": who serves them decides who anybody is");
            }
        }
        return told;
    }

    /// Whether an issuer's tokens are checked by other keys than before.
    private static boolean isOfOtherKeys(Optional<Manifest> before, Optional<Manifest> after) {
        var fresh = issuers(after);
        return issuers(before).entrySet().stream()
                .anyMatch(issuer ->
                        !fresh.getOrDefault(issuer.getKey(), issuer.getValue()).equals(issuer.getValue()));
    }

    private static SequencedMap<String, String> issuers(Optional<Manifest> object) {
        return object
                .filter(one -> one.group().equals(SECURITY) && one.kind().equals("RequestAuthentication"))
                .map(one -> one.root().items("spec", "jwtRules"))
                .orElse(List.of())
                .stream()
                .collect(Collectors.toMap(
                        rule -> rule.text("issuer").orElse("an issuer without a name"),
                        ObjectChanges::source,
                        (first, second) -> first.equals(second) ? first : first + " and " + second,
                        LinkedHashMap::new));
    }

    private static String source(Node rule) {
        return rule.text("jwksUri")
                .or(() -> rule.text("jwks")
                        .map(keys -> "the policy itself (" + Integer.toHexString(keys.hashCode()) + ")"))
                .orElse("the issuer's own discovery");
    }
}
