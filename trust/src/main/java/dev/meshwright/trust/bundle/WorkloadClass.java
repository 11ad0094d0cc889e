package dev.meshwright.trust.bundle;

import dev.meshwright.trust.RefusedException;
import java.util.regex.Pattern;

/// All pods that one Deployment, StatefulSet or the like makes: they run one configuration.
/// Both names are names of Kubernetes, so that they can stand in paths.
public record WorkloadClass(String namespace, String name) {
    private static final String LABEL = "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?";
    private static final Pattern NAMESPACE = Pattern.compile(LABEL);
    private static final Pattern NAME = Pattern.compile(LABEL + "(\\." + LABEL + ")*");
    private static final int LONGEST_NAME = 253;

    public WorkloadClass {
        boolean isName = name.length() <= LONGEST_NAME && NAME.matcher(name).matches();
        if (!NAMESPACE.matcher(namespace).matches() || !isName) {
            throw new RefusedException(
                    "\"" + namespace + "/" + name + "\" is not a workload class: write NAMESPACE/WORKLOAD");
        }
    }

    /// The class of the text `namespace/name`.
    public static WorkloadClass parse(String text) {
        int slash = text.indexOf('/');
        return slash < 0
                ? new WorkloadClass("", text)
                : new WorkloadClass(text.substring(0, slash), text.substring(slash + 1));
    }

    /// `namespace/name`.
    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
