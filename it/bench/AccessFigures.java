import com.sun.management.OperatingSystemMXBean;
import dev.meshwright.access.MeshSettings;
import dev.meshwright.access.condition.Request;
import dev.meshwright.access.reach.Matrix;
import dev.meshwright.access.reach.Reach;
import dev.meshwright.intent.Intent;
import dev.meshwright.manifest.ManifestReader;
import dev.meshwright.manifest.Manifests;
import dev.meshwright.topology.Topology;
import dev.meshwright.topology.TopologyMapper;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Prints how long the matrix and single answers take on a mesh that is loaded, and the memory that comes on top.
/// Figures to look at; nothing is asserted.
///
///     java -cp 'cli/target/meshwright/lib/*' it/bench/AccessFigures.java PATH...
public final class AccessFigures {
    private static final int CALLS = 2_000;

    private AccessFigures() {}

    public static void main(String[] paths) {
        var manifests = ManifestReader.read(Stream.of(paths).map(Path::of).toList());
        var topology = TopologyMapper.map(manifests);
        System.out.printf(
                "%d objects, %d workloads loaded: %d MB%n",
                manifests.objects().size(), topology.workloads().size(), usedMb());
        measure("as it is", manifests, topology);
        measure("with NetworkPolicies", manifests.and(networkPolicies(topology)), topology);
    }

    private static void measure(String title, Manifests manifests, Topology topology) {
        System.out.println(title);
        long loaded = usedMb();
        var reach = timed("reading the policies", () -> Reach.of(manifests, topology, MeshSettings.of(Intent.defaults())));
        var first = topology.workloads().getFirst().id();
        timed("the first can", () -> reach.can(first, topology.workloads().getLast().id(), 8080, Request.some(null, 0)));
        var matrix = timed("matrix, the first time", reach::matrix);
        long named = matrix.rows().stream().mapToLong(row -> row.named().size()).sum();
        System.out.printf("  %-28s %d rows, %d cells named, %d MB on top%n", "", matrix.rows().size(), named, usedMb() - loaded);
        timed("matrix, again", reach::matrix);
        timed(CALLS + " times can", () -> calls(reach, topology));
        timed("reach of one", () -> reach.spread(first));
        timed("who-can of one", () -> reach.whoCan(topology.workloads().getLast().id(), 8080, Request.some(null, 0)));
    }

    private static int calls(Reach reach, Topology topology) {
        var random = new Random(1);
        var workloads = topology.workloads();
        var services = topology.services().stream().filter(one -> !one.isWorkloadOnly() && !one.ports().isEmpty()).toList();
        int ways = 0;
        for (int i = 0; i < CALLS; i++) {
            var from = workloads.get(random.nextInt(workloads.size()));
            var to = services.get(random.nextInt(services.size()));
            ways += reach.can(from.id(), to.id(), 0, Request.some(null, 0)).ways().size();
        }
        return ways;
    }

    /// Per workload one that admits the pods of its namespace and a few others by their labels.
    private static Manifests networkPolicies(Topology topology) {
        var random = new Random(2);
        var workloads = topology.workloads();
        var parts = new ArrayList<Manifests>();
        for (var workload : workloads) {
            var text = new StringBuilder("""
                    apiVersion: networking.k8s.io/v1
                    kind: NetworkPolicy
                    metadata: {name: %s, namespace: %s}
                    spec:
                      podSelector: {matchLabels: {app: %s}}
                      ingress:
                        - from:
                            - podSelector: {}
                    """.formatted(workload.name(), workload.namespace(), workload.name()));
            for (int i = 0; i < 3; i++) {
                var other = workloads.get(random.nextInt(workloads.size()));
                text.append("        - {namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: %s}}, podSelector: {matchLabels: {app: %s}}}\n"
                        .formatted(other.namespace(), other.name()));
            }
            parts.add(ManifestReader.parse("networkpolicies.yaml", text.toString()));
        }
        return Manifests.concat(parts);
    }

    private static <T> T timed(String what, Supplier<T> work) {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long wall = System.nanoTime();
        long cpu = system.getProcessCpuTime();
        var result = work.get();
        System.out.printf(
                Locale.ROOT, "  %-28s %8.1f ms, %8.1f ms of CPU%n", what, (System.nanoTime() - wall) / 1e6, (system.getProcessCpuTime() - cpu) / 1e6);
        return result;
    }

    private static long usedMb() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        var runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
    }
}
