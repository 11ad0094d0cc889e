package dev.meshwright.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.meshwright.access.MeshSettings;
import dev.meshwright.access.condition.Field;
import dev.meshwright.access.condition.Request;
import dev.meshwright.access.reach.Answer;
import dev.meshwright.access.reach.Answer.Verdict;
import dev.meshwright.access.reach.Reach;
import dev.meshwright.intent.Intent;
import dev.meshwright.manifest.ManifestReader;
import dev.meshwright.manifest.Manifests;
import dev.meshwright.topology.TopologyMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who reaches whom in two well-known meshes, each answer worked out by hand from their manifests. The meshes are no
/// part of this project: without them the tests are skipped.
class WhoCanKnownMeshesTest {
    private static final Request ANY = Request.some(null, 0);
    private static final String MESH_NAMESPACE =
            "{apiVersion: v1, kind: Namespace, metadata: {name: default, labels: {istio-injection: enabled}}}";

    /// The policies of the boutique name callers, methods and ports; loadgenerator is in none but the frontend's.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "adservice | default/frontend",
                "cartservice | default/checkoutservice default/frontend",
                "checkoutservice | default/frontend",
                "currencyservice | default/checkoutservice default/frontend",
                "emailservice | default/checkoutservice",
                "paymentservice | default/checkoutservice",
                "productcatalogservice | default/checkoutservice default/frontend default/recommendationservice",
                "recommendationservice | default/frontend",
                "redis-cart | default/cartservice",
                "shippingservice | default/checkoutservice default/frontend",
            })
    void theBoutiqueAdmitsTheCallersThatItsPoliciesName(String service, String callers) {
        assertThat(admitted(boutique(), "default/" + service, ANY)).containsExactly(callers.split(" ", -1));
    }

    @Test
    void theBoutiquesFrontendIsOpenToGetAndPostAlone() {
        var reach = boutique();
        assertThat(reach.can("default/loadgenerator", "default/frontend", 80, ANY)
                        .verdict())
                .isEqualTo(Verdict.SOME);
        assertThat(reach.can("default/loadgenerator", "default/frontend", 80, ANY.with(Field.METHOD, "GET"))
                        .verdict())
                .isEqualTo(Verdict.YES);
        assertThat(reach.can("default/loadgenerator", "default/frontend", 80, ANY.with(Field.METHOD, "DELETE"))
                        .verdict())
                .isEqualTo(Verdict.NO);
    }

    @Test
    void theBoutiqueTakesPaymentsByOneMethodAlone() {
        var charge = ANY.with(Field.METHOD, "POST").with(Field.PATH, "/hipstershop.PaymentService/Charge");
        var reach = boutique();

        assertThat(reach.can("default/checkoutservice", "default/paymentservice", 50_051, charge)
                        .verdict())
                .isEqualTo(Verdict.YES);
        assertThat(reach.can(
                                "default/checkoutservice",
                                "default/paymentservice",
                                50_051,
                                charge.with(Field.PATH, "/hipstershop.PaymentService/Refund"))
                        .verdict())
                .isEqualTo(Verdict.NO);
        assertThat(reach.can("default/frontend", "default/paymentservice", 50_051, charge)
                        .verdict())
                .isEqualTo(Verdict.NO);
        assertThat(reach.can("plaintext", "default/paymentservice", 50_051, charge)
                        .verdict())
                .isEqualTo(Verdict.NO);
    }

    @Test
    void bookinfoIsOpenToAllWithoutPolicies() {
        assertThat(admitted(bookinfo(), "default/ratings", ANY))
                .containsExactly(
                        "default/details-v1",
                        "default/productpage-v1",
                        "default/ratings-v1",
                        "default/reviews-v1",
                        "default/reviews-v2",
                        "default/reviews-v3",
                        "plaintext");
    }

    /// One policy per service, in the way of Istio's own tutorial: the page for everyone, the others for those who need
    /// them, by GET.
    @Test
    void bookinfoWithAPolicyPerServiceAdmitsItsCallersByGet() {
        var policies = List.of(
                "{apiVersion: security.istio.io/v1, kind: AuthorizationPolicy, metadata: {name: none, namespace: default},"
                        + " spec: {}}",
                viewer("productpage", ""),
                viewer("details", "bookinfo-productpage"),
                viewer("reviews", "bookinfo-productpage"),
                viewer("ratings", "bookinfo-reviews"));
        var reach = bookinfo(policies.toArray(String[]::new));

        assertThat(admitted(reach, "default/details", ANY)).containsExactly("default/productpage-v1");
        assertThat(admitted(reach, "default/reviews", ANY)).containsExactly("default/productpage-v1");
        assertThat(admitted(reach, "default/ratings", ANY))
                .containsExactly("default/reviews-v1", "default/reviews-v2", "default/reviews-v3");
        assertThat(admitted(reach, "default/ratings", ANY.with(Field.METHOD, "POST")))
                .isEmpty();
        assertThat(admitted(reach, "default/productpage", ANY.with(Field.METHOD, "GET")))
                .contains("default/ratings-v1", "plaintext");
    }

    @Test
    void bookinfosRoutesChooseTheVersionOfReviews() {
        var all = "networking/destination-rule-all.yaml";
        assertThat(reviews(bookinfo(List.of(all, "networking/virtual-service-all-v1.yaml")), ANY))
                .containsExactly("default/reviews-v1");
        assertThat(reviews(bookinfo(List.of(all, "networking/virtual-service-reviews-80-20.yaml")), ANY))
                .containsExactly("default/reviews-v1", "default/reviews-v2");
        var forJason = bookinfo(List.of(all, "networking/virtual-service-reviews-test-v2.yaml"));
        assertThat(reviews(forJason, ANY.sending("end-user", List.of("jason")))).containsExactly("default/reviews-v2");
        assertThat(reviews(forJason, ANY.sending("end-user", List.of("ann")))).containsExactly("default/reviews-v1");
    }

    @Test
    void withoutItsSubsetsBookinfosRouteLeadsNowhere() {
        assertThat(bookinfo(List.of("networking/virtual-service-all-v1.yaml"))
                        .can("default/productpage-v1", "default/reviews", 9080, ANY)
                        .verdict())
                .isEqualTo(Verdict.NO);
    }

    /// The routes of the Gateway API name a Service per version, which are no part of the manifests.
    @Test
    void bookinfosHttpRoutesSendReviewsToTheServicesOfItsVersions() {
        var services = Stream.of("v1", "v2", "v3")
                .map(version ->
                        "{apiVersion: v1, kind: Service, metadata: {name: reviews-%s, namespace: default}, spec:"
                                        .formatted(version)
                                + " {selector: {app: reviews, version: %s}, ports: [{name: http, port: 9080}]}}"
                                        .formatted(version))
                .toArray(String[]::new);
        assertThat(reviews(bookinfo(List.of("gateway-api/route-reviews-90-10.yaml"), services), ANY))
                .containsExactly("default/reviews-v1", "default/reviews-v2");
        assertThat(reviews(bookinfo(List.of("gateway-api/route-reviews-v3.yaml"), services), ANY))
                .containsExactly("default/reviews-v3");
    }

    private static String viewer(String app, String account) {
        var from = account.isEmpty()
                ? ""
                : "from: [{source: {principals: [cluster.local/ns/default/sa/" + account + "]}}], ";
        return "{apiVersion: security.istio.io/v1, kind: AuthorizationPolicy, metadata: {name: %s, namespace: default},"
                        .formatted(app)
                + " spec: {selector: {matchLabels: {app: %s}}, rules: [{%sto: [{operation: {methods: [GET]}}]}]}}"
                        .formatted(app, from);
    }

    private static List<String> reviews(Reach reach, Request request) {
        return reach.can("default/productpage-v1", "default/reviews", 9080, request).ways().stream()
                .filter(way -> way.verdict() != Verdict.NO)
                .map(Answer.Way::workload)
                .toList();
    }

    private static List<String> admitted(Reach reach, String to, Request request) {
        return reach.whoCan(to, 0, request).stream()
                .filter(answer -> answer.verdict() != Verdict.NO)
                .map(Answer::from)
                .sorted()
                .toList();
    }

    private static Reach boutique() {
        return reach("online-boutique", List.of("helm-rendered/policies.yaml"));
    }

    private static Reach bookinfo(String... objects) {
        return bookinfo(List.of(), objects);
    }

    private static Reach bookinfo(List<String> files, String... objects) {
        return reach("bookinfo", files, objects);
    }

    private static Reach reach(String mesh, List<String> files, String... objects) {
        var root = SharedCases.folder("MESHWRIGHT_TOPOLOGIES", "topologies").map(folder -> folder.resolve(mesh));
        assumeTrue(
                root.isPresent() && Files.isDirectory(root.get()),
                "skipped: no ../shared/topologies/" + mesh + ", and MESHWRIGHT_TOPOLOGIES names no folder");
        var manifests = manifests(root.get(), files)
                .and(ManifestReader.parse(
                        "added.yaml",
                        String.join(
                                "\n---\n",
                                Stream.concat(Stream.of(MESH_NAMESPACE), Stream.of(objects))
                                        .toList())));
        return Reach.of(manifests, TopologyMapper.map(manifests), MeshSettings.of(Intent.defaults()));
    }

    private static Manifests manifests(Path root, List<String> files) {
        var first = root.resolve("manifests").resolve(root.endsWith("bookinfo") ? "bookinfo.yaml" : "");
        return ManifestReader.read(Stream.concat(
                        Stream.of(first),
                        files.stream()
                                .map(file -> root.resolve("istio-reference").resolve(file)))
                .toList());
    }
}
