package dev.meshwright.analysis.review;

import static dev.meshwright.analysis.review.Reviewed.namespace;
import static dev.meshwright.analysis.review.Reviewed.peers;
import static dev.meshwright.analysis.review.Reviewed.policy;
import static dev.meshwright.analysis.review.Reviewed.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meshwright.Json;
import dev.meshwright.MeshwrightException;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReviewTest {
    private static final String[] MESH = {
        namespace("shop", "istio-injection: enabled"),
        namespace("other", "istio-injection: enabled"),
        service("shop", "cart", ""),
        service("shop", "web", "cart.shop"),
        service("other", "stock", ""),
        peers("istio-system", "{mtls: {mode: STRICT}}"),
        peers("other", "{mtls: {mode: PERMISSIVE}}"),
        policy("shop", "cart", "{selector: {matchLabels: {app: cart}}, rules: [{}]}"),
        policy("other", "stock", "{rules: [{}]}"),
    };

    @Test
    void aScopeKeepsWhatDecidesAboutIt() {
        var review = Reviewed.of(Scope.parse("workload/shop/cart"), MESH);

        assertThat(review.scope()).isEqualTo("workload/shop/cart");
        assertThat(review.workloads()).extracting(WorkloadState::workload).containsExactly("shop/cart");
        assertThat(review.policies()).extracting(PolicyState::policy).containsExactly("shop/cart");
        assertThat(review.calls()).extracting(CallState::from).containsExactly("shop/web");
        assertThat(review.meshWide()).isNotNull();
        assertThat(review.findings()).extracting(Finding::namespace).doesNotContain("other");
    }

    @Test
    void aNamespaceIsAScopeToo() {
        var review = Reviewed.of(Scope.parse("ns/other"), MESH);

        assertThat(review.workloads()).extracting(WorkloadState::workload).containsExactly("other/stock");
        assertThat(review.policies()).extracting(PolicyState::policy).containsExactly("other/stock");
        assertThat(review.findings()).extracting(Finding::severity).contains(Severity.CRITICAL);
    }

    @Test
    void anUnknownScopeNamesTheClosest() {
        assertThatThrownBy(() -> Reviewed.of(Scope.parse("ns/shoop"), MESH))
                .isInstanceOf(MeshwrightException.class)
                .hasMessage("no workload of the input is in ns/shoop. Did you mean ns/shop?");
        for (var wrong : List.of("", "ns", "ns/", "workload/shop", "workload/a/b/c", "namespace/shop")) {
            assertThatThrownBy(() -> Scope.parse(wrong)).isInstanceOf(MeshwrightException.class);
        }
    }

    @Test
    void everyPrintedLineIsAFactOrAnInference() {
        var review = Reviewed.of(MESH);

        for (var section : ReviewPage.of(review, true)) {
            for (var row : section.rows()) {
                assertThat(row.certainty()).isNotNull();
            }
        }
        assertThat(ReviewText.of(review, true).lines().filter(line -> line.matches(" {2}\\S.*")))
                .allMatch(line -> line.startsWith("  fact") || line.startsWith("  inference") || line.equals("  none"));
    }

    @Test
    void theSameMeshGivesTheSameBytes() {
        assertThat(Json.write(Reviewed.of(MESH))).isEqualTo(Json.write(Reviewed.of(MESH)));
        assertThat(ReviewText.of(Reviewed.of(MESH), false)).isEqualTo(ReviewText.of(Reviewed.of(MESH), false));
    }

    @Test
    void everyStepHasAWayBack() {
        var review = Reviewed.of(MESH);

        assertThat(review.next()).isNotEmpty();
        assertThat(review.next()).allSatisfy(step -> {
            assertThat(step.what()).isNotBlank();
            assertThat(step.first()).isNotBlank();
            assertThat(step.rollback()).isNotBlank();
        });
        assertThat(review.next()).extracting(NextStep::severity).isSorted();
    }

    @Test
    void namesStayTextInMarkdown() {
        var hostile = service("shop", "x", "").replace("name: x,", "name: \"<b>|@all\",");

        assertThat(ReviewMarkdown.of(Reviewed.of(hostile), true))
                .contains("&lt;b>\\|&#64;all")
                .doesNotContain("<b>");
        assertThat(ReviewHtml.of(Reviewed.of(hostile), true))
                .contains("&lt;b&gt;|@all")
                .doesNotContain("<b>", "{{");
    }

    @Test
    void withoutAnyWorkloadTheBlockerSaysSo() {
        var review = Reviewed.of(peers("istio-system", "{mtls: {mode: STRICT}}"));

        assertThat(review.blockers())
                .extracting(Review.Statement::text)
                .anyMatch(text -> text.startsWith("The input holds no workload"));
        assertThat(ReviewText.of(review, false)).contains("Blockers");
    }

    @Test
    void whatIsTakenForGrantedIsSaid() {
        assertThat(Reviewed.of(service("shop", "cart", "")).assumptions())
                .extracting(Review.Statement::text)
                .anyMatch(text -> text.contains("lacks the Namespace object: shop"))
                .anyMatch(text -> text.startsWith("The mesh config is not in the input"));
    }

    @Test
    void theWorstDecidesWhetherItIsFine() {
        assertThat(Reviewed.of(MESH).isAtLeast(Severity.CRITICAL)).isTrue();
        assertThat(Reviewed.of(Scope.parse("workload/shop/cart"), MESH).isAtLeast(Severity.ERROR))
                .isFalse();
    }
}
