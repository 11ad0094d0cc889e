package dev.meshwright.analysis.validity;

import dev.meshwright.manifest.Manifest;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Issuers and keys of a RequestAuthentication.
final class RequestAuthenticationCheck implements KindCheck {
    private static final JsonMapper JSON = JsonMapper.shared();

    @Override
    public String group() {
        return "security.istio.io";
    }

    @Override
    public String kind() {
        return "RequestAuthentication";
    }

    @Override
    public void check(Manifest object, Place spec, Verdict verdict) {
        Selectors.check(spec, verdict);
        for (var rule : spec.items("jwtRules")) {
            if (rule.text("issuer").isEmpty() && rule.text("jwksUri").isEmpty()) {
                verdict.error(rule, "the JWT rule has neither issuer nor jwksUri", "Add `issuer`.");
            }
            rule.at("jwks").filter(jwks -> !jwks.text().isEmpty()).ifPresent(jwks -> keys(jwks, verdict));
        }
    }

    private static void keys(Place jwks, Verdict verdict) {
        try {
            var keys = JSON.readTree(jwks.text()).path("keys");
            if (!keys.isArray()) {
                verdict.error(jwks, "jwks has no list `keys`", "Paste the issuer's JSON Web Key Set.");
            }
            if (keys.values().stream().anyMatch(RequestAuthenticationCheck::isPrivate)) {
                verdict.warning(
                        jwks,
                        "jwks holds a private key; only public keys are needed",
                        "Remove it, and replace the key.");
            }
        } catch (JacksonException _) {
            verdict.error(jwks, "jwks is not JSON", "Paste the issuer's JSON Web Key Set.");
        }
    }

    private static boolean isPrivate(JsonNode key) {
        return key.has("d");
    }
}
