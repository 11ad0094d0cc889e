package dev.meshwright.cli.report;

import dev.meshwright.access.Proof;
import dev.meshwright.analysis.Severity;
import dev.meshwright.topology.ExternalCall;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What came out, in the words and numbers that the terminal and the report page share.
public record Summary(Onboarding onboarding) {
    private static final Set<String> TRAFFIC =
            Set.of("virtual-service.yaml", "destination-rule.yaml", "peer-authentication.yaml");

    public String mapped() {
        var topology = onboarding.topology();
        long hosts =
                topology.external().stream().map(ExternalCall::host).distinct().count();
        return count(topology.services().size(), "service") + ", " + count(calls(), "call") + ", "
                + count(hosts, "external host");
    }

    /// How far the map can be trusted.
    public String evidence() {
        int unknown = onboarding.topology().unknown().size();
        return unknown == 0 ? "every call has evidence" : count(unknown, "service") + " with calls unknown";
    }

    public String generated() {
        var generation = onboarding.generation();
        var folders = Set.copyOf(generation.folders().values());
        long traffic = generation.files().stream()
                .filter(file -> folders.contains(folder(file.path())) && TRAFFIC.contains(name(file.path())))
                .count();
        long mesh = generation.files().stream()
                .filter(file -> file.path().startsWith("mesh/"))
                .count();
        return count(traffic, "file") + " for " + count(folders.size(), "service") + ", " + number(mesh)
                + " for the mesh";
    }

    public String choices() {
        return count(onboarding.generation().choices().size(), "choice") + " worth a look";
    }

    public String policies() {
        long policies = onboarding.generation().files().stream()
                .filter(file -> name(file.path()).equals("authorization-policy.yaml"))
                .count();
        return policies == 1 ? "1 policy" : number(policies) + " policies";
    }

    /// What the policies admit, against the calls that are known.
    public String authorized() {
        var proof = onboarding.proof();
        if (proof.holds()) {
            return "admit the " + count(calls(), "call") + " known and nothing else";
        }
        return "admit " + count(proof.surplus().size(), "call") + " that nobody is known to make, refuse "
                + count(proof.refused().size(), "known call");
    }

    /// The services about which the proof has a blind spot.
    public List<String> blindServices() {
        return onboarding.proof().blindSpots().stream()
                .map(Proof.BlindSpot::service)
                .distinct()
                .toList();
    }

    public String checked() {
        return count(onboarding.objects(), "object");
    }

    /// How many findings, of what is a warning or worse.
    public String findings() {
        long errors = findings(Severity.CRITICAL) + findings(Severity.ERROR);
        long warnings = findings(Severity.WARNING);
        return count(errors + warnings, "finding") + ": " + count(errors, "error") + ", " + count(warnings, "warning");
    }

    public String planned() {
        var plan = onboarding.plan();
        return count(plan.phases().size(), "phase") + " over " + count(plan.days(), "working day");
    }

    /// Calls between services; what comes in from outside is not one.
    private long calls() {
        return onboarding.topology().edges().stream()
                .filter(edge -> !edge.fromIngress())
                .count();
    }

    private long findings(Severity severity) {
        return onboarding.findings().stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }

    private static String folder(String path) {
        return path.substring(0, Math.max(0, path.indexOf('/')));
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /// `1 service`, `22 services`.
    public static String count(long number, String noun) {
        return number(number) + " " + noun + (number == 1 ? "" : "s");
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
