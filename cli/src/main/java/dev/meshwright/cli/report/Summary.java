package dev.meshwright.cli.report;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Severity;
import dev.meshwright.topology.ExternalCall;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// The five lines that say what came out.
record Summary(Onboarding onboarding) {
    String mapped() {
        var topology = onboarding.topology();
        long calls = topology.edges().stream().filter(edge -> !edge.fromIngress()).count();
        long hosts = topology.external().stream().map(ExternalCall::host).distinct().count();
        return count(topology.services().size(), "service") + ", " + count(calls, "call") + ", "
                + count(hosts, "external host");
    }

    String generated() {
        var files = onboarding.generation().files();
        long mesh = files.stream().filter(file -> file.path().startsWith("mesh/")).count();
        return count(files.size(), "file") + ", " + number(mesh) + " of them for the mesh as a whole";
    }

    String choices() {
        long choices = onboarding.generation().choices().size();
        return count(choices, "choice") + " worth a look";
    }

    String authorized() {
        var proof = onboarding.proof();
        if (proof.holds()) {
            return "the policies admit the " + number(proof.admitted()) + " known calls and nothing else";
        }
        return "the policies admit " + count(proof.surplus().size(), "call") + " that nobody is known to make and refuse "
                + count(proof.refused().size(), "known call");
    }

    String checked() {
        String severities = Arrays.stream(Severity.values())
                .filter(severity -> findings(severity) > 0)
                .map(severity -> number(findings(severity)) + " " + severity.word())
                .collect(Collectors.joining(", "));
        return count(onboarding.objects(), "object") + ", " + count(onboarding.findings().size(), "finding")
                + (severities.isEmpty() ? "" : ": " + severities);
    }

    String planned() {
        var plan = onboarding.plan();
        return count(plan.phases().size(), "phase") + " over " + count(plan.days(), "working day");
    }

    private long findings(Severity severity) {
        return onboarding.findings().stream()
                .map(Finding::severity)
                .filter(severity::equals)
                .count();
    }

    private static String count(long number, String noun) {
        return number(number) + " " + noun + (number == 1 ? "" : "s");
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
