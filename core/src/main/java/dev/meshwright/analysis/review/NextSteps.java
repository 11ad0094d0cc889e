package dev.meshwright.analysis.review;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Finding.Certainty;
import dev.meshwright.analysis.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes of findings what to do about them, in the form that is least likely to cut somebody off.
final class NextSteps {
    private static final String PREVIOUS = "Apply the previous version of what was edited: kubectl apply -f ";

    private NextSteps() {}

    /// @param findings the worst first
    /// @param change that the findings come with; null for a mesh as it is
    static List<NextStep> of(List<Finding> findings, @Nullable Change change) {
        var steps = new ArrayList<NextStep>();
        if (change != null) {
            steps.add(apply(change));
        }
        var byRule = new LinkedHashMap<String, List<Finding>>();
        findings.stream()
                .filter(finding -> finding.acknowledged() == null
                        && (finding.severity() != Severity.INFO || finding.category() == Category.SECURITY))
                .forEach(finding -> byRule.computeIfAbsent(
                                finding.severity() + finding.code() + finding.fix(), _ -> new ArrayList<>())
                        .add(finding));
        byRule.values().forEach(same -> steps.add(step(same)));
        return steps;
    }

    private static NextStep step(List<Finding> same) {
        var worst = same.getFirst();
        return new NextStep(
                worst.severity(),
                List.of(worst.code()),
                same.stream().map(NextSteps::object).distinct().toList(),
                first(worst),
                worst.fix(),
                rollback(worst),
                same.stream().allMatch(finding -> finding.certainty() == Certainty.FACT)
                        ? Certainty.FACT
                        : Certainty.INFERENCE);
    }

    private static String object(Finding finding) {
        var namespace =
                finding.namespace().isEmpty() || finding.kind().equals("Namespace") ? "" : finding.namespace() + "/";
        return finding.resource().isEmpty() ? finding.file() : finding.kind() + " " + namespace + finding.resource();
    }

    /// What to look at before.
    private static String first(Finding finding) {
        return switch (Subject.of(finding)) {
            case MUTUAL_TLS ->
                "See who still calls in plaintext: istio_requests_total{connection_security_policy=\"none\"}, by"
                        + " destination. Bring these callers into the mesh.";
            case POLICY ->
                "Apply the new policy with the annotation istio.io/dry-run: \"true\" and watch what it would refuse;"
                        + " ztunnel has no dry-run.";
            case WAYPOINT -> "Wait until the waypoint has an address (kubectl get gateway), then label one Service.";
            case INJECTION -> "Change one workload, restart it, and see that it is ready with its proxy.";
            case OTHER -> "See what the edit does before it is applied: meshwright review NEW --diff OLD.";
        };
    }

    private static String rollback(Finding finding) {
        return switch (Subject.of(finding)) {
            case MUTUAL_TLS ->
                (finding.kind().equals("PeerAuthentication")
                                ? PREVIOUS + finding.file()
                                : "Delete the PeerAuthentication that was added: kubectl delete peerauthentication NAME")
                        + ". Proxies follow in seconds.";
            case POLICY ->
                (finding.kind().equals("AuthorizationPolicy")
                                ? PREVIOUS + finding.file()
                                : "Delete the policy that was added: kubectl delete authorizationpolicy NAME")
                        + ". Proxies follow in seconds.";
            case WAYPOINT ->
                "Take the label away: kubectl label service NAME istio.io/use-waypoint-; apply the policies as they"
                        + " were. The waypoint may stay.";
            case INJECTION -> PREVIOUS + finding.file() + ", and restart the workload.";
            case OTHER -> PREVIOUS + finding.file() + ".";
        };
    }

    /// What a step is about, which decides what is careful.
    private enum Subject {
        MUTUAL_TLS,
        POLICY,
        WAYPOINT,
        INJECTION,
        OTHER;

        static Subject of(Finding finding) {
            return switch (finding.category()) {
                case SECURITY ->
                    finding.kind().equals("AuthorizationPolicy")
                                    || finding.code().equals("MW3105")
                            ? POLICY
                            : finding.kind().equals("PeerAuthentication")
                                            || finding.code().equals("MW2101")
                                    ? MUTUAL_TLS
                                    : OTHER;
                case AMBIENT -> WAYPOINT;
                case INJECTION -> INJECTION;
                case REFERENCE -> finding.kind().equals("AuthorizationPolicy") ? POLICY : OTHER;
                case VALIDITY, TRAFFIC, CAPACITY -> OTHER;
            };
        }
    }

    /// The change itself.
    private static NextStep apply(Change change) {
        var added = change.objects().stream()
                .filter(object -> object.how() == Change.How.ADDED)
                .map(Change.ObjectChange::object)
                .toList();
        boolean isAnswered = change.breaks().isEmpty() && change.weakened().isEmpty();
        return new NextStep(
                change.breaks().isEmpty() ? Severity.INFO : Severity.ERROR,
                List.of(),
                change.objects().stream()
                        .filter(object -> object.severity().isAtLeast(Severity.WARNING))
                        .map(Change.ObjectChange::object)
                        .toList(),
                "Keep what is there: the old files, or kubectl get -o yaml of each object that is changed or removed.",
                isAnswered
                        ? "Apply the change."
                        : "Do not apply the change before each call that breaks or loses mutual TLS is meant to.",
                "Apply the old state again: kubectl apply -f OLD"
                        + (added.isEmpty() ? "" : "; delete what is new: " + Grounds.some(added))
                        + ".",
                Certainty.INFERENCE);
    }
}
