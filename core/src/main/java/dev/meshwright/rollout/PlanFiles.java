package dev.meshwright.rollout;

import dev.meshwright.Json;
import dev.meshwright.generate.GeneratedFile;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Manifests;
import dev.meshwright.topology.Service;
import dev.meshwright.topology.Topology;
import dev.meshwright.topology.Workload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The plan's pages and scripts, all below `rollout/`. The scripts are the same for every mesh; what differs lies
/// beside them as kustomize overlays and plain lists, one folder per phase.
public final class PlanFiles {
    private static final String ROOT = "rollout/";

    private final Plan plan;
    private final Topology topology;
    private final Map<String, String> folders;
    private final Map<String, List<Manifest>> objectsByFolder;
    private final Set<String> enrolled;
    private final Map<String, Service> services = new HashMap<>();
    private final Map<String, Workload> workloads = new HashMap<>();
    private final List<GeneratedFile> files = new ArrayList<>();

    private PlanFiles(Plan plan, Topology topology, Map<String, String> folders, Manifests generated, Manifests input) {
        this.plan = plan;
        this.topology = topology;
        this.folders = folders;
        this.objectsByFolder = objects(generated);
        this.enrolled = enrolled(input);
        topology.services().forEach(service -> services.putIfAbsent(service.id(), service));
        topology.workloads().stream()
                .filter(KubernetesName::isTaken)
                .forEach(workload -> workloads.putIfAbsent(workload.id(), workload));
    }

    /// The files of a plan, with paths below the output folder.
    ///
    /// @param folders the folder of each service (`namespace/name`) below the output folder
    /// @param generated the generated objects, which the phases apply; their files named below the output folder
    /// @param input what was read: namespaces that say themselves how they join the mesh are not labelled
    public static List<GeneratedFile> of(
            Plan plan, Topology topology, Map<String, String> folders, Manifests generated, Manifests input) {
        return new PlanFiles(plan, topology, folders, generated, input).write();
    }

    /// Namespaces that join through a revision or in ambient mode: `istio-injection` would take them away from it.
    private static Set<String> enrolled(Manifests input) {
        return input.ofKind("", "Namespace")
                .filter(namespace -> namespace.labels().containsKey("istio.io/rev")
                        || namespace.labels().containsKey("istio.io/dataplane-mode"))
                .map(Manifest::name)
                .collect(Collectors.toSet());
    }

    private List<GeneratedFile> write() {
        add(
                ".meshwright-ignore",
                "Steps and saved objects, not manifests: commands that read the folder above skip this one.\n");
        add("plan.json", Json.write(plan));
        add("plan.md", PlanPage.write(plan, topology));
        script("steps.sh", resource("steps.sh"));
        script("rollback.sh", resource("rollback.sh"));
        add("smoke-container.json", resource("smoke-container.json"));
        for (var phase : plan.phases()) {
            phase(phase);
        }
        return files;
    }

    private void phase(Plan.Phase phase) {
        var title = "Phase %d of %d: %s".formatted(phase.number(), plan.phases().size(), phase.title());
        script(
                phase.id() + ".sh",
                resource("phase.sh").replace("@TITLE@", title).replace("@PHASE@", phase.id()));
        var folder = phase.id() + "/";
        add(folder + "title.txt", title + "\n");
        add(folder + "joins.txt", lines(phase.joins()));
        add(
                folder + "restarts.txt",
                lines(phase.restarts().stream()
                        .map(restart -> "%s %s %s".formatted(restart.kind(), restart.namespace(), restart.name()))
                        .toList()));
        join(phase, folder);
        var closing = phase.closes().stream().filter(folders::containsKey).toList();
        // Also where it is empty: a folder `close` of an earlier plan may still be there, and must not be applied.
        add(folder + "closes.txt", lines(closing));
        if (!closing.isEmpty()) {
            add(folder + "smoke.txt", lines(smokeLines(phase)));
            overlay(folder + "close/", foldersOf(closing), List.of(), false);
        }
    }

