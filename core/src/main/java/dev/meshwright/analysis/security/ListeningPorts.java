package dev.meshwright.analysis.security;

import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.topology.Workload;
import java.util.List;

/// Where the pods listen that a policy is for, to judge the ports that it names.
record ListeningPorts(SecurityView view, List<Workload> workloads) {
    ListeningPorts {
        workloads = List.copyOf(workloads);
    }

    /// Whether it is known of all of them where they listen, and none listens on this port of the pod.
    boolean lack(int port) {
        return !workloads.isEmpty()
                && workloads.stream().map(view::ports).noneMatch(ports -> ports.isEmpty() || ports.contains(port));
    }

    /// What to say of a port that they lack.
    String message(int port) {
        var first = workloads.getFirst();
        var targets = view.targetsOf(first, port);
        return targets.isEmpty()
                ? first.id() + " does not listen on port " + port + "; it listens on " + view.ports(first)
                : port + " is the Service's port; the pods of " + first.id() + " listen on " + targets;
    }

    /// The port to name in its place, if the Service tells; else what the rule advises.
    String fix(int port, RuleInfo rule) {
        return view.targetsOf(workloads.getFirst(), port).stream()
                .findFirst()
                .map(target -> "Use " + target + ", the target port.")
                .orElse(rule.fix());
    }
}
