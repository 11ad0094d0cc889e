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

    Verdict verdict() {
        boolean isStrict = mode.mode() == Mode.STRICT && proxy != Proxy.NONE;
        if (isOfApplication()) {
            return isStrict ? Verdict.NO : Verdict.UNDECIDED;
        }
        return isNotTaken() || (isStrict && !isMutual()) ? Verdict.NO : Verdict.YES;
    }

    private boolean hasIdentity() {
        return from.shown().peer() != null;
    }

    private boolean isOfApplication() {
        return hasIdentity() && (wanted.equals("SIMPLE") || wanted.equals("MUTUAL"));
    }

    private boolean isNotTaken() {
        return hasIdentity() && wanted.equals("ISTIO_MUTUAL") && (proxy == Proxy.NONE || mode.mode() == Mode.DISABLE);
    }

    Reason reason() {
        if (isOfApplication()) {
            return byRule("TLS of the application instead of the mesh's, by ");
        }
        if (isNotTaken()) {
            return byRule("503: " + to.id() + " does not take the mutual TLS that is started by ");
        }
        if (isMutual()) {
            return byMode("mutual TLS as " + from.shown().text() + ": ");
        }
        if (proxy == Proxy.NONE) {
            return Reason.of(Layer.CONNECTION, verdict(), "plaintext: " + to.id() + " has no proxy");
        }
        if (hasIdentity() && wanted.equals("DISABLE")) {
            return byRule(mode.mode() == Mode.STRICT ? "plaintext to a port that is STRICT, by " : "plaintext, by ");
        }
        return byMode("plaintext: ");
    }

    private Reason byRule(String text) {
        var rule = tls.orElseThrow();
        var name = "DestinationRule " + rule.rule().id();
        return Reason.of(
                Layer.CONNECTION, verdict(), text + name, name, rule.node().where());
    }

    private Reason byMode(String text) {
        var by = mode.by();
        if (by == null) {
            return Reason.of(Layer.CONNECTION, verdict(), text + "PERMISSIVE, because no PeerAuthentication applies");
        }
        var name = "PeerAuthentication " + by.id();
        var where = mode.where();
        return Reason.of(
                Layer.CONNECTION,
                verdict(),
                text + mode.mode() + " by " + name,
                name,
                where == null ? by.object().where() : where);
    }
}