    /// The observing stage of the phase's services, the labels of their namespaces, and with the first phase what is
    /// for the mesh as a whole.
    private void join(Plan.Phase phase, String folder) {
        var resources = new ArrayList<>(foldersOf(phase.joins()));
        if (phase.number() == 1 && objectsByFolder.containsKey("mesh")) {
            resources.add("mesh");
        }
        var namespaces = phase.restarts().stream()
                .map(Plan.Restart::namespace)
                .filter(namespace -> !enrolled.contains(namespace))
                .distinct()
                .sorted()
                .toList();
        add(folder + "namespaces.yaml", namespaces.stream().map("""
                                apiVersion: v1
                                kind: Namespace
                                metadata:
                                  name: "%s"
                                  labels:
                                    istio-injection: enabled
                                """::formatted).collect(Collectors.joining("---\n")));
        overlay(folder + "join/", resources, namespaces, true);
    }

    /// @param namespaces what is touched besides the overlay
    private void overlay(String folder, List<String> resources, List<String> namespaces, boolean observing) {
        var text = new StringBuilder("apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n");
        resources.forEach(
                resource -> text.append("  - ../../../").append(resource).append('\n'));
        if (observing) {
            text.append(resource("observe-patches.yaml"));
        }
        add(folder + "kustomization.yaml", text.toString());
        var objects = resources.stream()
                .flatMap(resource -> objectsByFolder.getOrDefault(resource, List.of()).stream())
                .map(object -> "%s %s %s %s"
                        .formatted(object.apiVersion(), object.kind(), object.namespaceOrDefault(), object.name()));
        add(
                folder + "objects.txt",
                lines(Stream.concat(namespaces.stream().map("v1 Namespace - %s"::formatted), objects)
                        .toList()));
    }

    private List<String> foldersOf(List<String> services) {
        return services.stream()
                .map(folders::get)
                .filter(Objects::nonNull)
                .filter(objectsByFolder::containsKey)
                .distinct()
                .toList();
    }

    /// `allowed|refused NAMESPACE SELECTOR URL`, one call a line; callers without a pod of their own cannot try.
    private List<String> smokeLines(Plan.Phase phase) {
        var lines = new ArrayList<String>();
        for (var test : phase.smokeTests()) {
            var caller = Optional.ofNullable(services.get(test.from())).stream()
                    .flatMap(service -> service.workloads().stream())
                    .map(workloads::get)
                    .filter(workload -> workload != null
                            && !workload.isJob()
                            && !workload.labels().isEmpty())
                    .findFirst();
            var callee = services.get(test.to());
            if (caller.isPresent() && callee != null && !callee.isWorkloadOnly()) {
                lines.add("%s %s %s http://%s:%d/"
                        .formatted(
                                test.allowed() ? "allowed" : "refused",
                                caller.get().namespace(),
                                selector(caller.get()),
                                callee.host(),
                                test.port()));
            }
        }
        return lines;
    }

    private static String selector(Workload workload) {
        var app = workload.labels().get("app");
        if (app != null) {
            return "app=" + app;
        }
        return workload.labels().entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .collect(Collectors.joining(","));
    }

    /// The Istio objects by the folder that their file lies in.
    private static Map<String, List<Manifest>> objects(Manifests generated) {
        return generated.objects().stream()
                .filter(object -> object.group().endsWith("istio.io")
                        && object.where().file().contains("/"))
                .collect(Collectors.groupingBy(PlanFiles::folder, TreeMap::new, Collectors.toList()));
    }

    private static String folder(Manifest object) {
        var file = object.where().file();
        return file.substring(0, file.indexOf('/'));
    }

    private static String lines(List<String> lines) {
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    private void add(String path, String text) {
        files.add(new GeneratedFile(ROOT + path, text));
    }

    private void script(String path, String text) {
        files.add(new GeneratedFile(ROOT + path, text, true));
    }

    private static String resource(String name) {
        try (var in = Objects.requireNonNull(PlanFiles.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
