package dev.meshwright.cli;

import dev.meshwright.trust.json.Json;
import dev.meshwright.trust.tuf.Draft;
import dev.meshwright.trust.tuf.SigningRequest;
import java.util.List;

/// What somebody is asked to sign, for reading before it is signed.
final class RequestText {
    private final StringBuilder text = new StringBuilder();

    private RequestText() {}

    static String write(SigningRequest request) {
        var writing = new RequestText();
        request.items().forEach(item -> writing.draft(item.draft()));
        return writing.text.toString();
    }

    private void draft(Draft draft) {
        line("%s version %d, expires %s, %d signatures"
                .formatted(
                        draft.role(),
                        draft.version(),
                        draft.expires(),
                        draft.signatures().size()));
        var content = draft.content();
        if (content.text("_type").equals("root")) {
            var roles = content.object("roles");
            roles.members().keySet().forEach(role -> role(role, roles.object(role)));
        } else {
            targets(content);
        }
    }

    private void targets(Json.Obj content) {
        var targets = content.object("targets");
        for (var path : targets.members().keySet()) {
            var hashes = targets.object(path).object("hashes");
            var first = hashes.members().firstEntry().getKey();
            line("  " + path + "  " + first + " " + hashes.text(first));
        }
        if (content.find("delegations").isPresent()) {
            for (var role : content.object("delegations").array("roles")) {
                if (role instanceof Json.Obj delegation) {
                    role(delegation.text("name") + " for " + covered(delegation), delegation);
                }
            }
        }
    }

    private static String covered(Json.Obj delegation) {
        return String.join(
                ", ",
                delegation.find("paths").isPresent()
                        ? delegation.texts("paths")
                        : List.of("hashes " + String.join(" ", delegation.texts("path_hash_prefixes"))));
    }

    private void role(String name, Json.Obj authority) {
        line("  %s: %d of %s"
                .formatted(name, authority.integer("threshold"), String.join(", ", authority.texts("keyids"))));
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
