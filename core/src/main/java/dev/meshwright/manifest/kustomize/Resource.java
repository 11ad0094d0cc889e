package dev.meshwright.manifest.kustomize;

import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// An object on its way through a build.
///
/// @param before the names that it had; the first is the one in its file
/// @param isHashed whether its name will end in the hash of what it holds
record Resource(Node.Mapping root, List<Id> before, boolean isHashed) {
    private static final Set<String> CLUSTER_KINDS = Set.of(
            "APIService",
            "CertificateSigningRequest",
            "ClusterRole",
            "ClusterRoleBinding",
            "CSIDriver",
            "CSINode",
            "CustomResourceDefinition",
            "FlowSchema",
            "GatewayClass",
            "IngressClass",
            "MutatingWebhookConfiguration",
            "Namespace",
            "Node",
            "PersistentVolume",
            "PriorityClass",
            "PriorityLevelConfiguration",
            "RuntimeClass",
            "StorageClass",
            "ValidatingAdmissionPolicy",
            "ValidatingAdmissionPolicyBinding",
            "ValidatingWebhookConfiguration",
            "VolumeAttachment");

    record Id(String namespace, String name) {}

    Resource {
        before = List.copyOf(before);
    }

    static Resource of(Manifest manifest) {
        return new Resource(manifest.root(), List.of(), false);
    }

    String kind() {
        return root.text("kind").orElse("");
    }

    String group() {
        String version = root.text("apiVersion").orElse("");
        return version.indexOf('/') < 0 ? "" : version.substring(0, version.indexOf('/'));
    }

    String name() {
        return root.text("metadata", "name").orElse("");
    }

    String namespace() {
        return root.text("metadata", "namespace").orElse("");
    }

    boolean isOfCluster() {
        return CLUSTER_KINDS.contains(kind());
    }

    Id id() {
        return new Id(namespace(), name());
    }

    /// Whether this is or was its name.
    boolean isCalled(String name) {
        return name().equals(name) || before.stream().anyMatch(id -> id.name().equals(name));
    }

    /// Whether it is or was in this namespace; one without a namespace lands in `default`.
    boolean isIn(String namespace) {
        return isSame(namespace(), namespace) || before.stream().anyMatch(id -> isSame(id.namespace(), namespace));
    }

    private static boolean isSame(String one, String other) {
        return (one.isEmpty() ? "default" : one).equals(other.isEmpty() ? "default" : other);
    }

    /// The object with another tree; a name that changes is remembered.
    Resource with(Node tree) {
        if (!(tree instanceof Node.Mapping mapping)) {
            return this;
        }
        var changed = new Resource(mapping, before, isHashed);
        if (changed.id().equals(id())) {
            return changed;
        }
        var names = new ArrayList<>(before);
        names.add(id());
        return new Resource(mapping, names, isHashed);
    }

    Manifest manifest() {
        return new Manifest(root.where(), root.text("apiVersion").orElse(""), kind(), namespace(), name(), root);
    }
}
