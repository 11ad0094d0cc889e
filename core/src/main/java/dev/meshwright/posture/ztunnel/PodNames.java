package dev.meshwright.posture.ztunnel;

import dev.meshwright.topology.Workload;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Which workload a pod is of, by the names that Kubernetes' controllers give to pods.
final class PodNames {
    private static final String RANDOM = "-[a-z0-9]{5}";

    private PodNames() {}

    /// @param name the pod's
    /// @param owner the workload's name as istiod found it; "" or the pod's own name where it found none
    static Optional<Workload> workload(List<Workload> workloads, String namespace, String name, String owner) {
        return workloads.stream()
                .filter(workload -> workload.namespace().equals(namespace))
                .filter(workload -> owner.isEmpty() || owner.equals(name) || owner.equals(ownerOf(workload, owner)))
                .filter(workload -> isPodOf(workload, name))
                .max(Comparator.comparingInt(workload -> workload.name().length()));
    }

    /// istiod names the pods of a CronJob by the CronJob or by its Job.
    private static String ownerOf(Workload workload, String owner) {
        return workload.kind().equals("CronJob") && owner.matches(Pattern.quote(workload.name()) + "-[0-9]+")
                ? owner
                : workload.name();
    }

    private static boolean isPodOf(Workload workload, String pod) {
        var suffix = switch (workload.kind()) {
            case "Pod" -> "";
            case "StatefulSet" -> "-[0-9]+";
            case "Deployment", "Rollout" -> "-[a-z0-9]{1,10}" + RANDOM;
            case "CronJob" -> "-[0-9]+" + RANDOM;
            case "Job" -> "(-[0-9]+)?" + RANDOM;
            default -> RANDOM;
        };
        return pod.matches(Pattern.quote(workload.name()) + suffix);
    }
}
