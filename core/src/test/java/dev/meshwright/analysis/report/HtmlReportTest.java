package dev.meshwright.analysis.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HtmlReportTest {
    @Test
    void oneFileHoldsEverythingAndLoadsNothing() {
        var page = HtmlReport.of(Samples.FINDINGS, 12);

        assertThat(page)
                .startsWith("<!doctype html>")
                .contains("12 objects checked: 1 error, 1 info", "IST0101", "default-src 'none'")
                .doesNotContain("src=\"", "href=\"http", "{{");
    }

    @Test
    void textOfManifestsNeverEndsItsElement() {
        var page = HtmlReport.of(List.of(Hostile.finding()), 1);

        assertThat(page).contains("1 object checked").doesNotContain("a|b <i>");
    }

    @Test
    void nothingFoundIsSaid() {
        assertThat(HtmlReport.of(List.of(), 3)).contains("3 objects checked: nothing found");
    }
}
