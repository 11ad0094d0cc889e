package dev.meshwright.topology;

import static dev.meshwright.topology.Settings.caller;
import static dev.meshwright.topology.Settings.configMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EnvDetectorTest {
    private static final String MAP = configMap("urls", "{A: one, B: two}");

    @Test
    void valuesAndConfigMapKeysAreRead() {
        assertThat(texts(caller(
                                "env: [{name: X, value: 7}, {name: W, valueFrom: {configMapKeyRef: {name: urls, key: B}}}]")
                        + MAP))
                .containsExactly("X=7", "W=two");
    }

    @Test
    void envFromBringsAllKeysWithTheirPrefix() {
        assertThat(texts(caller("envFrom: [{prefix: P_, configMapRef: {name: urls}}]") + MAP))
                .containsExactly("P_A=one", "P_B=two");
    }

    @Test
    void envWinsOverEnvFromAndTheLaterOverTheEarlier() {
        assertThat(texts(caller("envFrom: [{configMapRef: {name: urls}}, {configMapRef: {name: more}}],"
                                + " env: [{name: A, value: own}, {name: C, value: 1}, {name: C, value: 2}]")
                        + MAP
                        + configMap("more", "{B: three}")))
                .containsExactly("A=own", "B=three", "C=2");
    }

    @Test
    void whatASecretSetsIsNotWhatTheConfigMapSaid() {
        assertThat(texts(caller("envFrom: [{configMapRef: {name: urls}}],"
                                + " env: [{name: A, valueFrom: {secretKeyRef: {name: s, key: k}}}]")
                        + MAP))
                .containsExactly("B=two");
    }

    @Test
    void variablesAreExpandedAsTheKubeletDoes() {
        assertThat(texts(caller("""
                        env: [{name: H, value: orders}, {name: U, value: 'http://$(H):80/$(LATER)'},
                              {name: LATER, value: x}, {name: D, value: '$$(H) $$ $H ${H}'}]\
                        """)))
                .containsExactly("H=orders", "U=http://orders:80/$(LATER)", "LATER=x", "D=$(H) $ $H ${H}");
    }

    @Test
    void initContainersAreReadToo() {
        assertThat(texts(caller("env: [{name: A, value: a}]")
                        .replace(
                                "containers:", "initContainers: [{name: i, env: [{name: B, value: b}]}], containers:")))
                .containsExactly("B=b", "A=a");
    }

    @Test
    void theConfigMapsOfAnotherNamespaceAreNotSeen() {
        var elsewhere = MAP.replace("{name: urls}", "{name: urls, namespace: bank}");

        assertThat(texts(caller("envFrom: [{configMapRef: {name: urls}}]") + elsewhere))
                .isEmpty();
    }

    @Test
    void onlyWhatSeveralWorkloadsTakeInIsShared() {
        var other = caller("envFrom: [{configMapRef: {name: urls}}]").replace("caller", "other");
        var all = caller("envFrom: [{configMapRef: {name: urls}}]");
        var one = caller("env: [{name: A, valueFrom: {configMapKeyRef: {name: urls, key: A}}}]");

        assertThat(reaches(all + MAP)).containsOnly(Setting.Reach.OWN);
        assertThat(reaches(all + other + MAP)).containsOnly(Setting.Reach.SHARED);
        assertThat(reaches(one + other + MAP)).containsOnly(Setting.Reach.OWN);
    }

    @Test
    void theEvidenceStandsWhereTheValueStands() {
        assertThat(Settings.found(new EnvDetector(), """
                        apiVersion: v1
                        kind: Pod
                        metadata: {name: caller}
                        spec:
                          containers:
                            - env:
                                - name: A
                                  value: x
                        """))
                .extracting(setting -> setting.where().line())
                .containsExactly(8);
    }

    @Test
    void wrongTypesAreLeftOut() {
        assertThat(texts(caller("env: [7, {value: x}, {name: A}, {name: B, value: [x]}, {name: [C], value: x},"
                                + " {name: D, valueFrom: urls}], envFrom: [{configMapRef: urls}, urls]")
                        + MAP))
                .isEmpty();
        assertThat(texts(caller("env: {A: b}, envFrom: {configMapRef: {name: urls}}") + MAP))
                .isEmpty();
    }

    private static List<Setting.Reach> reaches(String yaml) {
        return Settings.found(new EnvDetector(), yaml).stream()
                .map(Setting::reach)
                .toList();
    }

    private static List<String> texts(String yaml) {
        return Settings.texts(new EnvDetector(), yaml);
    }
}
