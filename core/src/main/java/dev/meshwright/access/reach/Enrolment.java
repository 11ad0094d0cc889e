package dev.meshwright.access.reach;

import dev.meshwright.access.Waypoint;
import java.util.Optional;

/// What comes of a label that names a waypoint. In every state but BOUND traffic goes without it, also where another
/// level names one that would do.
///
/// @param waypoint the one that is named, whether or not it exists
/// @param inherited whether the label is the namespace's
public record Enrolment(Waypoint waypoint, boolean inherited, State state) {
    public enum State {
        BOUND,
        /// There is no such Gateway.
        MISSING,
        /// The Gateway is not a waypoint.
        OTHER_CLASS,
        /// Its status has no address, so that no pod of it has been ready yet.
        NOT_READY,
        /// Its listener does not let objects of this namespace attach.
        NOT_ALLOWED,
        /// It is not for traffic of this sort: to Services, or to pods.
        OTHER_TRAFFIC
    }

    /// `namespace/name` of the Gateway.
    public String gateway() {
        return waypoint.namespace() + "/" + waypoint.name();
    }

    /// The waypoint, where it takes the traffic.
    public Optional<Waypoint> bound() {
        return state == State.BOUND ? Optional.of(waypoint) : Optional.empty();
    }
}
