package dev.meshwright.access.symbolic;

import dev.meshwright.access.condition.Field;
import dev.meshwright.access.condition.Request;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A set of requests. Two sets of one space are equal exactly when they hold the same requests.
public final class RequestSet {
    private final Space space;
    private final int node;

    RequestSet(Space space, int node) {
        this.space = space;
        this.node = node;
    }

    /// What is in both.
    ///
    /// @throws BeyondBoundsException if the result is too large
    public RequestSet and(RequestSet other) {
        return space.set(space.diagram().and(node, other.node));
    }

    /// What is in one of them.
    ///
    /// @throws BeyondBoundsException if the result is too large
    public RequestSet or(RequestSet other) {
        return space.set(space.diagram().or(node, other.node));
    }

    /// What is in this and not in the other.
    ///
    /// @throws BeyondBoundsException if the result is too large
    public RequestSet minus(RequestSet other) {
        return and(other.complement());
    }

    public RequestSet complement() {
        return space.set(space.diagram().not(node));
    }

    public boolean isEmpty() {
        return node == Diagram.NOTHING;
    }

    /// Whether a request is in it.
    ///
    /// @param request as rules see it; what it leaves open counts as absent
    public boolean contains(Request request) {
        var cells = space.cellsOf(request);
        int at = node;
        while (at > Diagram.EVERYTHING && cells.isPresent()) {
            var asked = space.diagram().node(at);
            at = asked.branches()[cells.get()[asked.dimension()]];
        }
        return at == Diagram.EVERYTHING && cells.isPresent();
    }

    /// What remains of the set once the caller is known; it no longer depends on who calls.
    ///
    /// @param peer the URI of its certificate; null for a caller without one
    public RequestSet from(@Nullable String peer) {
        return space.set(space.from(node, Request.empty(0).with(Field.PEER, peer)));
    }

    /// What it holds where nobody looks at tokens: requests that would be in it without one.
    public RequestSet ignoringTokens() {
        return space.set(space.withoutClaims(node));
    }

    /// The shortest request of the set; empty where there is none. Places that nothing asks about are left out, but
    /// for the method and the path.
    public Optional<Request> witness() {
        return isEmpty() ? Optional.empty() : Optional.of(new Shortest(space).request(node));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RequestSet set && isOf(set.space) && set.node == node;
    }

    @SuppressWarnings("ReferenceEquality") // nodes of two spaces have nothing in common
    private boolean isOf(Space other) {
        return space == other;
    }

    @Override
    public int hashCode() {
        return Integer.hashCode(node);
    }
}
