package dev.meshwright.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.manifest.ManifestReader;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkloadsTest {
    @Test
    void everyKindThatMakesPodsIsAWorkload() {
        for (var kind : List.of(
                "apps/v1 Deployment",
                "apps/v1 StatefulSet",
                "apps/v1 DaemonSet",
                "apps/v1 ReplicaSet",
                "v1 ReplicationController",
                "batch/v1 Job",
                "argoproj.io/v1alpha1 Rollout")) {
            var words = kind.split(" ", 2);
            var workload = of("""
                    apiVersion: %s
                    kind: %s
                    metadata: {name: a, namespace: n}
                    spec:
                      template:
                        metadata: {labels: {app: a}}
                        spec:
                          serviceAccountName: robot
                          containers: [{name: main, ports: [{name: http, containerPort: 8080}]}]
                    """.formatted(words[0], words[1])).getFirst();
            assertThat(workload.serviceAccount()).as(kind).isEqualTo("robot");
            assertThat(workload.labels()).containsEntry("app", "a");
            assertThat(workload.ports())
                    .extracting(Workload.ContainerPort::port)
                    .containsExactly(8080);
        }
    }

    @Test
    void aPodAndACronJobHaveTheirTemplateElsewhere() {
        var workloads = of("""
                apiVersion: v1
                kind: Pod
                metadata: {name: p, labels: {app: p}}
                spec: {containers: [{name: main}]}
                ---
                apiVersion: batch/v1
                kind: CronJob
                metadata: {name: c}
                spec: {jobTemplate: {spec: {template: {metadata: {labels: {app: c}}, spec: {containers: []}}}}}
                """);
        assertThat(workloads).extracting(Workload::id).containsExactly("default/c", "default/p");
        assertThat(workloads).extracting(w -> w.labels().get("app")).containsExactly("c", "p");
    }

    @Test
    void wrongTypesGiveAWorkloadWithoutContainers() {
        var workloads = of("""
                {apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, spec: {template: [1]}}
                ---
                {apiVersion: apps/v1, kind: Deployment, metadata: {name: b}, spec: {template: {spec: {containers: x}}}}
                """);
        assertThat(workloads).extracting(Workload::name).containsExactly("a", "b");
        assertThat(workloads).allSatisfy(w -> assertThat(w.ports()).isEmpty());
    }

    @Test
    void otherGroupsAndNamelessObjectsAreNotWorkloads() {
        assertThat(of("""
                {apiVersion: example.com/v1, kind: Deployment, metadata: {name: a}}
                ---
                {apiVersion: apps/v1, kind: Deployment}
                """)).isEmpty();
    }

    private static List<Workload> of(String yaml) {
        return Workloads.of(ManifestReader.parse("test.yaml", yaml));
    }
}
