package dev.meshwright.rollout;

import java.util.List;

/// The way into the mesh, phase by phase.
///
/// @param days working days it takes in all
/// @param open services that stay PERMISSIVE with their policy in dry-run, because closing them would cut somebody off
public record Plan(List<Phase> phases, int days, List<Open> open) {
    public Plan {
        phases = List.copyOf(phases);
        open = List.copyOf(open);
    }

    /// Services that join together.
    ///
    /// @param number from 1
    /// @param name short, for file names: `workers`
    /// @param title for people: `Workers and other leaves`
    /// @param firstDay, lastDay working days, from 1
    /// @param joins services (`namespace/name`) whose workloads get their proxy in this phase
    /// @param closes services whose last known caller has joined by the end of this phase: they go STRICT and their
    ///     policies enforce
    /// @param restarts workloads to restart, as `kind/namespace/name`
    /// @param watch what to look at while it settles
    /// @param smokeTests what must work and what must be refused
    /// @param exitCriteria when the phase is done
    public record Phase(
            int number,
            String name,
            String title,
            int firstDay,
            int lastDay,
            List<String> joins,
            List<String> closes,
            List<Restart> restarts,
            List<String> watch,
            List<SmokeTest> smokeTests,
            List<String> exitCriteria) {
        public Phase {
            joins = List.copyOf(joins);
            closes = List.copyOf(closes);
            restarts = List.copyOf(restarts);
            watch = List.copyOf(watch);
            smokeTests = List.copyOf(smokeTests);
            exitCriteria = List.copyOf(exitCriteria);
        }

        /// `1-workers`: the name of its script and folder.
        public String id() {
            return number + "-" + name;
        }
    }

    /// A workload that gets its proxy by being restarted.
    ///
    /// @param kind as in Kubernetes: `Deployment`, …
    public record Restart(String kind, String namespace, String name) {}

    /// One call to try.
    ///
    /// @param from, to `namespace/name` of services
    /// @param port the called Service's port
    /// @param allowed whether it must work; else it must be refused
    /// @param why the edge's evidence, or that there is none
    public record SmokeTest(String from, String to, int port, boolean allowed, String why) {}

    /// A service that is not closed.
    ///
    /// @param service `namespace/name`
    public record Open(String service, String why) {}
}
