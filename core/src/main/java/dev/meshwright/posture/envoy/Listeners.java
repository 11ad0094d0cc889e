package dev.meshwright.posture.envoy;

import java.util.ArrayList;
import java.util.List;

/// Finds out which listener of a dump is which of those that the intent asks for: some are named by an address of the
/// cluster, which no intent knows, so that only their port and where they lead tell.
final class Listeners {
    private final List<Resource> strangers = new ArrayList<>();
    private final List<Pair> pairs = new ArrayList<>();
    private final List<OutboundListeners.OfHost> missing;

    /// A listener with what it is meant to be.
    record Pair(Derived derived, Resource active) {}

    /// @param active those whose names tell nothing
    Listeners(List<Resource> active, List<OutboundListeners.OfHost> meant) {
        this.missing = new ArrayList<>(meant);
        var others = new ArrayList<Resource>();
        for (var one : active) {
            if (!pairByTarget(one, meant)) {
                others.add(one);
            }
        }
        others.forEach(this::pairByPort);
    }

    /// One that leads where a host of its port is. A host has one, a headless one has one per instance.
    private boolean pairByTarget(Resource active, List<OutboundListeners.OfHost> meant) {
        for (var one : meant) {
            if (isFor(active, one)
                    && leadsTo(active, one)
                    && (missing.remove(one) || one.host().isHeadless())) {
                pairs.add(new Pair(one.derived(), active));
                return true;
            }
        }
        return false;
    }

    /// One that leads elsewhere stands for a host of its port that has none.
    private void pairByPort(Resource active) {
        for (var one : missing) {
            if (isFor(active, one)) {
                missing.remove(one);
                pairs.add(new Pair(one.derived(), active));
                return;
            }
        }
        strangers.add(active);
    }

    private static boolean leadsTo(Resource active, OutboundListeners.OfHost one) {
        return active.config().findValuesAsString("cluster").contains(one.cluster());
    }

    private static boolean isFor(Resource active, OutboundListeners.OfHost one) {
        int split = active.name().lastIndexOf('_');
        return split > 0
                && active.name()
                        .substring(split + 1)
                        .equals(String.valueOf(one.port().number()))
                && Addresses.isAddress(active.name().substring(0, split));
    }

    List<Pair> pairs() {
        return pairs;
    }

    /// Those that stand for nothing.
    List<Resource> strangers() {
        return strangers;
    }

    /// The hosts that have none. Those of headless hosts are named by instances, of which there may be none.
    List<OutboundListeners.OfHost> missing() {
        return missing.stream().filter(one -> !one.host().isHeadless()).toList();
    }
}
