package dev.meshwright.cli;

import dev.meshwright.intent.IntentFile;
import dev.meshwright.manifest.Manifests;
import dev.meshwright.manifest.Problem;
import dev.meshwright.topology.Topology;
import java.util.ArrayList;
import java.util.List;

/// What is wrong with the intent file is found like what is wrong with a manifest.
final class IntentProblems {
    private IntentProblems() {}

    static Manifests with(Manifests manifests, IntentFile intent, Topology topology) {
        return manifests.and(new Manifests(List.of(), of(intent, topology), 0));
    }

    static List<Problem> of(IntentFile intent, Topology topology) {
        var problems = new ArrayList<>(intent.problems());
        problems.addAll(intent.problemsWith(topology));
        return problems;
    }
}
