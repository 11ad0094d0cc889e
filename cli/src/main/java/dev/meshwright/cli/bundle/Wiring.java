package dev.meshwright.cli.bundle;

import dev.meshwright.MeshwrightException;
import dev.meshwright.generate.GeneratedFile;
import dev.meshwright.trust.bundle.WorkloadClass;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Puts the gate in front of a workload: a kustomize component with a patch of the workload and what it needs.
///
/// @param kind of the workload: Deployment, StatefulSet, DaemonSet
/// @param image of the agent, by digest
/// @param repository a URL with https, or the name of a PersistentVolumeClaim that holds the repository
/// @param root the trusted root metadata
/// @param floor the counter below which nothing may run
/// @param statePath a folder of the node that keeps the state; null for state that goes with its pod
/// @param nativeSidecar whether the proxy may stay a native sidecar, which Istio starts before the gate
/// @param verifier `namespace/name` of the service account that says when a pod is ready; null for no such condition
public record Wiring(
        WorkloadClass workloadClass,
        String kind,
        String image,
        String repository,
        List<String> pins,
        String root,
        long floor,
        @Nullable String statePath,
        boolean nativeSidecar,
        @Nullable String verifier) {
    /// The condition that a pod has once what runs in it was compared with what was verified.
    private static final String CONDITION = "meshwright.io/config-verified";

    private static final Pattern BY_DIGEST = Pattern.compile("[a-z0-9][a-zA-Z0-9._:/-]*@sha256:[0-9a-f]{64}");
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]*[a-z0-9])?");

    public Wiring {
        pins = List.copyOf(pins);
        if (!BY_DIGEST.matcher(image).matches()) {
            throw new MeshwrightException(
                    "the image \"" + image + "\" is not named by its digest (NAME@sha256:…). Nothing was written.");
        }
        boolean isUrl = repository.startsWith("https://");
        if (!isUrl && !NAME.matcher(repository).matches()) {
            throw new MeshwrightException("the repository \"" + repository
                    + "\" is neither a URL with https nor the name of a PersistentVolumeClaim. Nothing was written.");
        }
        if (isUrl == pins.isEmpty()) {
            throw new MeshwrightException(
                    "a repository with a URL needs the key of its server, --pin SHA256, and one in a"
                            + " volume has none. Nothing was written.");
        }
        if (verifier != null && !verifier.matches("[a-z0-9-]+/[a-z0-9.-]+")) {
            throw new MeshwrightException("\"" + verifier + "\" is not a service account: write NAMESPACE/NAME.");
        }
    }

    private boolean isMounted() {
        return !repository.startsWith("https://");
    }

    /// The files of the component.
    public List<GeneratedFile> files() {
        var files = new ArrayList<GeneratedFile>();
        files.add(new GeneratedFile("kustomization.yaml", component()));
        files.add(new GeneratedFile("trust.yaml", trust()));
        files.add(new GeneratedFile("gate.yaml", gate()));
        if (verifier != null) {
            files.add(new GeneratedFile("verifier.yaml", access(verifier)));
        }
        return files;
    }

    private String component() {
        return """
                # Generated: the gate in front of %s. Use it as a component of the kustomization that has the workload.
                apiVersion: kustomize.config.k8s.io/v1alpha1
                kind: Component
                resources:
                  - trust.yaml
                %spatches:
                  - path: gate.yaml
                """.formatted(workloadClass, verifier == null ? "" : "  - verifier.yaml\n");
    }

    /// What to trust is deployed with the pod, and reviewed with it.
    private String trust() {
        return """
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: %s-gate
                  namespace: %s
                data:
                  root.json: |
                %s""".formatted(workloadClass.name(), workloadClass.namespace(), indented(root));
    }

    private static String indented(String text) {
        return text.strip().lines().map(line -> "    " + line + "\n").reduce("", String::concat);
    }

    private String gate() {
        var text = new StringBuilder("""
                apiVersion: apps/v1
                kind: %s
                metadata:
                  name: %s
                  namespace: %s
                spec:
                  template:
                """.formatted(kind, workloadClass.name(), workloadClass.namespace()));
        text.append("""
                    metadata:
                      annotations:
                        sidecar.istio.io/userVolumeMount: |
                          [{"name": "meshwright-config", "mountPath": "/etc/meshwright", "readOnly": true}]
                """);
        if (!nativeSidecar) {
            text.append("""
                            # As a native sidecar the proxy would start before the gate.
                            sidecar.istio.io/nativeSidecar: "false"
                    """);
        }
        text.append("    spec:\n");
        if (verifier != null) {
            text.append("      readinessGates:\n        - conditionType: ")
                    .append(CONDITION)
                    .append('\n');
        }
        text.append("""
                      initContainers:
                        - name: meshwright-gate
                          image: %s
                          args:
                """.formatted(image));
        arguments().forEach(word -> text.append("            - ").append(word).append('\n'));
        text.append("""
                          env:
                            - name: HOSTNAME
                              valueFrom:
                                fieldRef:
                                  fieldPath: metadata.name
                          resources:
                            requests:
                              cpu: 50m
                              memory: 80Mi
                            limits:
                              memory: 128Mi
                          securityContext:
                            allowPrivilegeEscalation: false
                            capabilities:
                              drop: [ALL]
                            readOnlyRootFilesystem: true
                            runAsNonRoot: true
                            # Traffic of the proxy's own user is not led through the proxy, which does not run yet.
                            runAsUser: 1337
                            runAsGroup: 1337
                            seccompProfile:
                              type: RuntimeDefault
                          volumeMounts:
                            - name: meshwright-trust
                              mountPath: /trust
                              readOnly: true
                            - name: meshwright-state
                              mountPath: /state
                            - name: meshwright-config
                              mountPath: /config
                """);
        if (isMounted()) {
            text.append("""
                                - name: meshwright-repository
                                  mountPath: /repository
                                  readOnly: true
                    """);
        }
        return text.append(volumes()).toString();
    }

    private List<String> arguments() {
        var words = new ArrayList<>(List.of("gate", "--class", workloadClass.toString()));
        words.addAll(List.of("--repository", isMounted() ? "/repository" : repository));
        words.addAll(List.of("--state", "/state", "--out", "/config"));
        words.addAll(List.of("--root", "/trust/root.json", "--floor", "\"" + floor + "\""));
        for (var pin : pins) {
            words.add("--pin");
            words.add("\"" + pin + "\"");
        }
        return words;
    }

    private String volumes() {
        var text = new StringBuilder("""
                      volumes:
                        - name: meshwright-trust
                          configMap:
                            name: %s-gate
                        - name: meshwright-config
                          emptyDir: {}
                        - name: meshwright-state
                """.formatted(workloadClass.name()));
        text.append(
                statePath == null
                        ? "          emptyDir: {}\n"
                        : "          hostPath:\n            path: " + statePath + "/" + workloadClass
                                + "\n            type: DirectoryOrCreate\n");
        if (isMounted()) {
            text.append("""
                            - name: meshwright-repository
                              persistentVolumeClaim:
                                claimName: %s
                                readOnly: true
                    """.formatted(repository));
        }
        return text.toString();
    }

    /// The pod itself may not say that it is ready: whoever compared may, and nothing else.
    private String access(String account) {
        int slash = account.indexOf('/');
        return """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: Role
                metadata:
                  name: meshwright-verifier
                  namespace: %1$s
                rules:
                  - apiGroups: [""]
                    resources: [pods]
                    verbs: [get]
                  - apiGroups: [""]
                    resources: [pods/status]
                    verbs: [patch]
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: RoleBinding
                metadata:
                  name: meshwright-verifier
                  namespace: %1$s
                roleRef:
                  apiGroup: rbac.authorization.k8s.io
                  kind: Role
                  name: meshwright-verifier
                subjects:
                  - kind: ServiceAccount
                    name: %3$s
                    namespace: %2$s
                """.formatted(workloadClass.namespace(), account.substring(0, slash), account.substring(slash + 1));
    }
}
