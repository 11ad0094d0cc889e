package dev.meshwright.topology.picture;

import dev.meshwright.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// A self-contained page: a template with `{{slots}}` that are filled with text, markup, styles, data and one script.
///
/// Nothing is loaded from anywhere, and only this one script may run: the template's `{{policy}}` becomes a Content
/// Security Policy that names the script's hash. What fills a slot is not searched for slots again.
public final class HtmlPage {
    private static final Pattern SLOT = Pattern.compile("\\{\\{([a-z-]+)}}");

    private final String template;
    private final Map<String, String> slots = new HashMap<>();

    public HtmlPage(String template) {
        this.template = template;
    }

    /// A text file that lies beside the class.
    public static String resource(Class<?> beside, String name) {
        try (var in = beside.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("missing from the jar: " + beside.getPackageName() + " " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public HtmlPage text(String slot, String text) {
        return markup(slot, Markup.escape(text));
    }

    /// Fills a slot with markup as it is: it must be free of unescaped input.
    public HtmlPage markup(String slot, String markup) {
        slots.put(slot, markup);
        return this;
    }

    /// Fills a slot inside `<script type="application/json">`; no value can end the element.
    public HtmlPage data(String slot, Object value) {
        return markup(
                slot,
                Json.write(value)
                        .replace("<", "\\u003c")
                        .replace(">", "\\u003e")
                        .replace("&", "\\u0026")
                        .replace("\u2028", "\\u2028")
                        .replace("\u2029", "\\u2029"));
    }

    /// Fills the slots `script` and `policy`.
    public HtmlPage script(String script) {
        String policy = "default-src 'none'; script-src 'sha256-" + sha256(script)
                + "'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
        return markup("script", script).markup("policy", policy);
    }

    public String html() {
        var html = new StringBuilder();
        var slot = SLOT.matcher(template);
        int from = 0;
        while (slot.find()) {
            html.append(template, from, slot.start()).append(fill(slot.group(1)));
            from = slot.end();
        }
        return html.append(template, from, template.length()).toString();
    }

    private String fill(String slot) {
        var value = slots.get(slot);
        if (value == null) {
            throw new IllegalStateException("nothing fills the slot " + slot);
        }
        return value;
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
