package dev.meshwright.posture.envoy;

import dev.meshwright.manifest.Node;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The settings of a `DestinationRule` that count for a port, each as a whole: what a port says of itself replaces
/// everything above, also with what it leaves out.
record TrafficPolicy(
        @Nullable Node connectionPool,
        @Nullable Node outlierDetection,
        @Nullable Node loadBalancer,
        @Nullable Node tls) {
    static final TrafficPolicy NONE = new TrafficPolicy(null, null, null, null);

    /// These settings, replaced by those of a `trafficPolicy` where it has some.
    TrafficPolicy with(Node policy, int port) {
        for (var own : policy.items("portLevelSettings")) {
            if (own.integer("port", "number").filter(number -> number == port).isPresent()) {
                return new TrafficPolicy(
                        own.at("connectionPool").orElse(null),
                        own.at("outlierDetection").orElse(null),
                        own.at("loadBalancer").orElse(null),
                        own.at("tls").orElse(null));
            }
        }
        return new TrafficPolicy(
                or(policy.at("connectionPool"), connectionPool),
                or(policy.at("outlierDetection"), outlierDetection),
                or(policy.at("loadBalancer"), loadBalancer),
                or(policy.at("tls"), tls));
    }

    private static @Nullable Node or(Optional<Node> own, @Nullable Node inherited) {
        return own.orElse(inherited);
    }
}
