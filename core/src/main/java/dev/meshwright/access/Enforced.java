package dev.meshwright.access;

import dev.meshwright.access.PeerAuthentication.Mode;
import dev.meshwright.access.condition.Condition;
import dev.meshwright.access.condition.Field;
import dev.meshwright.access.condition.Request;
import dev.meshwright.access.condition.TextPattern;
import dev.meshwright.access.condition.TextPattern.Gap;
import dev.meshwright.access.condition.TextPattern.Letters;
import dev.meshwright.access.condition.TextPattern.Literal;
import dev.meshwright.access.symbolic.BeyondBoundsException;
import dev.meshwright.access.symbolic.RequestSet;
import dev.meshwright.access.symbolic.Space;
import dev.meshwright.access.symbolic.Spaces;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/// What a proxy asks on one port, whichever objects it comes from: where this is equal, the same requests get through.
///
/// @param deniesByDefault whether only what an ALLOW rule admits gets through
/// @param custom what its CUSTOM rules ask, rule by rule; the same for `deny` and `allow`
/// @param paths how it writes paths before it looks at them
/// @param http whether it reads requests
public record Enforced(
        Mode mode,
        boolean deniesByDefault,
        List<Condition> custom,
        List<Condition> deny,
        List<Condition> allow,
        PathNormalization paths,
        boolean http) {
    /// The caller has a certificate.
    public static final Condition IDENTIFIED =
            new Condition.Text(Field.PEER, new TextPattern(List.of(new Gap(Letters.ANY, 0)), false));

    public Enforced {
        custom = List.copyOf(custom);
        deny = List.copyOf(deny);
        allow = List.copyOf(allow);
    }

    /// What gets through.
    ///
    /// @param allowed every one of these
    /// @param perhaps these too, if an authorizer outside agrees
    public record Admitted(RequestSet allowed, RequestSet perhaps) {
        /// What is not refused here.
        public RequestSet either() {
            return allowed.or(perhaps);
        }
    }

    /// A request as rules see it: its path as the proxy writes it.
    public Request seen(Request request) {
        var path = request.text(Field.PATH);
        return path == null ? request : request.with(Field.PATH, paths.apply(path));
    }

    /// Everything that it asks.
    public List<Condition> asked() {
        return Stream.of(List.of(IDENTIFIED), custom, deny, allow)
                .flatMap(List::stream)
                .toList();
    }

    /// A space in which these can be compared with each other.
    ///
    /// @param also further conditions to tell requests apart by
    /// @throws BeyondBoundsException if they are too many to compare, or ask what no request shows
    public static Space space(Spaces spaces, Collection<Enforced> all, List<Condition> also) {
        var asked = new ArrayList<>(also);
        all.forEach(one -> asked.addAll(one.asked()));
        boolean http = all.stream().anyMatch(Enforced::http);
        boolean escapes = asked.stream().anyMatch(Enforced::namesEscape);
        var never = all.stream()
                .map(one -> one.paths().never(escapes))
                .reduce((first, second) ->
                        first.stream().filter(second::contains).toList())
                .orElse(List.of());
        return spaces.over(asked, http, never);
    }

    /// Whether it asks about a path with a percent sign.
    private static boolean namesEscape(Condition condition) {
        return switch (condition) {
            case Condition.All(var parts) -> parts.stream().anyMatch(Enforced::namesEscape);
            case Condition.Any(var parts) -> parts.stream().anyMatch(Enforced::namesEscape);
            case Condition.Not(var part) -> namesEscape(part);
            case Condition.Text(var field, var pattern) -> field == Field.PATH && namesEscape(pattern);
            case Condition.Header(var name, var pattern) -> name.equals(":path") && namesEscape(pattern);
            default -> false;
        };
    }

    private static boolean namesEscape(TextPattern pattern) {
        return pattern.pieces().stream().anyMatch(piece -> piece instanceof Literal(var text) && text.contains("%"));
    }

    /// The requests that get through; their paths are as the proxy writes them.
    ///
    /// @param space one that was made for this
    /// @throws BeyondBoundsException if the sets get too large
    public Admitted admitted(Space space) {
        var refused = union(space, deny);
        var passed = (deniesByDefault ? union(space, allow) : space.everything()).minus(refused);
        var asked = union(space, custom);
        return switch (mode) {
            case STRICT -> {
                var identified = passed.and(space.of(IDENTIFIED));
                yield new Admitted(identified.minus(asked), identified.and(asked));
            }
            // No handshake takes place, so nobody has an identity.
            case DISABLE ->
                new Admitted(passed.minus(asked).from(null), passed.and(asked).from(null));
            case PERMISSIVE, UNSET -> new Admitted(passed.minus(asked), passed.and(asked));
        };
    }

    private static RequestSet union(Space space, List<Condition> conditions) {
        var union = space.nothing();
        for (var condition : conditions) {
            union = union.or(space.of(condition));
        }
        return union;
    }
}
