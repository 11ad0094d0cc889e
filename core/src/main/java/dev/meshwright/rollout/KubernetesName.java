package dev.meshwright.rollout;

import dev.meshwright.topology.Workload;
import java.util.regex.Pattern;

/// The names that Kubernetes takes. The plan's scripts read names from plain lists, so what is none of them never gets
/// there.
final class KubernetesName {
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern SUBDOMAIN = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");
    private static final Pattern LABEL_KEY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]*");
    private static final Pattern LABEL_VALUE = Pattern.compile("[A-Za-z0-9._-]*");

    private KubernetesName() {}

    static boolean isTaken(String namespace, String name) {
        return LABEL.matcher(namespace).matches() && SUBDOMAIN.matcher(name).matches();
    }

    /// Whether the workload can exist, and its pods can be selected by their labels.
    static boolean isTaken(Workload workload) {
        return isTaken(workload.namespace(), workload.name())
                && workload.labels().entrySet().stream()
                        .allMatch(label -> LABEL_KEY.matcher(label.getKey()).matches()
                                && LABEL_VALUE.matcher(label.getValue()).matches());
    }
}
