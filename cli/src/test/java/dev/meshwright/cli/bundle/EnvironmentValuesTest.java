package dev.meshwright.cli.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentValuesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ${CLUSTER}.example.com      | the placeholder ${CLUSTER}, which nobody has filled in
            ${CLUSTER:-dev}             | the placeholder ${CLUSTER:-dev}, which nobody has filled in
            a-$(POD_NAME)-b             | the placeholder $(POD_NAME), which nobody has filled in
            {{ .Values.host }}          | the placeholder {{ .Values.host }}, which nobody has filled in
            /home/ann/certs/root.pem    | the path /home/ann/, which is one user's
            file:///Users/ann/root.pem  | the path /Users/ann/, which is one user's
            C:\\Users\\ann              | the path C:\\Users\\, which is one user's
            ~/certs                     | the path ~/, which is one user's
            """)
    void whatDependsOnThePlaceIsSeen(String text, String what) {
        assertThat(EnvironmentValues.in(text)).contains(what);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "^/v1/(a|b)$",
                "%REQ(:PATH)%",
                "price in $",
                "/home",
                "/api/home/",
                "{\"a\": {\"b\": 1}}",
                "~",
                "~suffix",
                "outbound|80||a"
            })
    void whatIsTheSameEverywherePasses(String text) {
        assertThat(EnvironmentValues.in(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "k8s/overlays/prod/kustomization.yaml, prod",
        "overlays/eu-west-1, eu-west-1",
        "environments/blue/mesh.yaml, blue",
        "k8s/staging/mesh.yaml, staging",
        "mesh.production.yaml, production",
        "values-dev.yaml, dev"
    })
    void overlayIsChosenByAnEnvironmentsName(String path, String name) {
        assertThat(EnvironmentValues.overlay(path)).contains(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"k8s/payment/mesh.yaml", "out/enforce/kustomization.yaml", "products/a.yaml", "prod-a/b.yaml"})
    void otherFoldersAreNobodysEnvironment(String path) {
        assertThat(EnvironmentValues.overlay(path)).isEmpty();
    }
}
