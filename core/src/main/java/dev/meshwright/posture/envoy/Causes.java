package dev.meshwright.posture.envoy;

import dev.meshwright.posture.Mismatch;
import dev.meshwright.posture.MismatchCode;
import java.util.List;

/// Leaves out what follows from another mismatch: istiod marks endpoints by how their cluster and their workload take
/// connections, so that an endpoint without TLS behind a cluster that is reported tells nothing new; and a proxy that
/// does not run the newest is known by what it runs instead, where that is reported.
final class Causes {
    private static final String ENDPOINT = "endpoint/";

    private Causes() {}

    static List<Mismatch> only(List<Mismatch> all) {
        return all.stream().filter(one -> !isConsequence(one, all)).toList();
    }

    private static boolean isConsequence(Mismatch mismatch, List<Mismatch> all) {
        if (mismatch.code().equals(MismatchCode.STALE.code())) {
            var kind = mismatch.resource().replaceFirst("\\*$", "");
            return all.stream()
                    .anyMatch(other -> !other.equals(mismatch)
                            && (other.resource().startsWith(kind)
                                    || other.resource().startsWith("warming-" + kind)
                                    || other.resource().startsWith(kind.replace("/", "-error/"))));
        }
        if (!mismatch.resource().startsWith(ENDPOINT)) {
            return false;
        }
        var cluster = mismatch.resource().substring(ENDPOINT.length());
        boolean ofCluster = all.stream()
                .anyMatch(other -> other.resource().equals("cluster/" + cluster)
                        || other.resource().equals("static-cluster/" + cluster));
        boolean ofInbound = all.stream().anyMatch(other -> other.code().equals(MismatchCode.PLAINTEXT_INBOUND.code()));
        return switch (MismatchCode.of(mismatch.code()).orElseThrow()) {
            case UPSTREAM_TLS -> ofCluster || ofInbound;
            case VIEWS_DISAGREE -> ofCluster;
            default -> false;
        };
    }
}
