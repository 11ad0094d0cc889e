package dev.meshwright.access.reach;

import dev.meshwright.access.MeshSettings;
import dev.meshwright.access.Selectors;
import dev.meshwright.access.condition.Field;
import dev.meshwright.access.condition.Request;
import dev.meshwright.access.reach.Answer.Layer;
import dev.meshwright.access.reach.Answer.Reason;
import dev.meshwright.access.reach.Answer.Verdict;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Manifests;
import dev.meshwright.topology.Workload;
import java.util.HashSet;
import java.util.List;

/// `RequestAuthentication`: whose tokens a proxy checks. Claims exist only where it does; a request without a token
/// passes, one with a token of an unknown issuer does not.
final class Tokens {
    private final List<Manifest> policies;
    private final MeshSettings settings;

    /// What is left of a request once its token was looked at.
    record Seen(Reason reason, Request request) {}

    Tokens(Manifests manifests, MeshSettings settings) {
        this.policies =
                manifests.ofKind("security.istio.io", "RequestAuthentication").toList();
        this.settings = settings;
    }

    Seen look(Request request, Workload workload) {
        var applying =
                policies.stream().filter(policy -> appliesTo(policy, workload)).toList();
        var issuers = new HashSet<String>();
        applying.forEach(policy -> policy.root()
                .items("spec", "jwtRules")
                .forEach(rule -> rule.text("issuer").ifPresent(issuers::add)));
        if (issuers.isEmpty()) {
            var text = "no RequestAuthentication for " + workload.id() + ", so policies see no token";
            return new Seen(Reason.of(Layer.TOKEN, Verdict.YES, text), request.withClaims(null));
        }
        var first = applying.getFirst();
        var name = "RequestAuthentication " + first.id();
        var claims = request.claims();
        if (claims == null || request.isOpen(Field.CLAIMS)) {
            var text = (request.isOpen(Field.CLAIMS) ? "with a token of " : "without a token; a token has to be of ")
                    + String.join(" or ", issuers.stream().sorted().toList())
                    + (request.isOpen(Field.CLAIMS) ? ", or without one" : "");
            return new Seen(Reason.of(Layer.TOKEN, Verdict.YES, text, name, first.where()), request);
        }
        boolean isKnown = claims.get("iss") instanceof String issuer && issuers.contains(issuer);
        var text = isKnown ? "a token of " + claims.get("iss") : "401: nobody checks tokens of " + claims.get("iss");
        return new Seen(Reason.of(Layer.TOKEN, isKnown ? Verdict.YES : Verdict.NO, text, name, first.where()), request);
    }

    private boolean appliesTo(Manifest policy, Workload workload) {
        boolean isNear = policy.namespaceOrDefault().equals(workload.namespace())
                || policy.namespaceOrDefault().equals(settings.rootNamespace());
        boolean hasTargets = policy.root().at("spec", "targetRef").isPresent()
                || !policy.root().items("spec", "targetRefs").isEmpty();
        return isNear
                && !hasTargets
                && workload.labels()
                        .entrySet()
                        .containsAll(Selectors.matchLabels(policy.root()).entrySet());
    }
}
