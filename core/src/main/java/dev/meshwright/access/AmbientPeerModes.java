package dev.meshwright.access;

import dev.meshwright.access.PeerAuthentication.Mode;
import dev.meshwright.access.PeerAuthentication.PortMode;
import dev.meshwright.access.PeerModes.Attached;
import dev.meshwright.access.PeerModes.Effective;
import dev.meshwright.access.PeerModes.Levels;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Peer authentication as istiod tells it to ztunnel: as policies that refuse callers without an identity. ztunnel
/// always takes mutual TLS, so that DISABLE is PERMISSIVE. A policy for a workload with ports of their own replaces
/// the plain one for STRICT, and some exceptions get lost on the way; they are reproduced here, because that is what
/// runs.
final class AmbientPeerModes {
    private static final Set<Mode> NOT_STRICT = EnumSet.of(Mode.PERMISSIVE, Mode.DISABLE);

    private AmbientPeerModes() {}

    static Effective of(Levels levels, int port) {
        var own = levels.workload();
        var whole = levels.mode();
        if (own == null || !hasOwnPolicy(own, whole.mode())) {
            return permissiveUnlessStrict(whole);
        }
        for (var one : own.ports()) {
            if (one.port() == port && one.mode() == Mode.STRICT && isConverted(levels, own)) {
                return new Effective(Mode.STRICT, own, one.where());
            }
        }
        boolean strictElsewhere =
                whole.mode() == Mode.STRICT && !exempted(levels, own).isEmpty();
        boolean isExempted = exempted(levels, own).stream().anyMatch(one -> one.port() == port);
        return strictElsewhere && !isExempted ? whole : new Effective(Mode.PERMISSIVE, own, own.modeWhere());
    }

    static Attached attached(Levels levels) {
        var own = levels.workload();
        var whole = levels.mode().mode();
        return own != null && hasOwnPolicy(own, whole)
                ? new Attached(false, own)
                : new Attached(whole == Mode.STRICT, null);
    }

    private static Effective permissiveUnlessStrict(Effective whole) {
        return whole.mode() == Mode.STRICT ? whole : new Effective(Mode.PERMISSIVE, whole.by(), whole.where());
    }

    /// Whether the ports make istiod attach a policy of the workload's own instead of the plain one. An exception by
    /// DISABLE alone counts only where the workload's own mode is STRICT.
    private static boolean hasOwnPolicy(PeerAuthentication own, Mode whole) {
        if (whole != Mode.STRICT) {
            return has(own, EnumSet.of(Mode.STRICT));
        }
        return has(own, own.mode() == Mode.STRICT ? NOT_STRICT : EnumSet.of(Mode.PERMISSIVE));
    }

    private static boolean has(PeerAuthentication own, Set<Mode> modes) {
        return own.ports().stream().anyMatch(port -> modes.contains(port.mode()));
    }

    /// Whether a port's STRICT makes it into the workload's own policy. It is left out where a level above says STRICT
    /// already, even if a level between takes that back.
    private static boolean isConverted(Levels levels, PeerAuthentication own) {
        boolean byNamespace = own.mode() == Mode.UNSET && modeOf(levels.namespace()) == Mode.STRICT;
        boolean byMesh = modeOf(levels.namespace()) == Mode.UNSET && modeOf(levels.mesh()) == Mode.STRICT;
        return own.mode() != Mode.STRICT && !byNamespace && !byMesh;
    }

    /// The ports that the workload's own policy leaves out of STRICT. A namespace's policy without a mode makes istiod
    /// forget them, and with them all of the policy.
    private static List<PortMode> exempted(Levels levels, PeerAuthentication own) {
        boolean isForgotten = own.mode() == Mode.UNSET
                && (levels.namespace() == null
                        ? modeOf(levels.mesh()) != Mode.STRICT
                        : modeOf(levels.namespace()) != Mode.STRICT);
        return isForgotten
                ? List.of()
                : own.ports().stream()
                        .filter(port -> NOT_STRICT.contains(port.mode()))
                        .toList();
    }

    private static Mode modeOf(@Nullable PeerAuthentication level) {
        return level == null ? Mode.UNSET : level.mode();
    }
}
