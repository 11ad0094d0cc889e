package dev.meshwright.access;

import dev.meshwright.access.AuthorizationPolicy.Constraint;
import dev.meshwright.access.condition.Condition;
import dev.meshwright.access.condition.Field;
import dev.meshwright.access.condition.IpBlock;
import dev.meshwright.access.condition.PathTemplate;
import dev.meshwright.access.condition.TextPattern;
import dev.meshwright.access.condition.TextPattern.Gap;
import dev.meshwright.access.condition.TextPattern.Letters;
import dev.meshwright.access.condition.TextPattern.Literal;
import dev.meshwright.access.condition.TextPattern.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What istiod makes of a single value for Envoy. Whoever calls is matched by the whole URI of the certificate, which
/// is why a namespace or an account matches in any trust domain.
final class EnvoyValues {
    private static final String SPIFFE = Caller.SPIFFE;
    private static final Gap ANY = new Gap(Letters.ANY, 0);
    private static final Gap SOME = new Gap(Letters.ANY, 1);

    private final TrustDomains trustDomains;

    EnvoyValues(MeshSettings settings) {
        this.trustDomains = new TrustDomains(settings);
    }

    /// Empty where istiod cannot read the value.
    ///
    /// @param namespace the policy's
    Optional<Condition> read(String namespace, Constraint constraint, String value) {
        return switch (constraint.attribute()) {
            case PRINCIPAL ->
                peer(trustDomains.principals(value).stream()
                        .map(principal -> TextPattern.after(SPIFFE, principal))
                        .toList());
            case NAMESPACE -> peer(List.of(namespacePattern(value)));
            case SERVICE_ACCOUNT -> peer(accountPatterns(namespace, value));
            case TRUST_DOMAIN ->
                peer(trustDomains.withAliases(value).stream()
                        .map(EnvoyValues::trustDomainPattern)
                        .toList());
            case SOURCE_IP -> address(Field.SOURCE_IP, value);
            case REMOTE_IP -> address(Field.REMOTE_IP, value);
            case DESTINATION_IP -> address(Field.DESTINATION_IP, value);
            case PORT -> port(value);
            case SNI -> text(Field.SNI, TextPattern.of(value));
            case HOST -> text(Field.HOST, TextPattern.of(value).ignoringCase());
            case METHOD -> text(Field.METHOD, TextPattern.of(value));
            case PATH -> path(value);
            case REQUEST_PRINCIPAL -> Optional.of(requestPrincipal(value));
            case AUDIENCE -> Optional.of(claim(List.of("aud"), value));
            case PRESENTER -> Optional.of(claim(List.of("azp"), value));
            case CLAIM -> claimPath(constraint.key()).map(path -> claim(path, value));
            case HEADER -> headerName(constraint.key()).map(name -> new Condition.Header(name, TextPattern.of(value)));
            case FILTER -> Optional.of(new Condition.Metadata(constraint.key(), value));
            case UNKNOWN -> Optional.empty();
        };
    }

    static Optional<Condition> address(Field field, String value) {
        return IpBlock.parse(value).map(block -> new Condition.Address(field, block));
    }

    static Optional<Condition> port(String value) {
        boolean isNumber = !value.isEmpty()
                && value.length() < 10
                && value.chars().allMatch(c -> c >= '0' && c <= '9')
                && Integer.parseInt(value) <= 65_535;
        return isNumber ? Optional.of(new Condition.Port(Integer.parseInt(value))) : Optional.empty();
    }

    private static Optional<Condition> text(Field field, TextPattern pattern) {
        return Optional.of(new Condition.Text(field, pattern));
    }

    private static Optional<Condition> peer(List<TextPattern> patterns) {
        return Optional.of(Condition.any(patterns.stream()
                .<Condition>map(pattern -> new Condition.Text(Field.PEER, pattern))
                .toList()));
    }

