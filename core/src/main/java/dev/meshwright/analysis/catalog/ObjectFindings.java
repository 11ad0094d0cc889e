package dev.meshwright.analysis.catalog;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.ObjectRule;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.Subject;
import dev.meshwright.manifest.Manifest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.ForkJoinTask;

/// What the rules that look at one object at a time find, share by share in parallel.
public final class ObjectFindings {
    /// How many objects one task looks at.
    private static final int SHARE = 1_000;

    private final List<ForkJoinTask<SequencedMap<ObjectRule, List<Finding>>>> shares = new ArrayList<>();

    private ObjectFindings() {}

    /// Starts to look. The calls can be mapped meanwhile.
    static ObjectFindings start(List<Manifest> objects, String istioVersion, List<Rule> rules) {
        var ofObjects = rules.stream()
                .filter(ObjectRule.class::isInstance)
                .map(ObjectRule.class::cast)
                .toList();
        var findings = new ObjectFindings();
        for (int from = 0; from < objects.size() && !ofObjects.isEmpty(); from += SHARE) {
            var share = objects.subList(from, Math.min(objects.size(), from + SHARE));
            findings.shares.add(ForkJoinTask.adapt(() -> look(share, istioVersion, ofObjects))
                    .fork());
        }
        return findings;
    }

    private static SequencedMap<ObjectRule, List<Finding>> look(
            List<Manifest> objects, String istioVersion, List<ObjectRule> rules) {
        var findings = new LinkedHashMap<ObjectRule, List<Finding>>();
        for (var object : objects) {
            var subject = new Subject(object, istioVersion);
            for (var rule : rules) {
                rule.check(subject)
                        .forEach(finding -> findings.computeIfAbsent(rule, _ -> new ArrayList<>())
                                .add(finding));
            }
        }
        return findings;
    }

    /// All of them, once every object was looked at.
    List<Finding> join() {
        return shares.stream()
                .flatMap(share -> share.join().values().stream())
                .flatMap(List::stream)
                .toList();
    }
}
