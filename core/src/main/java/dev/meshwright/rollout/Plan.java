package dev.meshwright.rollout;

import java.util.List;

/// The way into the mesh, phase by phase.
///
/// @param days working days it takes in all
public record Plan(List<Phase> phases, int days) {
    public Plan {
        phases = List.copyOf(phases);
    }

    /// Services that join together.
    ///
    /// @param number from 1
    /// @param name short, for file names: `workers`
    /// @param title for people: `Workers and other leaves`
    /// @param firstDay, lastDay working days, from 1
    /// @param joins services (`namespace/name`) whose workloads get their proxy in this phase
    /// @param closes services whose every known caller has joined by the end of this phase, so that they go STRICT
    ///     and their policies enforce
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
            List<String> watch,
            List<SmokeTest> smokeTests,
            List<String> exitCriteria) {
        public Phase {
            joins = List.copyOf(joins);
            closes = List.copyOf(closes);
            watch = List.copyOf(watch);
            smokeTests = List.copyOf(smokeTests);
            exitCriteria = List.copyOf(exitCriteria);
        }
    }

    /// One call to try.
    ///
    /// @param from, to `namespace/name`
    /// @param allowed whether it must work; else it must be refused
    public record SmokeTest(String from, String to, int port, boolean allowed, String command) {}
}
