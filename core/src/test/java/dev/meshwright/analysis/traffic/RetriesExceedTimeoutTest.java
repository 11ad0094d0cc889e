package dev.meshwright.analysis.traffic;

import static dev.meshwright.analysis.traffic.MeshObjects.virtualService;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Findings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetriesExceedTimeoutTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "timeout: 6s, retries: {attempts: 2, perTryTimeout: 2s}",
                "timeout: 1m30s, retries: {attempts: 8, perTryTimeout: 10s}",
                "timeout: 1.5s, retries: {attempts: 2, perTryTimeout: 500ms}",
                "timeout: 1h, retries: {attempts: 59, perTryTimeout: 1m}"
            })
    void triesThatJustFitAreFine(String fields) {
        assertThat(check(fields)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "timeout: 5999ms, retries: {attempts: 2, perTryTimeout: 2s}",
                "timeout: 3s, retries: {attempts: '3', perTryTimeout: 1s}",
                "timeout: 100ms, retries: {attempts: 1, perTryTimeout: 0.051s}",
                "timeout: 3s, retries: {attempts: 2147483647, perTryTimeout: 1s}"
            })
    void triesThatDoNotFitAreReported(String fields) {
        assertThat(check(fields)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "retries: {attempts: 9, perTryTimeout: 9s}",
                "timeout: 0s, retries: {attempts: 9, perTryTimeout: 9s}",
                "timeout: 3s, retries: {attempts: 9}",
                "timeout: 3s, retries: {attempts: 0, perTryTimeout: 9s}",
                "timeout: 3s, retries: {perTryTimeout: 9s}",
                "timeout: 3s, retries: {attempts: -3, perTryTimeout: 9s}",
                "timeout: 3s"
            })
    void withoutOneOfTheThreeThereIsNothingToAddUp(String fields) {
        assertThat(check(fields)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "timeout: 3, retries: {attempts: 9, perTryTimeout: 9s}",
                "timeout: soon, retries: {attempts: 9, perTryTimeout: 9s}",
                "timeout: 3s, retries: {attempts: 9, perTryTimeout: 9 s}",
                "timeout: 3s, retries: {attempts: many, perTryTimeout: 9s}",
                "timeout: [3s], retries: [9]"
            })
    void whatIsNoDurationIsForTheValidation(String fields) {
        assertThat(check(fields)).isEmpty();
    }

    @Test
    void eachRouteIsJudgedByItself() {
        assertThat(check("timeout: 9s}, {timeout: 3s, retries: {attempts: 3, perTryTimeout: 2s}"))
                .extracting(Finding::path, Finding::message)
                .containsExactly(tuple("spec.http[1].retries", "4 tries of 2s each do not fit into 3s"));
    }

    private static List<Finding> check(String fields) {
        return Findings.of(
                new RetriesExceedTimeout(), virtualService("shop/r", "{hosts: [reviews], http: [{" + fields + "}]}"));
    }
}
