package dev.meshwright.topology;

import dev.meshwright.manifest.Node;
import java.util.ArrayList;
import java.util.List;

/// Annotations of the pod template that hold the address of a helper: proxy configuration, Vault, Dapr.
final class AnnotationDetector implements Detector {
    @Override
    public List<Setting.Group> settings(Workload workload, Configs configs) {
        var settings = new ArrayList<Setting>();
        String[] path = switch (workload.kind()) {
            case "Pod" -> new String[] {"metadata", "annotations"};
            case "CronJob" -> new String[] {"spec", "jobTemplate", "spec", "template", "metadata", "annotations"};
            default -> new String[] {"spec", "template", "metadata", "annotations"};
        };
        for (var entry : workload.manifest().root().entries(path)) {
            if (entry.value() instanceof Node.Scalar value && !entry.key().startsWith("kubectl.kubernetes.io/")) {
                settings.add(new Setting(entry.key(), value.text(), entry.where(), "annotation", Setting.Reach.OWN));
            }
        }
        return List.of(new Setting.Group(workload, settings));
    }
}
