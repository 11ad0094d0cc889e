package dev.meshwright.topology;

import dev.meshwright.manifest.ManifestReader;
import java.util.List;

/// What a detector finds in the first workload of some manifests.
final class Settings {
    private Settings() {}

    static List<Setting> found(Detector detector, String yaml) {
        var manifests = ManifestReader.parse("test.yaml", yaml);
        var workloads = Workloads.of(manifests);
        var owners = Owners.of(ServiceReader.services(manifests, workloads));
        var configs = Configs.of(manifests, workloads, owners);
        return detector.settings(workloads.getFirst(), configs).stream()
                .flatMap(group -> group.settings().stream())
                .toList();
    }

    /// The settings as `key=value`.
    static List<String> texts(Detector detector, String yaml) {
        return found(detector, yaml).stream()
                .map(setting -> setting.key().text() + "=" + setting.value())
                .toList();
    }

    /// A Deployment `caller` with one container of these fields.
    static String caller(String fields) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: caller}
                spec: {template: {metadata: {labels: {app: caller}}, spec: {containers: [{name: main, %s}]}}}
                ---
                """.formatted(fields);
    }

    static String configMap(String name, String data) {
        return """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: %s}
                data: %s
                ---
                """.formatted(name, data);
    }
}
