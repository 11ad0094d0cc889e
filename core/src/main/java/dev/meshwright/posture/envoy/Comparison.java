package dev.meshwright.posture.envoy;

import dev.meshwright.posture.Mismatch;
import dev.meshwright.posture.MismatchCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Compares what is derived with what a dump holds, resource by resource: each that is there has to be explained, each
/// that is meant has to be there.
final class Comparison {
    private final EnvoyDump dump;
    private final List<Mismatch> mismatches = new ArrayList<>();
    private final List<Derived> all = new ArrayList<>();

    Comparison(EnvoyDump dump) {
        this.dump = dump;
    }

    List<Mismatch> mismatches() {
        return mismatches;
    }

    /// The resources of a kind are exactly these.
    void compare(String kind, List<Derived> derived, MismatchCode missing) {
        var strangers = compareNamed(kind, derived, missing);
        strangers.forEach(active -> mismatches.add(Meaning.ofStranger(active)));
    }

    /// Compares those of a kind that have these names.
    ///
    /// @return the others
    List<Resource> compareNamed(String kind, List<Derived> derived, MismatchCode missing) {
        all.addAll(derived);
        if (!dump.holds(kind)) {
            return List.of();
        }
        var byName = derived.stream().collect(Collectors.toMap(Derived::name, one -> one, (first, _) -> first));
        var others = new ArrayList<Resource>();
        dump.ofKind(kind).forEach(active -> {
            var meant = byName.get(active.name());
            if (meant == null) {
                others.add(active);
            } else {
                explain(meant, active);
            }
        });
        for (var one : derived) {
            if (dump.named(kind, one.name()).isEmpty()) {
                missing(kind + "/" + one.name(), one, missing);
            }
        }
        return others;
    }

    /// The listeners that hosts have, by whatever address they are named.
    void compareListenersOfHosts(List<Resource> active, List<OutboundListeners.OfHost> meant) {
        var listeners = new Listeners(active, meant);
        listeners.pairs().forEach(pair -> explain(pair.derived(), pair.active()));
        listeners.strangers().forEach(stranger -> mismatches.add(Meaning.ofStranger(stranger)));
        if (dump.holds("listener")) {
            for (var one : listeners.missing()) {
                missing("listener/" + one.derived().name(), one.derived(), MismatchCode.LISTENER_MISSING);
            }
        }
    }

    /// Adds a mismatch that was found elsewhere.
    void report(Mismatch mismatch) {
        mismatches.add(mismatch);
    }

    private void missing(String resource, Derived derived, MismatchCode code) {
        var mismatch = Mismatch.of(code, resource, derived.name(), "", "it is meant to be there and is not");
        mismatches.add(derived.by() == null ? mismatch : mismatch.by(derived.by()));
    }

    private void explain(Derived derived, Resource active) {
        for (var difference : Differences.between(derived.config(), active.config())) {
            var mismatch = Meaning.of(active, difference);
            var by = derived.decides(MismatchCode.of(mismatch.code()).orElseThrow());
            mismatches.add(by == null ? mismatch : mismatch.by(by));
        }
    }

    /// The secrets that what is derived asks for.
    Set<String> secretNames() {
        var names = new TreeSet<String>();
        for (var one : all) {
            for (var source : one.config().findParents("sds_config")) {
                names.add(source.path("name").asString(""));
            }
        }
        return names;
    }
}
