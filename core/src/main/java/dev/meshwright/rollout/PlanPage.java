package dev.meshwright.rollout;

import dev.meshwright.topology.Topology;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The plan as a page of Markdown.
final class PlanPage {
    private static final String APPLY = "kubectl apply --server-side --field-manager=meshwright --force-conflicts ";

    private final Plan plan;
    private final HashMap<String, Integer> joinedIn = new HashMap<>();
    private final StringBuilder page = new StringBuilder();

    private PlanPage(Plan plan) {
        this.plan = plan;
        plan.phases().forEach(phase -> phase.joins().forEach(service -> joinedIn.put(service, phase.number())));
    }

    static String write(Plan plan, Topology topology) {
        return new PlanPage(plan).write(topology.services().size());
    }

    private String write(int services) {
        line("# Rollout: %d services in %d phases over %d working days"
                .formatted(services, plan.phases().size(), plan.days()));
        line("");
        line(
                "Each phase first saves what is there to `before/`, then gives its services their proxy with mTLS PERMISSIVE");
        line(
                "and policies in dry-run, and only then closes the services whose last known caller has joined: mTLS STRICT,");
        line(
                "policies enforced. A service is never closed while somebody who is known to call it still speaks plaintext.");
        line("");
        line("| phase | day | joins | closes | run | way back |");
        line("|---|---|---|---|---|---|");
        for (var phase : plan.phases()) {
            line("| %d %s | %s | %d | %d | `./%s.sh` | `./rollback.sh %s` |"
                    .formatted(
                            phase.number(),
                            phase.title(),
                            days(phase),
                            phase.joins().size(),
                            phase.closes().size(),
                            phase.id(),
                            phase.id()));
        }
        line("");
        line(
                "Everything back in one command: `./rollback.sh`. Every script asks before it changes anything; `--yes` answers.");
        plan.phases().forEach(this::phase);
        open();
        return page.toString();
    }

    private void phase(Plan.Phase phase) {
        line("");
        line("## Phase %d: %s (%s)".formatted(phase.number(), phase.title(), days(phase)));
        line("");
        line("Joins: " + names(phase.joins()) + ".");
        line("");
        line(
                phase.closes().isEmpty()
                        ? "Closes nothing yet: each of its services is called by one that joins later."
                        : "Safe to close at its end: " + names(phase.closes()) + ".");
        line("");
        line("```sh");
        line("./" + phase.id() + ".sh          # or step by step:");
        if (!phase.restarts().isEmpty()) {
            line("kubectl label --overwrite -f %s/namespaces.yaml istio-injection=enabled".formatted(phase.id()));
        }
        apply(phase.id() + "/join");
        phase.restarts().stream()
                .filter(restart ->
                        List.of("Deployment", "StatefulSet", "DaemonSet").contains(restart.kind()))
                .forEach(restart -> line("kubectl -n %s rollout restart %s/%s"
                        .formatted(restart.namespace(), restart.kind().toLowerCase(Locale.ROOT), restart.name())));
        if (!phase.closes().isEmpty()) {
            apply(phase.id() + "/close");
        }
        line("```");
        section("Watch", phase.watch());
        smokeTests(phase);
        section("Done when", phase.exitCriteria());
    }

    /// Applying alone would leave the fields that others had set before.
    private void apply(String overlay) {
        line(APPLY + "-k " + overlay);
        line("kubectl replace --field-manager=meshwright -k " + overlay);
    }

    private void smokeTests(Plan.Phase phase) {
        if (phase.smokeTests().isEmpty()) {
            return;
        }
        line("");
        line("Smoke tests, once closed:");
        line("");
        line("| from | to | port | must | because |");
        line("|---|---|---|---|---|");
        for (var test : phase.smokeTests()) {
            line("| %s | %s | %d | %s | %s |"
                    .formatted(
                            test.from(), test.to(), test.port(), test.allowed() ? "work" : "be refused", test.why()));
        }
    }

    private void open() {
        if (plan.open().isEmpty()) {
            return;
        }
        line("");
        line("## Stays open");
        line("");
        line(
                "These keep mTLS PERMISSIVE and their policy in dry-run, because closing them would cut a known caller off:");
        line("");
        plan.open().forEach(open -> line("- " + open.service() + ": " + open.why()));
    }

    private void section(String title, List<String> items) {
        line("");
        line(title + ":");
        line("");
        items.forEach(item -> line("- " + item));
    }

    private String names(List<String> services) {
        return services.isEmpty()
                ? "none"
                : services.stream().map(PlanPage::shortName).collect(Collectors.joining(", "));
    }

    /// A service whose namespace has its name is written once.
    private static String shortName(String id) {
        int slash = id.indexOf('/');
        return id.substring(0, slash).equals(id.substring(slash + 1)) ? id.substring(slash + 1) : id;
    }

    private static String days(Plan.Phase phase) {
        return phase.firstDay() == phase.lastDay()
                ? "day " + phase.firstDay()
                : "days " + phase.firstDay() + " and " + phase.lastDay();
    }

    private void line(String text) {
        page.append(text).append('\n');
    }
}
