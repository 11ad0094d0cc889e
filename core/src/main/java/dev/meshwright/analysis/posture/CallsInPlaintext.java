package dev.meshwright.analysis.posture;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.analysis.posture.SecuredCall.Outcome;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Some of the known calls are in plaintext: said once, with the share of those that are not.
final class CallsInPlaintext implements Rule {
    private static final int SHOWN = 3;

    private static final RuleInfo INFO = new RuleInfo(
            "MW2204",
            "CallsInPlaintext",
            Category.SECURITY,
            Severity.INFO,
            "Some known calls are in plaintext",
            "Mutual TLS needs a proxy at both ends that starts it and takes it. The share of calls that have it is what"
                    + " there is still to do before the mesh can be STRICT.",
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
        if (!MutualTls.of(mesh).tellsMembership()) {
            return Stream.empty();
        }
        var coverage = Coverage.of(mesh);
        var plaintext = coverage.with(Outcome.PLAINTEXT);
        return plaintext.stream()
                .limit(1)
                .map(first -> Finding.of(
                        INFO,
                        first.from().manifest(),
                        first.from().where(),
                        "",
                        coverage.percent() + " % of " + coverage.calls().size()
                                + " known calls are by mutual TLS; in plaintext: "
                                + plaintext.stream()
                                        .limit(SHOWN)
                                        .map(SecuredCall::shown)
                                        .collect(Collectors.joining(", "))
                                + (plaintext.size() > SHOWN ? " and " + (plaintext.size() - SHOWN) + " more" : ""),
                        INFO.fix()));
    }
}
