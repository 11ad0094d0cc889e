package dev.meshwright.access.reach;

import dev.meshwright.access.MeshSettings;
import dev.meshwright.access.RequestAuthentications;
import dev.meshwright.access.Waypoint;
import dev.meshwright.access.condition.Field;
import dev.meshwright.access.condition.Request;
import dev.meshwright.access.reach.Answer.Layer;
import dev.meshwright.access.reach.Answer.Reason;
import dev.meshwright.access.reach.Answer.Verdict;
import dev.meshwright.manifest.Manifests;
import dev.meshwright.topology.Workload;
import java.util.List;

/// `RequestAuthentication`: whose tokens a proxy checks. Claims exist only where it does; a request without a token
/// passes, one with a token of an unknown issuer does not.
final class Tokens {
    private final RequestAuthentications policies;

    /// What is left of a request once its token was looked at.
    ///
    /// @param issuers whose tokens are checked
    record Seen(Reason reason, Request request, List<String> issuers) {}

    Tokens(Manifests manifests, MeshSettings settings) {
        this.policies = new RequestAuthentications(manifests, settings);
    }

    List<String> issuers(Waypoint waypoint) {
        return List.copyOf(RequestAuthentications.issuers(policies.of(waypoint)));
    }

    Seen look(Request request, Workload workload) {
        var applying = policies.of(workload);
        var issuers = RequestAuthentications.issuers(applying);
        if (issuers.isEmpty()) {
            var text = "no RequestAuthentication for " + workload.id() + ", so policies see no token";
            return new Seen(Reason.of(Layer.TOKEN, Verdict.YES, text), request.withClaims(null), List.of());
        }
        var first = applying.getFirst();
        var name = "RequestAuthentication " + first.id();
        var claims = request.claims();
        if (claims == null || request.isOpen(Field.CLAIMS)) {
            var text = (request.isOpen(Field.CLAIMS) ? "with a token of " : "without a token; a token has to be of ")
                    + String.join(" or ", issuers)
                    + (request.isOpen(Field.CLAIMS) ? ", or without one" : "");
            return new Seen(
                    Reason.of(Layer.TOKEN, Verdict.YES, text, name, first.where()), request, List.copyOf(issuers));
        }
        boolean isKnown = claims.get("iss") instanceof String issuer && issuers.contains(issuer);
        var text = isKnown ? "a token of " + claims.get("iss") : "401: nobody checks tokens of " + claims.get("iss");
        return new Seen(
                Reason.of(Layer.TOKEN, isKnown ? Verdict.YES : Verdict.NO, text, name, first.where()),
                request,
                List.copyOf(issuers));
    }
}
