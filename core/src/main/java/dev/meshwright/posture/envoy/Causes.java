package dev.meshwright.posture.envoy;

import dev.meshwright.posture.Mismatch;
import dev.meshwright.posture.MismatchCode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Leaves out what follows from another mismatch: istiod marks endpoints by how their cluster and their workload take
/// connections, so that an endpoint without TLS behind a cluster that is reported tells nothing new; and a proxy that
/// does not run the newest is known by what it runs instead, where that is reported.
final class Causes {
    private static final String ENDPOINT = "endpoint/";
    private static final String ALL_OF_KIND = "/*";

    private final Set<String> resources = new HashSet<>();
    private final Set<String> kinds = new HashSet<>();
    private final Set<String> codes = new HashSet<>();

    private Causes(List<Mismatch> all) {
        for (var one : all) {
            codes.add(one.code());
            if (!one.resource().endsWith(ALL_OF_KIND)) {
                resources.add(one.resource());
                kinds.add(one.resource().substring(0, one.resource().indexOf('/')));
            }
        }
    }

    static List<Mismatch> only(List<Mismatch> all) {
        var causes = new Causes(all);
        return all.stream().filter(one -> !causes.isConsequence(one)).toList();
    }

    private boolean isConsequence(Mismatch mismatch) {
        return switch (MismatchCode.of(mismatch.code()).orElseThrow()) {
            case STALE ->
                hasOfKind(mismatch.resource().substring(0, mismatch.resource().indexOf('/')));
            case UPSTREAM_TLS -> isEndpoint(mismatch) && (hasCluster(mismatch) || hasPlaintext());
            case VIEWS_DISAGREE -> isEndpoint(mismatch) && hasCluster(mismatch);
            default -> false;
        };
    }

    private boolean hasOfKind(String kind) {
        return kinds.contains(kind) || kinds.contains("warming-" + kind) || kinds.contains(kind + "-error");
    }

    private static boolean isEndpoint(Mismatch mismatch) {
        return mismatch.resource().startsWith(ENDPOINT);
    }

    private boolean hasCluster(Mismatch endpoint) {
        var cluster = endpoint.resource().substring(ENDPOINT.length());
        return resources.contains("cluster/" + cluster) || resources.contains("static-cluster/" + cluster);
    }

    /// The workload's own instances are among those that callers reach without TLS then.
    private boolean hasPlaintext() {
        return codes.contains(MismatchCode.PLAINTEXT_INBOUND.code());
    }
}