    /// A template that Envoy cannot load stands for no path.
    private static Optional<Condition> path(String value) {
        if (!PathTemplate.isTemplate(value)) {
            return text(Field.PATH, TextPattern.of(value));
        }
        return PathTemplate.parse(value)
                .map(pattern -> text(Field.PATH, pattern))
                .orElse(Optional.of(Condition.nothing()));
    }

    private static TextPattern namespacePattern(String value) {
        var pieces = new ArrayList<Piece>(List.of(ANY, new Literal("/ns/")));
        pieces.addAll(TextPattern.stars(value, Letters.ANY));
        pieces.addAll(List.of(new Literal("/"), ANY));
        return new TextPattern(pieces, false);
    }

    /// Other parts may stand between the namespace and the account, and after the account.
    private static List<TextPattern> accountPatterns(String policyNamespace, String value) {
        int slash = value.indexOf('/');
        var namespace = new Literal("/ns/" + (slash < 0 ? policyNamespace : value.substring(0, slash)) + "/");
        var account = new Literal("sa/" + value.substring(slash + 1));
        var start = new Literal(SPIFFE);
        var between = new Literal("/");
        return List.of(
                new TextPattern(List.of(start, SOME, namespace, account), false),
                new TextPattern(List.of(start, SOME, namespace, account, between, SOME), false),
                new TextPattern(List.of(start, SOME, namespace, SOME, between, account), false),
                new TextPattern(List.of(start, SOME, namespace, SOME, between, account, between, SOME), false));
    }

    private static TextPattern trustDomainPattern(String value) {
        var pieces = new ArrayList<Piece>(List.of(new Literal(SPIFFE)));
        if (!value.equals("*")) {
            pieces.addAll(TextPattern.stars(value, Letters.NO_SLASH));
            pieces.add(new Literal("/"));
        }
        pieces.add(ANY);
        return new TextPattern(pieces, false);
    }

    /// The issuer and the subject, parted at the last slash; a star reaches only the side it touches.
    private static Condition requestPrincipal(String value) {
        if (value.equals("*")) {
            return token(TextPattern.present(), TextPattern.present());
        }
        int slash = value.lastIndexOf('/');
        if (slash < 0) {
            if (value.startsWith("*")) {
                return token(TextPattern.present(), TextPattern.of(value));
            }
            return token(TextPattern.of(value), value.endsWith("*") ? TextPattern.present() : TextPattern.exactly(""));
        }
        var issuer = value.substring(0, slash);
        var subject = value.substring(slash + 1);
        return value.startsWith("*")
                ? token(TextPattern.of(issuer), TextPattern.exactly(subject))
                : token(TextPattern.exactly(issuer), TextPattern.of(subject));
    }

    private static Condition token(TextPattern issuer, TextPattern subject) {
        return new Condition.All(List.of(
                new Condition.Claim(List.of("iss"), issuer, false),
                new Condition.Claim(List.of("sub"), subject, false)));
    }

    private static Condition claim(List<String> path, String value) {
        return new Condition.Claim(path, TextPattern.of(value), true);
    }

    private static Optional<String> headerName(String key) {
        return inBrackets(key.substring("request.headers".length()));
    }

    /// `[a][b]` are two names; what has other brackets is one.
    private static Optional<List<String>> claimPath(String key) {
        var text = key.substring("request.auth.claims".length());
        var names = new ArrayList<String>();
        for (int begin = 0; begin < text.length(); ) {
            int end = text.indexOf(']', begin);
            if (text.charAt(begin) != '['
                    || end < 0
                    || text.substring(begin + 1, end).indexOf('[') >= 0) {
                return inBrackets(text).map(List::of);
            }
            names.add(text.substring(begin + 1, end));
            begin = end + 1;
        }
        return names.isEmpty() ? Optional.empty() : Optional.of(names);
    }

    private static Optional<String> inBrackets(String text) {
        return text.length() > 2 && text.startsWith("[") && text.endsWith("]")
                ? Optional.of(text.substring(1, text.length() - 1))
                : Optional.empty();
    }
}
