package dev.meshwright.access.reach;

import dev.meshwright.access.Membership.Proxy;
import dev.meshwright.access.PeerAuthentication.Mode;
import dev.meshwright.access.PeerModes;
import dev.meshwright.access.reach.Answer.Layer;
import dev.meshwright.access.reach.Answer.Reason;
import dev.meshwright.access.reach.Answer.Verdict;
import dev.meshwright.topology.Workload;
import java.util.Optional;

/// How caller and callee connect: what the caller's proxy starts, and what the callee's takes.
final class Connection {
    private final Party from;
    private final Workload to;
    private final Proxy proxy;
    private final String wanted;
    private final Optional<DestinationRules.Tls> tls;
    private final PeerModes.Effective mode;

    /// @param proxy the callee's
    /// @param tls what the caller's side sets
    /// @param mode what the callee's side takes
    Connection(Party from, Workload to, Proxy proxy, Optional<DestinationRules.Tls> tls, PeerModes.Effective mode) {
        this.from = from;
        this.to = to;
        this.proxy = proxy;
        this.tls = tls;
        this.wanted = tls.map(DestinationRules.Tls::mode).orElse("");
        this.mode = mode;
    }

    /// Whether both ends show certificates of the mesh. Unless a rule says otherwise, callers' proxies start mutual TLS
    /// with every callee that takes it.
    boolean isMutual() {
        boolean able = from.shown().peer() != null && proxy != Proxy.NONE;
        return able && (wanted.equals("ISTIO_MUTUAL") || (wanted.isEmpty() && mode.mode() != Mode.DISABLE));
    }

    Reason reason() {
        boolean hasIdentity = from.shown().peer() != null;
        if (hasIdentity && (wanted.equals("SIMPLE") || wanted.equals("MUTUAL"))) {
            return byRule(
                    mode.mode() == Mode.STRICT && proxy != Proxy.NONE ? Verdict.NO : Verdict.UNDECIDED,
                    "TLS of the application instead of the mesh's, by ");
        }
        if (hasIdentity && wanted.equals("ISTIO_MUTUAL") && (proxy == Proxy.NONE || mode.mode() == Mode.DISABLE)) {
            return byRule(Verdict.NO, "503: " + to.id() + " does not take the mutual TLS that is started by ");
        }
        if (isMutual()) {
            return byMode(Verdict.YES, "mutual TLS as " + from.shown().text() + ": ");
        }
        if (proxy == Proxy.NONE) {
            return Reason.of(Layer.CONNECTION, Verdict.YES, "plaintext: " + to.id() + " has no proxy");
        }
        if (hasIdentity && wanted.equals("DISABLE")) {
            return byRule(
                    mode.mode() == Mode.STRICT ? Verdict.NO : Verdict.YES,
                    mode.mode() == Mode.STRICT ? "plaintext to a port that is STRICT, by " : "plaintext, by ");
        }
        return byMode(mode.mode() == Mode.STRICT ? Verdict.NO : Verdict.YES, "plaintext: ");
    }

    private Reason byRule(Verdict verdict, String text) {
        var rule = tls.orElseThrow();
        var name = "DestinationRule " + rule.rule().id();
        return Reason.of(
                Layer.CONNECTION, verdict, text + name, name, rule.node().where());
    }

    private Reason byMode(Verdict verdict, String text) {
        var by = mode.by();
        if (by == null) {
            return Reason.of(Layer.CONNECTION, verdict, text + "PERMISSIVE, because no PeerAuthentication applies");
        }
        var name = "PeerAuthentication " + by.id();
        var where = mode.where();
        return Reason.of(
                Layer.CONNECTION,
                verdict,
                text + mode.mode() + " by " + name,
                name,
                where == null ? by.object().where() : where);
    }
}
