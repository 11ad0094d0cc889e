package dev.meshwright.posture.envoy;

import java.util.ArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.POJONode;

/// A place where two messages differ.
///
/// @param path the fields on the way, items of lists by their name: `filter_chains[virtualInbound].filters[…]`
/// @param intended missing where nothing should be there
/// @param active missing where nothing is there
record Difference(String path, JsonNode intended, JsonNode active) {
    private static final int SHOWN = 240;

    boolean isAddition() {
        return intended.isMissingNode();
    }

    boolean isRemoval() {
        return active.isMissingNode();
    }

    String intendedText() {
        return shown(intended);
    }

    String activeText() {
        return intended instanceof POJONode pojo && pojo.getPojo() instanceof Expected expected && !isRemoval()
                ? expected.shown(active)
                : shown(active);
    }

    /// The same below a field of another message.
    Difference below(String parent) {
        return new Difference(path.isEmpty() ? parent : parent + "." + path, intended, active);
    }

    static String shown(JsonNode node) {
        if (node.isMissingNode()) {
            return "";
        }
        var text = text(node);
        return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    }

    private static String text(JsonNode node) {
        if (node instanceof POJONode pojo && pojo.getPojo() instanceof Expected expected) {
            return expected.text();
        }
        if (node.isObject()) {
            var parts = new ArrayList<String>();
            node.properties().forEach(field -> parts.add(field.getKey() + ": " + text(field.getValue())));
            return "{" + String.join(", ", parts) + "}";
        }
        if (node.isArray()) {
            var parts = new ArrayList<String>();
            node.forEach(item -> parts.add(text(item)));
            return "[" + String.join(", ", parts) + "]";
        }
        return node.asString("");
    }
}
