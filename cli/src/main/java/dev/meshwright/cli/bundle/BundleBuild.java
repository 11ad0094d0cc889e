package dev.meshwright.cli.bundle;

import dev.meshwright.MeshwrightException;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.manifest.ManifestReader;
import dev.meshwright.manifest.Node;
import dev.meshwright.manifest.Source;
import dev.meshwright.topology.Workload;
import dev.meshwright.trust.RefusedException;
import dev.meshwright.trust.bundle.AgentPolicy;
import dev.meshwright.trust.bundle.Bundle;
import dev.meshwright.trust.bundle.WorkloadClass;
import dev.meshwright.trust.json.Json;
import dev.meshwright.workload.WorkloadConfiguration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Puts bundles together, and looks at everything that goes in.
public final class BundleBuild {
    private final Mesh mesh;
    private final @Nullable Pem trustBundle;
    private final Scan scan = new Scan();

    /// Certificates in a file of the revision.
    public record Pem(String file, String text) {}

    /// @param trustBundle the certificates to trust, if they do not stand among the manifests
    public BundleBuild(Mesh mesh, @Nullable Pem trustBundle) {
        this.mesh = mesh;
        this.trustBundle = trustBundle;
    }

    /// The bundle of one workload.
    ///
    /// @throws MeshwrightException if something it needs is not there
    public Bundle build(Workload workload) {
        var configuration = WorkloadConfiguration.of(mesh, workload);
        try {
            return new Bundle(
                    new WorkloadClass(workload.namespace(), workload.name()),
                    objects(configuration),
                    bootstrap(configuration),
                    proxyConfig(configuration),
                    certificates(workload),
                    new AgentPolicy(
                            configuration.identity(),
                            configuration.minimumTls(),
                            configuration.destinations().stream()
                                    .map(to -> new AgentPolicy.Destination(to.host(), to.port()))
                                    .toList()));
        } catch (RefusedException e) {
            throw new MeshwrightException(
                    workload.where() + ": no bundle for " + workload.id() + ": " + e.getMessage()
                            + ". Nothing was built.",
                    e);
        }
    }

    /// What was seen in all bundles so far that must not be there.
    public List<Suspect> suspects() {
        return scan.suspects();
    }

    /// What was seen that may deserve a look.
    public List<Suspect> hints() {
        return scan.hints();
    }

    private List<Json.Obj> objects(WorkloadConfiguration configuration) {
        var objects = new ArrayList<Json.Obj>();
        for (var object : configuration.objects()) {
            var essence = PlainJson.essence(object);
            scan.node(essence);
            objects.add(PlainJson.object(essence));
        }
        return objects;
    }

    private Json.Obj proxyConfig(WorkloadConfiguration configuration) {
        scan.node(configuration.proxyConfig());
        return PlainJson.object(configuration.proxyConfig());
    }

    private Json.Obj bootstrap(WorkloadConfiguration configuration) {
        var where = configuration.workload().where();
        var annotations = new Node.Mapping(where, configuration.bootstrap());
        scan.node(annotations);
        var members = new LinkedHashMap<String, Json>();
        members.put("annotations", PlainJson.object(annotations));
        TrustAnchors.bootstrapOverride(mesh, configuration.workload())
                .ifPresent(content -> members.put("override", override(content)));
        return new Json.Obj(members);
    }

    private Json override(Node content) {
        scan.node(content);
        var tree = content.text()
                .flatMap(text -> ManifestReader.tree(content.where().file(), text, new ArrayList<>()));
        if (tree.orElse(null) instanceof Node.Mapping mapping) {
            return PlainJson.object(mapping);
        }
        throw new MeshwrightException(content.where() + ": the bootstrap is not a JSON object. Nothing was built.");
    }

    private List<String> certificates(Workload workload) {
        var certificates = new ArrayList<String>();
        if (trustBundle == null) {
            for (var node : TrustAnchors.of(mesh, workload)) {
                scan.node(node);
                certificates.addAll(TrustAnchors.certificates(
                        node.where().toString(), node.text().orElse("")));
            }
        } else {
            scan.file(trustBundle.file());
            scan.text(new Source(trustBundle.file(), 1, 1), false, trustBundle.text());
            certificates.addAll(TrustAnchors.certificates(trustBundle.file(), trustBundle.text()));
        }
        if (certificates.isEmpty()) {
            throw new MeshwrightException(
                    "no root certificate of the mesh was found. Name a file in PEM with --trust-bundle,"
                            + " or add the ConfigMap istio-ca-root-cert to the manifests; nothing was built.");
        }
        return certificates;
    }
}
