package dev.meshwright.analysis;

import dev.meshwright.intent.Intent;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Manifests;
import dev.meshwright.topology.Topology;
import dev.meshwright.topology.TopologyMapper;
import dev.meshwright.topology.Workload;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What rules look at: every object, what runs and who calls whom, and what the user wants. The lookups are built
/// once, so that a rule may ask per object without a second walk over the mesh. Objects of Kubernetes' own namespaces
/// are left out of them.
public final class Mesh {
    /// Namespaces that belong to Kubernetes, not to the mesh.
    private static final Set<String> KUBERNETES_OWN = Set.of("kube-system", "kube-public", "kube-node-lease");

    /// The labels by which a namespace joins a mesh.
    private static final Set<String> MEMBERSHIP_LABELS =
            Set.of("istio-injection", "istio.io/rev", "istio.io/dataplane-mode");

    private final Manifests manifests;
    private final Topology topology;
    private final Intent intent;
    private final String istioVersion;
    private final Surroundings surroundings;
    private final Map<String, List<Manifest>> byKind = new ConcurrentHashMap<>();
    private final Map<String, Map<String, Manifest>> byName = new ConcurrentHashMap<>();
    private final Lazy<Map<String, Manifest>> enrolling = new Lazy<>(() -> enrollingNamespaces(manifests()));
    private final Lazy<WorkloadIndex> workloads = new Lazy<>(() -> new WorkloadIndex(ownWorkloads()));
    private final Lazy<Hosts> hosts = new Lazy<>(() -> new Hosts(
            manifests().ofKind("", "Service").toList(),
            manifests().ofKind("networking.istio.io", "ServiceEntry").toList()));
    private final Lazy<MeshConfig> config = new Lazy<>(() -> MeshConfig.in(objects("", "ConfigMap"), surroundings()));
    private final Map<Class<?>, Object> views = new ConcurrentHashMap<>();

    /// A mesh whose topology is already mapped.
    ///
    /// @param istioVersion minor version to judge by, such as `1.31`
    public Mesh(Manifests manifests, Topology topology, Intent intent, String istioVersion) {
        this(manifests, topology, intent, istioVersion, Surroundings.NONE);
    }

    /// The same with what is known besides the manifests.
    public Mesh(Manifests manifests, Topology topology, Intent intent, String istioVersion, Surroundings surroundings) {
        this.manifests = manifests;
        this.topology = topology;
        this.intent = intent;
        this.istioVersion = istioVersion;
        this.surroundings = surroundings;
    }

    /// Maps the topology of these manifests, and looks at both.
    public static Mesh of(Manifests manifests, Intent intent, String istioVersion) {
        return new Mesh(manifests, TopologyMapper.map(manifests), intent, istioVersion);
    }

    public Manifests manifests() {
        return manifests;
    }

    public Topology topology() {
        return topology;
    }

    public Intent intent() {
        return intent;
    }

    public String istioVersion() {
        return istioVersion;
    }

    /// The objects of an API group (any version) and kind, in the order of the input; `""` is the core group.
    public List<Manifest> objects(String group, String kind) {
        return byKind.computeIfAbsent(kind(group, kind), _ -> {
            var namespaces = kind.equals("Namespace") ? enrolling.get() : Map.<String, Manifest>of();
            return manifests
                    .ofKind(group, kind)
                    .filter(object -> !isKubernetesOwn(object) && !isOutdone(object, namespaces))
                    .toList();
        });
    }

    /// The first object of this group, kind and name; `namespace` may be "" for `default`.
    public Optional<Manifest> object(String group, String kind, String namespace, String name) {
        var id = (namespace.isEmpty() ? "default" : namespace) + "/" + name;
        var ofKind = byName.get(kind(group, kind));
        if (ofKind == null) {
            ofKind = new HashMap<>();
            for (var object : objects(group, kind)) {
                ofKind.putIfAbsent(object.id(), object);
            }
            byName.put(kind(group, kind), ofKind);
        }
        return Optional.ofNullable(ofKind.get(id));
    }

    /// The Namespace object of this name.
    public Optional<Manifest> namespace(String name) {
        return object("", "Namespace", "", name);
    }

    /// Whether the input holds no object of this kind, so that a missing one proves nothing.
    public boolean lacks(String group, String kind) {
        return objects(group, kind).isEmpty();
    }

    public List<Workload> workloads() {
        return workloads.get().all();
    }

    /// The workloads of a namespace whose pods have all these labels; none for an empty selector.
    public List<Workload> selected(String namespace, Map<String, String> labels) {
        return workloads.get().selected(namespace, labels);
    }

    /// The hosts that the mesh knows: Services and ServiceEntries, those of Kubernetes' own namespaces too.
    public Hosts hosts() {
        return hosts.get();
    }

    /// The mesh-wide settings.
    public MeshConfig config() {
        return config.get();
    }

    /// The moment to judge dates by, if the caller wants them judged.
    public Optional<Instant> now() {
        return Optional.ofNullable(surroundings.now());
    }

    /// The object that a line of a file belongs to.
    public Optional<Manifest> objectAt(String file, int line) {
        return view(Files.class, Files::of).objects().getOrDefault(file, List.of()).stream()
                .filter(object -> object.where().line() <= line)
                .max(Comparator.comparing(Manifest::where));
    }

    /// The objects by their files; only few rules ask.
    private record Files(Map<String, List<Manifest>> objects) {
        static Files of(Mesh mesh) {
            return new Files(mesh.manifests.objects().stream()
                    .collect(Collectors.groupingBy(object -> object.where().file())));
        }
    }

    /// What the rules of a package derive from this mesh and share: made once, by the rule that asks first.
    public <T> T view(Class<T> type, Function<Mesh, T> maker) {
        return type.cast(views.computeIfAbsent(type, _ -> maker.apply(this)));
    }

    /// Whether the object is of an Istio release: istiod and its gateways, which follow rules of their own.
    public static boolean isControlPlane(Manifest object) {
        return object.labels().containsKey("istio")
                || object.labels().getOrDefault("release", "").equals("istio");
    }

    /// By name, the first object of each Namespace that says something about the mesh. A namespace often stands in
    /// several places, and applying all of them keeps each one's labels.
    private static Map<String, Manifest> enrollingNamespaces(Manifests manifests) {
        var enrolling = new HashMap<String, Manifest>();
        manifests
                .ofKind("", "Namespace")
                .filter(namespace -> !Collections.disjoint(namespace.labels().keySet(), MEMBERSHIP_LABELS))
                .forEach(namespace -> enrolling.putIfAbsent(namespace.name(), namespace));
        return enrolling;
    }

    /// Whether this is a Namespace whose membership in the mesh stands elsewhere.
    private static boolean isOutdone(Manifest object, Map<String, Manifest> enrolling) {
        return object.kind().equals("Namespace")
                && object.group().isEmpty()
                && !enrolling.getOrDefault(object.name(), object).where().equals(object.where());
    }

    private static boolean isKubernetesOwn(Manifest object) {
        return KUBERNETES_OWN.contains(object.kind().equals("Namespace") ? object.name() : object.namespace());
    }

    private List<Workload> ownWorkloads() {
        return topology.workloads().stream()
                .filter(workload -> !KUBERNETES_OWN.contains(workload.namespace()))
                .toList();
    }

    private Surroundings surroundings() {
        return surroundings;
    }

    private static String kind(String group, String kind) {
        return group + "/" + kind;
    }
}
