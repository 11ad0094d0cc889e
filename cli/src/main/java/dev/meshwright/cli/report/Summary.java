package dev.meshwright.cli.report;

import dev.meshwright.access.Proof;
import dev.meshwright.analysis.Severity;
import dev.meshwright.topology.Edge;
import dev.meshwright.topology.ExternalCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;

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
        if (unknown > 0) {
            return count(unknown, "service") + " with calls unknown";
        }
        long inferred = calls() - admittedCalls();
        return inferred == 0 ? "every call has evidence" : count(inferred, "call") + " only inferred";
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
        return policies == 0 ? "no new policies" : policies == 1 ? "1 policy" : number(policies) + " policies";
    }

    /// What the policies admit, against the calls that are known.
    public String authorized() {
        var proof = onboarding.proof();
        long inferred = calls() - admittedCalls();
        var known = "admit the " + count(admittedCalls(), "call") + " known"
                + (inferred == 0 ? "" : ", none of the " + inferred + " inferred");
        if (proof.holds()) {
            return known + (inferred == 0 ? " and nothing else" : ", nothing else");
        }
        var refused = proof.refused().isEmpty()
                ? known
                : "refuse " + count(proof.refused().size(), "known call");
        long open = proof.surplus().stream()
                .map(pair -> pair.to() + ":" + pair.port())
                .distinct()
                .count();
        return open == 0 ? refused : refused + ", and strangers on " + count(open, "port");
    }

    /// The services about which the proof has a blind spot, by the sort of blind spot.
    public SequencedMap<String, List<String>> blindServices() {
        var bySort = new LinkedHashMap<String, List<String>>();
        for (var spot : onboarding.proof().blindSpots()) {
            var services = bySort.computeIfAbsent(spot.what(), _ -> new ArrayList<>());
            if (!services.contains(spot.service())) {
                services.add(spot.service());
            }
        }
        return bySort;
    }

    /// The workloads of each service account (`namespace/name`) that several share and that policies admit by, so that
    /// strangers come in with it.
    public SequencedMap<String, List<String>> sharedAccounts() {
        var accounts = new HashMap<String, String>();
        var members = new HashMap<String, List<String>>();
        for (var workload : onboarding.topology().workloads()) {
            var account = workload.namespace() + "/" + workload.serviceAccount();
            accounts.putIfAbsent(workload.id(), account);
            members.computeIfAbsent(account, _ -> new ArrayList<>()).add(workload.id());
        }
        var shared = new LinkedHashMap<String, List<String>>();
        for (var pair : onboarding.proof().surplus()) {
            var account = accounts.getOrDefault(pair.from(), "");
            if (members.getOrDefault(account, List.of()).size() > 1) {
                shared.putIfAbsent(account, members.getOrDefault(account, List.of()));
            }
        }
        return shared;
    }

    /// What the policies admit too much for another reason than a shared account.
    public List<Proof.Pair> otherSurplus() {
        var explained = sharedAccounts().values().stream().flatMap(List::stream).collect(Collectors.toSet());
        return onboarding.proof().surplus().stream()
                .filter(pair -> !explained.contains(pair.from()))
                .toList();
    }

    public String checked() {
        return count(onboarding.objects(), "object");
    }

    /// How many findings, of what is a warning or worse.
    public String findings() {
        long critical = findings(Severity.CRITICAL);
        long errors = findings(Severity.ERROR);
        long warnings = findings(Severity.WARNING);
        return count(critical + errors + warnings, "finding") + ": " + (critical == 0 ? "" : critical + " critical, ")
                + count(errors, "error") + ", " + count(warnings, "warning");
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

    /// The calls that policies admit: those that are more than inferred.
    private long admittedCalls() {
        return onboarding.topology().edges().stream()
                .filter(edge -> !edge.fromIngress() && edge.confidence() != Edge.Confidence.INFERRED)
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
