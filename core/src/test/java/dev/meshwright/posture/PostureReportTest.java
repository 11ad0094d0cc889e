package dev.meshwright.posture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.Json;
import dev.meshwright.analysis.Severity;
import dev.meshwright.posture.PostureReport.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class PostureReportTest {
    private static final Mismatch FOUND =
            Mismatch.of(MismatchCode.LISTENER_UNEXPLAINED, "listener/debug", "", "0.0.0.0:19999", "it listens");

    @Test
    void oneMismatchAboveInfoIsUnsafeWhateverCouldNotBeLookedAt() {
        assertThat(PostureReport.of("p", false, List.of(FOUND), List.of("all else"))
                        .verdict())
                .isEqualTo(Verdict.UNSAFE);
    }

    @Test
    void informationIsSafe() {
        assertThat(PostureReport.of("p", true, List.of(FOUND.withSeverity(Severity.INFO)), List.of())
                        .verdict())
                .isEqualTo(Verdict.SAFE);
    }

    @Test
    void withoutAnythingThatCouldDecideItIsUnknown() {
        assertThat(PostureReport.of("p", false, List.of(), List.of()).verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void theJsonIsTheContract() {
        assertThat(Json.line(PostureReport.of("cart.shop", true, List.of(FOUND), List.of())))
                .isEqualTo(
                        "{\"proxy\":\"cart.shop\",\"verdict\":\"unsafe\",\"mismatches\":[{\"resource\":\"listener/debug\","
                                + "\"code\":\"MW9001\",\"severity\":\"critical\",\"intended\":\"\",\"active\":\"0.0.0.0:19999\","
                                + "\"message\":\"it listens\",\"object\":\"\",\"file\":\"\",\"line\":0}],\"unchecked\":[]}");
    }

    @Test
    void codesAreUniqueAndExplained() {
        var codes =
                List.of(MismatchCode.values()).stream().map(MismatchCode::code).toList();

        assertThat(codes).doesNotHaveDuplicates().allMatch(code -> code.startsWith("MW9"));
        assertThat(MismatchCode.of("MW9008").orElseThrow().explanation())
                .startsWith("MW9008 Authorization (critical, posture)");
    }
}
