package dev.meshwright.analysis.recheck;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.MeshConfig;
import dev.meshwright.analysis.ObjectRule;
import dev.meshwright.analysis.catalog.Check;
import dev.meshwright.analysis.catalog.RuleCatalog;
import dev.meshwright.analysis.triage.Triage;
import dev.meshwright.manifest.Manifests;
import dev.meshwright.topology.Topology;
import dev.meshwright.topology.TopologyMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ForkJoinTask;
import java.util.function.Consumer;

/// A mesh that was checked, and is checked again whenever its manifests change. Not for several threads.
public final class LoadedMesh {
    /// Where a change leads to more than this part of the objects, all of them are looked at at once.
    private static final double LARGEST_PART = 0.25;

    private final Setting setting;
    private final double largestPart;
    /// In the order in which a check of everything puts them together.
    private final List<Held> held = new ArrayList<>();
    private LoadedObjects objects = new LoadedObjects(Set.of());
    private Manifests manifests;
    private Topology topology;
    private Mesh mesh;

    /// Checks everything.
    public LoadedMesh(Manifests manifests, Setting setting) {
        this(manifests, setting, LARGEST_PART);
    }

    /// @param largestPart above which everything is looked at
    LoadedMesh(Manifests manifests, Setting setting, double largestPart) {
        this.setting = setting;
        this.largestPart = largestPart;
        this.manifests = manifests;
        this.topology = TopologyMapper.map(manifests);
        this.mesh = whole();
        for (boolean ofObjects : List.of(true, false)) {
            RuleCatalog.all().stream()
                    .filter(rule -> setting.options().allow(rule.info().code()))
                    .filter(rule -> rule instanceof ObjectRule == ofObjects)
                    .map(Held::of)
                    .forEach(held::add);
        }
        everything();
    }

    /// Where objects lie that count for the whole mesh. The mesh config, which may name another namespace, is among
    /// them itself: when it changes, everything is looked at.
    private Set<String> rootNamespaces() {
        return new TreeSet<>(List.of(MeshConfig.ROOT_NAMESPACE, mesh.config().rootNamespace()));
    }

    /// What counts now.
    public Triage triage() {
        var all = new ArrayList<Finding>();
        held.forEach(one -> all.addAll(one.findings()));
        return Triage.of(Check.distinct(all), mesh);
    }

    /// Takes other manifests. Objects that are the same instance as before are taken for unchanged, so that only files
    /// that changed should be read anew.
    ///
    /// @return whether only what is near the change had to be looked at
    public boolean change(Manifests next) {
        var change = objects.replace(next.objects());
        manifests = next;
        if (change.isSeenFromEverywhere()
                || change.seen().size() > next.objects().size() * largestPart) {
            topology = TopologyMapper.map(manifests);
            mesh = whole();
            everything();
            return false;
        }
        nearby(change);
        return true;
    }

    private void everything() {
        var rootNamespaces = rootNamespaces();
        if (!rootNamespaces.equals(objects.rootNamespaces())) {
            objects = new LoadedObjects(rootNamespaces);
            objects.replace(manifests.objects());
        }
        inParallel(one -> one.everything(mesh));
    }

    private void nearby(Change change) {
        var part = TopologyMapper.map(new Manifests(change.seen(), manifests.problems(), 0));
        var before = topology;
        topology = before.with(part, change.services());
        change.compareCalls(before, topology);
        mesh = whole();
        var partMesh =
                setting.mesh(new Manifests(change.seen(), mesh.manifests().problems(), 0), part);
        inParallel(one -> one.nearby(partMesh, mesh, change));
    }

    /// A mesh of everything, of which nothing is looked up before a rule asks.
    private Mesh whole() {
        return setting.mesh(
                manifests.and(new Manifests(List.of(), setting.problems().apply(topology), 0)), topology);
    }

    private void inParallel(Consumer<Held> check) {
        ForkJoinTask.invokeAll(held.stream()
                .map(one -> ForkJoinTask.adapt(() -> check.accept(one)))
                .toList());
    }
}
