package dev.meshwright.posture.envoy;

import dev.meshwright.access.Selectors;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Node;
import dev.meshwright.posture.Intended;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The filter that checks tokens, as the `RequestAuthentication`s of a workload ask for it.
final class JwtFilter {
    static final String NAME = "envoy.filters.http.jwt_authn";
    private static final String TYPE = "envoy.extensions.filters.http.jwt_authn.v3.JwtAuthentication";

    private JwtFilter() {}

    /// The request authentications that the workload's proxy is given.
    static List<Manifest> deciding(Intended intended, EnvoyProxy proxy) {
        return intended.objects("security.istio.io", "RequestAuthentication")
                .filter(one -> one.namespaceOrDefault().equals(proxy.namespace())
                        || one.namespaceOrDefault().equals(intended.settings().rootNamespace()))
                .filter(one -> Targets.reaches(
                        one,
                        proxy,
                        proxy.labels()
                                .entrySet()
                                .containsAll(Selectors.matchLabels(one.root()).entrySet())))
                .toList();
    }

    /// Null where no request authentication is for the workload.
    static @Nullable JsonNode of(Intended intended, EnvoyProxy proxy) {
        var rules = new ArrayList<Node>();
        deciding(intended, proxy).forEach(one -> rules.addAll(one.root().items("spec", "jwtRules")));
        if (rules.isEmpty()) {
            return null;
        }
        rules.sort(Comparator.comparing(rule -> rule.text("issuer").orElse("")));
        var providers = Message.of();
        var each = new ArrayList<ObjectNode>();
        var choices = new ArrayList<ObjectNode>();
        for (int i = 0; i < rules.size(); i++) {
            var name = "origins-" + i;
            providers.set(name, provider(rules.get(i)));
            var own = Message.of("provider_name", name);
            choices.add(own);
            each.add(any(List.of(own, Message.of("allow_missing", Message.of()))));
        }
        if (each.size() > 1) {
            choices.add(Message.of("requires_all", Message.of("requirements", each)));
        }
        var requires = each.size() == 1 ? each.getFirst() : any(choices);
        return Message.extension(
                NAME,
                Message.typed(
                        TYPE,
                        "providers",
                        providers,
                        "rules",
                        List.of(Message.of("match", Message.of("prefix", "/"), "requires", requires)),
                        "bypass_cors_preflight",
                        true));
    }

    private static ObjectNode any(List<ObjectNode> requirements) {
        return Message.of("requires_any", Message.of("requirements", requirements));
    }

    private static ObjectNode provider(Node rule) {
        var headers = new ArrayList<ObjectNode>();
        for (var header : rule.items("fromHeaders")) {
            headers.add(Message.of(
                    "name",
                    header.text("name").orElse(""),
                    "value_prefix",
                    header.text("prefix").orElse(null)));
        }
        var claims = new ArrayList<ObjectNode>();
        for (var claim : rule.items("outputClaimToHeaders")) {
            claims.add(Message.of(
                    "header_name",
                    claim.text("header").orElse(""),
                    "claim_name",
                    claim.text("claim").orElse("")));
        }
        boolean forward = rule.bool("forwardOriginalToken").orElse(false);
        return Message.of(
                "issuer",
                rule.text("issuer").filter(issuer -> !issuer.isEmpty()).orElse(null),
                "audiences",
                orNull(TlsContexts.texts(rule.items("audiences"))),
                "local_jwks",
                keys(rule),
                "forward",
                forward ? true : null,
                "forward_payload_header",
                rule.text("outputPayloadToHeader").orElse(null),
                "from_headers",
                orNull(headers),
                "from_params",
                orNull(TlsContexts.texts(rule.items("fromParams"))),
                "from_cookies",
                orNull(TlsContexts.texts(rule.items("fromCookies"))),
                "claim_to_headers",
                orNull(claims),
                "payload_in_metadata",
                "payload",
                "normalize_payload_in_metadata",
                Message.of("space_delimited_claims", List.of("permission", "scope")));
    }

    private static @Nullable List<?> orNull(List<?> list) {
        return list.isEmpty() ? null : list;
    }

    /// Keys that the intent holds have to be those. Others istiod fetched, and no intent knows them.
    private static Expected keys(Node rule) {
        var written = rule.text("jwks").filter(text -> !text.isEmpty());
        if (written.isEmpty()) {
            var from = rule.text("jwksUri").orElse("the issuer");
            return new Expected.Open("keys fetched from " + from, active -> active.has("inline_string"));
        }
        return new Expected.Open(
                written.get(),
                active -> active.size() == 1
                        && same(written.get(), active.path("inline_string").asString("")));
    }

    private static boolean same(String written, String active) {
        return written.equals(active)
                || parsed(written)
                        .flatMap(tree -> parsed(active).filter(tree::equals))
                        .isPresent();
    }

    private static Optional<JsonNode> parsed(String text) {
        try {
            return Optional.of(JsonMapper.shared().readTree(text));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
