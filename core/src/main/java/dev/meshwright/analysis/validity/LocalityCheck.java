package dev.meshwright.analysis.validity;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Load balancing by region, zone and sub-zone.
final class LocalityCheck {
    private static final String SUBZONE = "topology.istio.io/subzone";
    private static final Set<String> TOPOLOGY =
            Set.of("topology.kubernetes.io/region", "topology.kubernetes.io/zone", SUBZONE);

    private LocalityCheck() {}

    /// @param ejects whether there is outlier detection, without which nothing fails over
    static void check(Place locality, boolean ejects, Verdict verdict) {
        if (!locality.items("distribute").isEmpty()
                && !locality.items("failover").isEmpty()) {
            verdict.error(locality, "distribute and failover exclude each other", "Remove one of the two.");
        }
        if (!locality.items("failover").isEmpty()) {
            for (var label : locality.items("failoverPriority")) {
                if (TOPOLOGY.contains(name(label))) {
                    verdict.error(
                            label, "failover and " + name(label) + " exclude each other", "Remove one of the two.");
                }
            }
        }
        var sources = new ArrayList<Place>();
        for (var distribute : locality.items("distribute")) {
            distribute.at("from").ifPresent(sources::add);
            weights(distribute, verdict);
        }
        overlap(sources, sources.stream().map(Place::text).toList(), verdict);
        failover(locality, ejects, verdict);
    }

    /// Keeping calls within the zone.
    static void zoneAware(Place setting, boolean ejects, Verdict verdict) {
        for (var label : setting.items("failoverPriority")) {
            if (TOPOLOGY.contains(name(label)) && !name(label).equals(SUBZONE)) {
                verdict.error(label, "region and zone are preferred anyway", "Remove " + name(label) + ".");
            }
        }
        failover(setting, ejects, verdict);
    }

    private static String name(Place label) {
        return label.text().replaceAll("=.*", "");
    }

    private static void weights(Place distribute, Verdict verdict) {
        var targets = distribute.values("to");
        long sum = 0;
        for (var target : targets) {
            long weight = Syntax.number(target).orElse(0L);
            sum += weight;
            if (weight == 0) {
                verdict.error(target, "a weight of 0 is none", "Write 1 to 100, or remove the locality.");
            }
        }
        if (!targets.isEmpty() && sum != 100) {
            verdict.error(distribute, "the weights of the localities add up to " + sum + ", not 100", "Make it 100.");
        }
        var prefix = distribute.path() + ".to.";
        overlap(
                targets,
                targets.stream()
                        .map(place -> place.path().substring(prefix.length()))
                        .toList(),
                verdict);
    }

    /// Localities must be told apart: `us/*` takes `us/east` too.
    private static void overlap(List<Place> places, List<String> localities, Verdict verdict) {
        var before = new HashSet<String>();
        for (int i = 0; i < localities.size(); i++) {
            var locality = localities.get(i);
            var place = places.get(i);
            if (locality.indexOf('*') >= 0 && locality.indexOf('*') < locality.length() - 1) {
                verdict.error(place, "the wildcard of `" + locality + "` does not stand at its end", "Move it there.");
            } else if (List.of(locality.split("/", -1)).contains("")) {
                verdict.error(place, "a part of `" + locality + "` is empty", "Write REGION/ZONE/SUBZONE.");
            } else {
                before.stream()
                        .filter(other -> overlaps(other, locality) || overlaps(locality, other))
                        .sorted()
                        .findFirst()
                        .ifPresent(other -> verdict.error(
                                place, "the localities " + other + " and " + locality + " overlap", "Keep one."));
                before.add(locality);
            }
        }
    }

    /// Whether `wide` holds the other locality; a locality without a zone is the whole region.
    private static boolean overlaps(String wide, String other) {
        var whole = wide.endsWith("*") ? wide.substring(0, wide.length() - 1) : wide + "/";
        return (other + "/").startsWith(whole);
    }

    private static void failover(Place locality, boolean ejects, Verdict verdict) {
        for (var failover : locality.items("failover")) {
            var from = failover.text("from");
            var to = failover.text("to");
            if (from.equals(to) || (from + to).contains("/") || (from + to).contains("*")) {
                verdict.error(failover, "failover goes from one region to another", "Name two different regions.");
            }
        }
        boolean failsOver = !locality.items("failover").isEmpty()
                || !locality.items("failoverPriority").isEmpty();
        if (failsOver && !ejects) {
            verdict.warning(locality, "failover does nothing without outlierDetection", "Add `outlierDetection`.");
        }
    }
}
