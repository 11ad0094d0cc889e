package dev.meshwright.trust.tuf;

import dev.meshwright.trust.RefusedException;
import dev.meshwright.trust.json.CanonicalJson;
import dev.meshwright.trust.json.Json;
import dev.meshwright.trust.json.JsonReader;
import dev.meshwright.trust.signature.Signer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/// Drafts on their way to people who sign on other machines, and back.
public record SigningRequest(List<Item> items) {
    public SigningRequest {
        items = List.copyOf(items);
    }

    /// One draft.
    /// @param keyIds whose signatures count
    public record Item(Draft draft, List<String> keyIds) {
        public Item {
            keyIds = List.copyOf(keyIds);
        }

        private boolean takes(Signer signer) {
            return keyIds.contains(signer.key().keyId());
        }

        private Item signedBy(Signer signer) {
            return new Item(draft.signedBy(signer), keyIds);
        }
    }

    /// The request of these bytes.
    /// @throws RefusedException if they are none
    public static SigningRequest read(byte[] json) {
        var items = new ArrayList<Item>();
        for (var item : JsonReader.readObject(json).array("drafts")) {
            if (!(item instanceof Json.Obj object)) {
                throw new RefusedException("a draft of the signing request is not an object");
            }
            var draft = Draft.read(object.text("role"), CanonicalJson.jcs(object.object("metadata")));
            items.add(new Item(draft, object.texts("keyids")));
        }
        return new SigningRequest(items);
    }

    public byte[] bytes() {
        var drafts = new ArrayList<Json>();
        for (var item : items) {
            var members = new TreeMap<String, Json>();
            members.put("role", new Json.Text(item.draft().role()));
            members.put(
                    "keyids",
                    new Json.Arr(
                            item.keyIds().stream().<Json>map(Json.Text::new).toList()));
            members.put("metadata", JsonReader.read(item.draft().bytes()));
            drafts.add(new Json.Obj(members));
        }
        var members = new TreeMap<String, Json>();
        members.put("drafts", new Json.Arr(drafts));
        return CanonicalJson.jcs(new Json.Obj(members));
    }

    /// The same with the signatures of these keys on the drafts that they are for.
    /// @throws RefusedException if a key is for none of them
    public SigningRequest signedBy(Collection<? extends Signer> signers) {
        var signed = items;
        for (var signer : signers) {
            if (items.stream().noneMatch(item -> item.takes(signer))) {
                throw new RefusedException("none of these drafts takes a signature of " + signer.key());
            }
            signed = signed.stream()
                    .map(item -> item.takes(signer) ? item.signedBy(signer) : item)
                    .toList();
        }
        return new SigningRequest(signed);
    }
}
