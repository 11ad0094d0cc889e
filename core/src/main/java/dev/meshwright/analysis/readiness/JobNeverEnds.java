package dev.meshwright.analysis.readiness;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.topology.Workload;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A Job whose pods keep running because their sidecar does.
final class JobNeverEnds implements Rule {
    private static final Pattern ENDING = Pattern.compile("quitquitquit|pilot-agent|SCUTTLE|scuttle");

    private static final RuleInfo INFO = new RuleInfo(
            "MW5303",
            "JobNeverEnds",
            Category.INJECTION,
            Severity.ERROR,
            "A Job never ends, because its sidecar runs on",
            "A Job is done when all containers of its pod are. An ordinary sidecar does not stop when the work is done, so"
                    + " the pod stays, a CronJob never starts its next one, and nothing reports success.",
            "Let istiod make native sidecars (ENABLE_NATIVE_SIDECARS, Kubernetes 1.29 or later); or call"
                    + " localhost:15020/quitquitquit at the end; or refuse the sidecar, if no policy needs it.",
            Examples.NAMESPACE + job("sidecar.istio.io/nativeSidecar: \"false\""),
            Examples.NAMESPACE + job("sidecar.istio.io/nativeSidecar: \"true\""),
            "https://istio.io/latest/blog/2023/native-sidecars/");

    private static String job(String annotation) {
        return """
                apiVersion: batch/v1
                kind: Job
                metadata: {name: report, namespace: shop}
                spec:
                  template:
                    metadata: {labels: {app: report}, annotations: {%s}}
                    spec: {restartPolicy: Never, containers: [{name: report, command: [/report]}]}
                """.formatted(annotation);
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        var view = ReadinessView.of(mesh);
        return view.withSidecar()
                .filter(workload -> workload.isJob() && view.hasOrdinarySidecar(workload) && !endsProxy(workload))
                .map(workload -> Finding.of(
                        INFO,
                        workload.manifest(),
                        workload.where(),
                        "",
                        "the pods of " + workload.kind() + " " + workload.id() + " run on after its work is done",
                        INFO.fix()));
    }

    private static boolean endsProxy(Workload workload) {
        return Containers.of(workload).stream()
                .flatMap(Containers::texts)
                .anyMatch(text -> ENDING.matcher(text).find());
    }
}
