package dev.meshwright.access;

import dev.meshwright.access.Decision.Verdict;
import dev.meshwright.access.condition.Request;
import dev.meshwright.access.symbolic.BeyondBoundsException;
import dev.meshwright.access.symbolic.RequestSet;
import dev.meshwright.access.symbolic.Space;
import dev.meshwright.access.symbolic.Spaces;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What is decided at a port about all requests of a caller. It is decided once for all identities that the rules do
/// not tell apart. Where the answer hangs on the request, the set of requests that get through tells whether there are
/// any.
final class Decisions {
    private final Inbound inbound;
    private final int port;
    private final boolean http;
    private final Collection<String> issuers;
    private final Spaces spaces;
    private final Optional<Set<String>> named;
    private @Nullable Decision stranger;
    private @Nullable Passing passing;

    /// The requests that get through.
    private record Passing(Space space, RequestSet set) {
        RequestSet from(Caller caller) {
            return set.from(caller.peer());
        }
    }

    /// @param issuers whose tokens are checked
    Decisions(Inbound inbound, int port, boolean http, Collection<String> issuers, Spaces spaces) {
        this.inbound = inbound;
        this.port = port;
        this.http = http;
        this.issuers = issuers;
        this.spaces = spaces;
        this.named = inbound.namedPeers()
                .map(peers -> peers.stream()
                        .map(peer -> peer.substring(Math.min(Caller.SPIFFE.length(), peer.length())))
                        .collect(Collectors.toSet()));
    }

    Decision of(Caller.Identity identity) {
        if (named.isEmpty() || named.get().contains(identity.principal())) {
            return decide(identity);
        }
        if (stranger == null) {
            stranger = decide(identity);
        }
        return stranger;
    }

    Decision ofPlaintext() {
        return decide(new Caller.Plaintext());
    }

    /// The shortest request of a caller that gets through, where not all do; else "".
    String example(Caller caller) {
        if (inbound.decide(Request.some(caller.peer(), port)).verdict() != Verdict.CONDITIONAL) {
            return "";
        }
        try {
            return passing()
                    .from(caller)
                    .witness()
                    .map(request -> ", such as " + request.describe(Request.any(port)))
                    .orElse("");
        } catch (BeyondBoundsException _) {
            return "";
        }
    }

    private Decision decide(Caller caller) {
        var decision = inbound.decide(Request.some(caller.peer(), port));
        if (decision.verdict() != Verdict.CONDITIONAL) {
            return decision;
        }
        try {
            return passing().from(caller).isEmpty() ? refusal(caller).orElse(decision) : decision;
        } catch (BeyondBoundsException _) {
            return decision; // whether any request gets through is not known, which counts as a yes
        }
    }

    /// The decision on one of the requests, all of which are refused.
    private Optional<Decision> refusal(Caller caller) {
        return passing()
                .space()
                .like(Request.some(caller.peer(), port))
                .and(passing().space().withoutToken())
                .witness()
                .map(inbound::decide)
                .filter(decision -> !decision.isAllowed());
    }

    private Passing passing() {
        if (passing == null) {
            var enforced = inbound.enforced(http);
            var space = Enforced.space(spaces, List.of(enforced), List.of(RequestAuthentications.tokenOf(issuers)));
            var admitted = enforced.admitted(space).either();
            passing = new Passing(
                    space,
                    RequestAuthentications.looked(admitted, space, issuers).and(space.like(Request.any(port))));
        }
        return passing;
    }
}
