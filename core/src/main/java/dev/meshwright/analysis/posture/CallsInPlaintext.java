package dev.meshwright.analysis.posture;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.analysis.posture.SecuredCall.Outcome;
import dev.meshwright.topology.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A workload is known to make calls in plaintext, from the mesh or into it.
final class CallsInPlaintext implements Rule {
    private static final int SHOWN = 3;

    private static final RuleInfo INFO = new RuleInfo(
            "MW2204",
            "CallsInPlaintext",
            Category.SECURITY,
            Severity.INFO,
            "A workload is known to call in plaintext",
            "Mutual TLS needs a proxy at both ends that starts it and takes it. These calls are what is still to do before the"
                    + " mesh can be STRICT; `meshwright review` says of each call how far it is.",
            "Bring the ends that have no proxy into the mesh; remove DISABLE from PeerAuthentications and"
                    + " DestinationRules.",
            Examples.permissiveCart() + Examples.caller("team: web"),
            Examples.permissiveCart() + Examples.caller("istio-injection: enabled"),
            "https://istio.io/latest/docs/tasks/security/authentication/mtls-migration/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        var tls = MutualTls.of(mesh);
        var byCaller = new LinkedHashMap<Workload, List<SecuredCall>>();
        for (var call : tls.calls()) {
            if (call.outcome() == Outcome.PLAINTEXT && (tls.isSaidToBeIn(call.from()) || tls.isSaidToBeIn(call.to()))) {
                byCaller.computeIfAbsent(call.from(), _ -> new ArrayList<>()).add(call);
            }
        }
        return byCaller.entrySet().stream().map(entry -> finding(entry.getKey(), entry.getValue()));
    }

    private static Finding finding(Workload from, List<SecuredCall> calls) {
        var shown = calls.stream().limit(SHOWN).map(SecuredCall::callee).collect(Collectors.joining(", "));
        return Finding.of(
                INFO,
                from.manifest(),
                from.where(),
                "",
                from.id() + " calls in plaintext: " + shown
                        + (calls.size() > SHOWN ? " and " + (calls.size() - SHOWN) + " more" : ""),
                INFO.fix());
    }
}
