package dev.meshwright.cli.bundle;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Pattern;

/// Knows credentials by the forms that their issuers give them, and by the names that people give them.
final class Credentials {
    private static final SequencedMap<String, Pattern> FORMS = new LinkedHashMap<>();

    static {
        form("a private key", "-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----");
        form("a private key (JWK)", "\"d\"\\s*:\\s*\"[A-Za-z0-9_-]{20,}\"");
        form("an age secret key", "\\bAGE-SECRET-KEY-1[0-9A-Z]{58}\\b");
        form("an AWS access key", "\\b(?:A3T[A-Z0-9]|AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}\\b");
        form("an AWS secret key", "(?i)aws.{0,20}(?:secret|key).{0,20}['\"=: ][0-9a-zA-Z/+]{40}\\b");
        form("a Google API key", "\\bAIza[0-9A-Za-z_-]{35}");
        form("a Google OAuth secret", "\\bGOCSPX-[0-9A-Za-z_-]{28}");
        form("a Google service account key", "\"private_key_id\"\\s*:");
        form("an Azure storage key", "\\bAccountKey=[A-Za-z0-9+/]{40,}={0,2}");
        form("an Azure shared access signature", "[?&]sig=[A-Za-z0-9%+/]{40,}");
        form("a GitHub token", "\\b(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{22,255})\\b");
        form("a GitLab token", "\\bgl(?:pat|dt|ptt|rt|soat|agent|cbt|ft|imt|oas)-[A-Za-z0-9_-]{20,}");
        form("a Slack token", "\\bxox[abeoprs]-[A-Za-z0-9-]{10,}");
        form("a Slack webhook", "hooks\\.slack\\.com/(?:services|workflows)/[A-Za-z0-9+/]{20,}");
        form("a Stripe key", "\\b(?:sk|rk)_(?:live|test|prod)_[A-Za-z0-9]{10,}\\b|\\bwhsec_[A-Za-z0-9+/]{24,}");
        form("a Twilio key", "\\bSK[0-9a-f]{32}\\b");
        form("a SendGrid key", "\\bSG\\.[A-Za-z0-9_-]{16,32}\\.[A-Za-z0-9_-]{32,64}");
        form("a Mailgun key", "\\bkey-[0-9a-f]{32}\\b");
        form("an npm token", "\\bnpm_[A-Za-z0-9]{36}\\b");
        form("a PyPI token", "\\bpypi-AgEIcHlwaS5vcmc[A-Za-z0-9_-]{50,}");
        form("a RubyGems key", "\\brubygems_[0-9a-f]{48}\\b");
        form("a Docker token", "\\bdckr_(?:pat|oat)_[A-Za-z0-9_-]{20,}");
        form("a Vault token", "\\bhv[sbr]\\.[A-Za-z0-9_-]{24,}|\\bs\\.[A-Za-z0-9]{24}\\b");
        form("a DigitalOcean token", "\\bdo[opr]_v1_[0-9a-f]{64}\\b");
        form("a Databricks token", "\\bdapi[0-9a-f]{32}\\b");
        form("a Grafana token", "\\bgl(?:sa|c)_[A-Za-z0-9+/_=-]{32,}");
        form("a New Relic key", "\\bNRAK-[A-Z0-9]{27}\\b");
        form("a Datadog key", "(?i)\\bdd[_-]?(?:api|app)[_-]?key['\"=: ]+[0-9a-f]{32,40}\\b");
        form("a Hugging Face token", "\\bhf_[A-Za-z0-9]{34,}\\b");
        form("an OpenAI key", "\\bsk-(?:proj-|svcacct-|admin-)?[A-Za-z0-9_-]{20,}T3BlbkFJ[A-Za-z0-9_-]{20,}");
        form("an Anthropic key", "\\bsk-ant-[A-Za-z0-9_-]{32,}");
        form("a Telegram bot token", "\\b[0-9]{8,10}:AA[A-Za-z0-9_-]{33}\\b");
        form("a Shopify token", "\\bshp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}\\b");
        form("a Terraform Cloud token", "\\b[A-Za-z0-9]{14}\\.atlasv1\\.[A-Za-z0-9_-]{60,}");
        form("a JSON web token", "\\beyJ[A-Za-z0-9_-]{10,}\\.eyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{10,}");
        form("a password in a URL", "\\b[a-z][a-z0-9+.-]*://[^/\\s:@\"']*:[^/\\s:@\"'$]{3,}@[^/\\s]");
        form("an Authorization header", "(?i)\\b(?:basic|bearer)\\s+[A-Za-z0-9+/._~-]{20,}=*");
    }

    private static final Pattern NAME = Pattern.compile(
            "(?i)(?:^|[_.-]|[a-z])(?:pass(?:word|wd|phrase)|pwd|secret|token|api[_-]?key|access[_-]?key|auth[_-]?key"
                    + "|signing[_-]?key|encryption[_-]?key|private[_-]?key|credentials?)$|^(?:authorization|cookie)$"
                    + "|^x-(?:api-key|auth-token|access-token)$");
    private static final Set<String> NO_SECRETS = Set.of("", "true", "false", "none", "null", "required", "optional");
    private static final Pattern REFERENCE = Pattern.compile("[/$%{<*].*|.*(?:://).*|\\*+");
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]{24,}={0,2}");
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9+/_-]{32,}={0,2}");
    private static final double RANDOM_BITS = 4.5;
    private static final int SHORTEST_SECRET = 6;

    private Credentials() {}

    private static void form(String what, String pattern) {
        FORMS.put(what, Pattern.compile(pattern));
    }

    /// What the text holds, if it has the form of a credential; also below one layer of base64.
    static Optional<String> in(String text) {
        var plain = byForm(text);
        return plain.isPresent() ? plain : inBase64(text);
    }

    /// Whether a value under this name is taken for one though it has no form.
    static boolean isNamed(String name, String value) {
        return NAME.matcher(name).find()
                && value.length() >= SHORTEST_SECRET
                && !NO_SECRETS.contains(value.toLowerCase(Locale.ROOT))
                && !REFERENCE.matcher(value).matches();
    }

    /// Whether the text has a long word that looks random: a reason to look, not to refuse.
    static boolean looksRandom(String text) {
        return TOKEN.matcher(text).results().anyMatch(match -> bitsPerCharacter(match.group()) > RANDOM_BITS);
    }

    private static Optional<String> byForm(String text) {
        return FORMS.entrySet().stream()
                .filter(form -> form.getValue().matcher(text).find())
                .map(java.util.Map.Entry::getKey)
                .findFirst();
    }

    private static Optional<String> inBase64(String text) {
        return BASE64.matcher(text)
                .results()
                .flatMap(match -> decoded(match.group()).stream())
                .flatMap(inner -> byForm(inner).stream())
                .map(what -> what + " in base64")
                .findFirst();
    }

    private static Optional<String> decoded(String word) {
        try {
            var bytes = Base64.getDecoder().decode(word);
            var text = new String(bytes, StandardCharsets.ISO_8859_1);
            return text.chars().allMatch(c -> c == '\n' || c == '\r' || c == '\t' || (c >= ' ' && c < 0x7f))
                    ? Optional.of(text)
                    : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// Shannon's entropy of the letters.
    private static double bitsPerCharacter(String word) {
        double bits = 0;
        for (int letter : word.chars().distinct().toArray()) {
            double share = word.chars().filter(c -> c == letter).count() / (double) word.length();
            bits -= share * Math.log(share) / Math.log(2);
        }
        return bits;
    }
}
