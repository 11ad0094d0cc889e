package dev.meshwright.manifest.kustomize;

import dev.meshwright.manifest.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Follows renamed objects: fields of Kubernetes' own kinds that name another object get its new name.
final class NameReferences {
    private static final List<Field> OF_PODS = List.of(
            Field.of("ConfigMap", "volumes/configMap/name"),
            Field.of("ConfigMap", "volumes/projected/sources/configMap/name"),
            Field.of("ConfigMap", "containers/env/valueFrom/configMapKeyRef/name"),
            Field.of("ConfigMap", "initContainers/env/valueFrom/configMapKeyRef/name"),
            Field.of("ConfigMap", "containers/envFrom/configMapRef/name"),
            Field.of("ConfigMap", "initContainers/envFrom/configMapRef/name"),
            Field.of("Secret", "volumes/secret/secretName"),
            Field.of("Secret", "volumes/projected/sources/secret/name"),
            Field.of("Secret", "containers/env/valueFrom/secretKeyRef/name"),
            Field.of("Secret", "initContainers/env/valueFrom/secretKeyRef/name"),
            Field.of("Secret", "containers/envFrom/secretRef/name"),
            Field.of("Secret", "initContainers/envFrom/secretRef/name"),
            Field.of("Secret", "imagePullSecrets/name"),
            Field.of("ServiceAccount", "serviceAccountName"),
            Field.of("ServiceAccount", "serviceAccount"),
            Field.of("PersistentVolumeClaim", "volumes/persistentVolumeClaim/claimName"),
            Field.of("PriorityClass", "priorityClassName"));
    private static final Map<String, String> PODS = Map.of(
            "Pod", "spec",
            "Deployment", "spec/template/spec",
            "StatefulSet", "spec/template/spec",
            "DaemonSet", "spec/template/spec",
            "ReplicaSet", "spec/template/spec",
            "ReplicationController", "spec/template/spec",
            "Job", "spec/template/spec",
            "CronJob", "spec/jobTemplate/spec/template/spec");
    private static final Map<String, List<Field>> OTHERS = Map.of(
            "StatefulSet", List.of(Field.of("Service", "spec/serviceName")),
            "Ingress",
                    List.of(
                            Field.of("Service", "spec/rules/http/paths/backend/service/name"),
                            Field.of("Service", "spec/rules/http/paths/backend/serviceName"),
                            Field.of("Service", "spec/defaultBackend/service/name"),
                            Field.of("Service", "spec/backend/serviceName"),
                            Field.of("Secret", "spec/tls/secretName")),
            "ServiceAccount", List.of(Field.of("Secret", "secrets/name"), Field.of("Secret", "imagePullSecrets/name")),
            "PersistentVolumeClaim",
                    List.of(
                            Field.of("PersistentVolume", "spec/volumeName"),
                            Field.of("StorageClass", "spec/storageClassName")),
            "ValidatingWebhookConfiguration", List.of(Field.of("Service", "webhooks/clientConfig/service/name")),
            "MutatingWebhookConfiguration", List.of(Field.of("Service", "webhooks/clientConfig/service/name")));

    private final List<Resource> resources;

    private record Field(String kind, List<String> path) {
        static Field of(String kind, String path) {
            return new Field(kind, List.of(path.split("/", -1)));
        }

        Field below(String parent) {
            var longer = new ArrayList<>(List.of(parent.split("/", -1)));
            longer.addAll(path);
            return new Field(kind, longer);
        }
    }

    private NameReferences(List<Resource> resources) {
        this.resources = resources;
    }

    static List<Resource> follow(List<Resource> resources) {
        boolean isRenamed =
                resources.stream().anyMatch(resource -> !resource.before().isEmpty());
        var references = new NameReferences(resources);
        return isRenamed ? resources.stream().map(references::follow).toList() : resources;
    }

    private Resource follow(Resource resource) {
        var fields = new ArrayList<>(OTHERS.getOrDefault(resource.kind(), List.of()));
        var pod = PODS.get(resource.kind());
        if (pod != null) {
            OF_PODS.forEach(field -> fields.add(field.below(pod)));
        }
        Node root = resource.root();
        for (var field : fields) {
            root = Trees.change(root, field.path(), value -> renamed(resource, field.kind(), value));
        }
        if (resource.kind().endsWith("RoleBinding")) {
            root = Trees.change(root, List.of("subjects"), subject -> subject(resource, subject));
            root = typed(resource, root, List.of("roleRef"));
        }
        if (resource.kind().equals("HorizontalPodAutoscaler")) {
            root = typed(resource, root, List.of("spec", "scaleTargetRef"));
        }
        return new Resource((Node.Mapping) root, resource.before(), resource.isHashed());
    }

    private Node renamed(Resource from, String kind, Node value) {
        return value.text()
                .flatMap(name -> target(from, kind, name, from.namespace()))
                .<Node>map(target -> Trees.text(value.where(), target.name()))
                .orElse(value);
    }

    /// A reference that says which kind it means.
    private Node typed(Resource from, Node root, List<String> path) {
        return Trees.change(
                root,
                path,
                reference ->
                        reference instanceof Node.Mapping map && map.get("name").isPresent()
                                ? Trees.with(
                                        map,
                                        "name",
                                        renamed(
                                                from,
                                                map.text("kind").orElse(""),
                                                map.get("name").get()))
                                : reference);
    }

    private Node subject(Resource from, Node subject) {
        if (!subject.text("kind").orElse("").equals("ServiceAccount")) {
            return subject;
        }
        String namespace = subject.text("namespace").orElse(from.namespace());
        return subject.text("name")
                .flatMap(name -> target(from, "ServiceAccount", name, namespace))
                .map(account -> {
                    var where = subject.where();
                    var named = Trees.put(subject, List.of("name"), Trees.text(where, account.name()));
                    return account.namespace().isEmpty()
                            ? named
                            : Trees.put(named, List.of("namespace"), Trees.text(where, account.namespace()));
                })
                .orElse(subject);
    }

    /// The one object of a kind that bears or bore the name; where several did, the one that was renamed like the
    /// object that refers to it.
    private Optional<Resource> target(Resource from, String kind, String name, String namespace) {
        var found = resources.stream()
                .filter(one -> one.kind().equals(kind) && one.isCalled(name))
                .filter(one -> one.isOfCluster() || one.isIn(namespace))
                .toList();
        if (found.size() < 2) {
            return found.stream().findFirst();
        }
        String like = ends(from);
        var alike = found.stream().filter(one -> ends(one).equals(like)).toList();
        return alike.size() == 1 ? Optional.of(alike.getFirst()) : Optional.empty();
    }

    /// What was put before and behind an object's first name.
    private static String ends(Resource resource) {
        if (resource.before().isEmpty()) {
            return "|";
        }
        String first = resource.before().getFirst().name();
        String last = resource.isHashed() ? resource.before().getLast().name() : resource.name();
        int at = last.indexOf(first);
        return at < 0 ? "|" : last.substring(0, at) + "|" + last.substring(at + first.length());
    }
}
