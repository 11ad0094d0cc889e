package dev.meshwright.access;

import dev.meshwright.access.PeerAuthentication.Mode;
import dev.meshwright.access.PeerAuthentication.PortMode;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Manifests;
import dev.meshwright.manifest.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Reads the peer authentications among manifests.
public final class PeerAuthentications {
    private static final String NEVER = "9999";

    private PeerAuthentications() {}

    /// The oldest first, because the oldest wins; those that are not created yet in the order of the input, last.
    public static List<PeerAuthentication> in(Manifests manifests) {
        return manifests
                .ofKind("security.istio.io", "PeerAuthentication")
                .sorted(Comparator.comparing(PeerAuthentications::created))
                .map(PeerAuthentications::read)
                .toList();
    }

    private static String created(Manifest object) {
        return object.root().text("metadata", "creationTimestamp").orElse(NEVER);
    }

    private static PeerAuthentication read(Manifest object) {
        var root = object.root();
        return new PeerAuthentication(
                object,
                Selectors.matchLabels(root),
                mode(root, "spec", "mtls", "mode"),
                object.where("spec", "mtls", "mode"),
                ports(root));
    }

    private static List<PortMode> ports(Node root) {
        var ports = new ArrayList<PortMode>();
        for (var entry : root.entries("spec", "portLevelMtls")) {
            if (entry.key().matches("[0-9]{1,5}")) {
                ports.add(new PortMode(entry.where(), Integer.parseInt(entry.key()), mode(entry.value(), "mode")));
            }
        }
        return ports;
    }

    private static Mode mode(Node node, String... keys) {
        return switch (node.text(keys).orElse("")) {
            case "DISABLE" -> Mode.DISABLE;
            case "PERMISSIVE" -> Mode.PERMISSIVE;
            case "STRICT" -> Mode.STRICT;
            default -> Mode.UNSET;
        };
    }
}
