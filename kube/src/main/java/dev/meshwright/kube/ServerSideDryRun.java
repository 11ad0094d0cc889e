package dev.meshwright.kube;

import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Manifests;
import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Asks the API server whether it would take objects: schema, unknown fields, CEL rules and admission, as
/// `kubectl apply --server-side --dry-run=server` does, but over one connection. Nothing is stored.
public final class ServerSideDryRun {
    private final KubernetesClient client;
    private final Map<String, List<APIResource>> resources = new HashMap<>();

    /// @param client stays open; closing it is up to the caller
    public ServerSideDryRun(KubernetesClient client) {
        this.client = client;
    }

    /// What the API server refuses, in the order of the objects. Their namespaces have to exist there.
    ///
    /// @throws ClusterUnreachableException if the API server does not answer
    public List<Refusal> dryRun(Manifests manifests) {
        var refusals = new ArrayList<Refusal>();
        for (var object : manifests.objects()) {
            refusal(object).ifPresent(reason -> refusals.add(new Refusal(object, reason)));
        }
        return refusals;
    }

    private Optional<String> refusal(Manifest object) {
        try {
            var resource = resource(object);
            if (resource.isEmpty()) {
                return Optional.of("the cluster has no kind " + object.kind() + " of " + object.apiVersion());
            }
            apply(object, resource.get());
            return Optional.empty();
        } catch (KubernetesClientException e) {
            if (e.getStatus() == null) {
                throw new ClusterUnreachableException(
                        "cannot reach the cluster at " + client.getMasterUrl() + ". Nothing was changed.", e);
            }
            return Optional.of(e.getStatus().getMessage());
        }
    }

    private void apply(Manifest object, APIResource resource) {
        var kind = new ResourceDefinitionContext.Builder()
                .withGroup(object.group())
                .withVersion(object.version())
                .withKind(object.kind())
                .withPlural(resource.getName())
                .withNamespaced(resource.getNamespaced())
                .build();
        var resources = client.genericKubernetesResources(kind);
        var body = JsonObject.of(object, client.getKubernetesSerialization());
        var target = resource.getNamespaced()
                ? resources.inNamespace(object.namespaceOrDefault()).resource(body)
                : resources.resource(body);
        target.dryRun()
                .fieldValidation(FieldValidateable.Validation.STRICT)
                .fieldManager("meshwright")
                .forceConflicts()
                .serverSideApply();
    }

    /// What the cluster calls this kind; subresources such as `pods/status` have the same kind and do not count.
    private Optional<APIResource> resource(Manifest object) {
        return resources.computeIfAbsent(object.apiVersion(), this::resourcesOf).stream()
                .filter(resource -> resource.getKind().equals(object.kind()))
                .filter(resource -> !resource.getName().contains("/"))
                .findFirst();
    }

    private List<APIResource> resourcesOf(String apiVersion) {
        var list = client.getApiResources(apiVersion);
        return list == null ? List.of() : list.getResources();
    }
}
