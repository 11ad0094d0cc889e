package dev.meshwright.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DocumentReaderTest {
    private static Manifests parse(String text) {
        return ManifestReader.parse("k8s/orders.yaml", text);
    }

    private static List<String> names(Manifests manifests) {
        return manifests.objects().stream().map(Manifest::name).toList();
    }

    private static String service(String name) {
        return "apiVersion: v1\nkind: Service\nmetadata:\n  name: " + name + "\n";
    }

    @Test
    void everyNodeKnowsItsPlaceAfterSplits() {
        var object = parse("# first\n" + service("a") + "--- # second\n" + service("b")
                        + "spec:\n  ports:\n  - port: 80\n")
                .objects()
                .get(1);
        assertThat(object.where()).hasToString("k8s/orders.yaml:7:1");
        assertThat(object.where("metadata", "name")).hasToString("k8s/orders.yaml:10:9");
        assertThat(object.root()
                        .items("spec", "ports")
                        .getFirst()
                        .entries()
                        .getFirst()
                        .where())
                .hasToString("k8s/orders.yaml:13:5");
    }

    @Test
    void placesAreRightWithWindowsLineEndsAndByteOrderMark() {
        var text = "\uFEFF" + (service("a") + "---\n" + service("b")).replace("\n", "\r\n");
        var objects = parse(text).objects();
        assertThat(objects.get(0).where()).hasToString("k8s/orders.yaml:1:1");
        assertThat(objects.get(1).where("metadata", "name")).hasToString("k8s/orders.yaml:9:9");
        assertThat(names(parse(text))).containsExactly("a", "b");
    }

    @Test
    void columnsCountCharactersNotBytes() {
        var object = parse("{apiVersion: v1, kind: Ä, metadata: {name: 😀, x: y1}}")
                .objects()
                .getFirst();
        assertThat(object.where("metadata", "x")).hasToString("k8s/orders.yaml:1:50");
    }

    @Test
    void contentMayFollowTheMarkerAndDotsEndADocument() {
        var manifests = parse("%YAML 1.2\n--- {apiVersion: v1, kind: Pod, metadata: {name: a}}\n...\n" + service("b")
                + "...\n# nothing\n---\n---\n# still nothing\n");
        assertThat(names(manifests)).containsExactly("a", "b");
        assertThat(manifests.problems()).isEmpty();
    }

    @Test
    void oneBrokenDocumentDoesNotLoseTheOthers() {
        var manifests = parse(service("a") + "---\nspec: [1, 2\n---\n" + service("c"));
        assertThat(names(manifests)).containsExactly("a", "c");
        assertThat(manifests.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.level()).isEqualTo(Problem.Level.ERROR);
            assertThat(problem.where().line()).isBetween(6, 7);
        });
    }

    @Test
    void aMarkerInsideABlockTextThatIsIndentedDoesNotSplit() {
        var object = parse(service("a") + "data:\n  x: |\n    ---\n    y\n")
                .objects()
                .getFirst();
        assertThat(object.root().text("data", "x")).contains("---\ny\n");
    }

    @Test
    void jsonIsReadAlsoWithTabs() {
        var manifests = ManifestReader.parse(
                "a.json",
                "{\n\t\"apiVersion\": \"v1\",\n\t\"kind\": \"Service\",\n\t\"metadata\": {\"name\": \"a\\/b\\u00e9\"},\n"
                        + "\t\"spec\": {\"ports\": [{\"port\": 80}]}\n}");
        assertThat(manifests.problems()).isEmpty();
        assertThat(names(manifests)).containsExactly("a/bé");
        assertThat(manifests.objects().getFirst().where("spec", "ports")).hasToString("a.json:5:20");
    }

    @Test
    void listsAreTakenApartAndItemsKeepTheirPlace() {
        var manifests = parse("""
                apiVersion: v1
                kind: List
                items:
                - {apiVersion: v1, kind: Service, metadata: {name: a}}
                - apiVersion: apps/v1
                  kind: DeploymentList
                  items:
                  - {metadata: {name: b}}
                - just text
                """);
        assertThat(names(manifests)).containsExactly("a", "b");
        assertThat(manifests.objects().get(1).kind()).isEqualTo("Deployment");
        assertThat(manifests.objects().get(1).apiVersion()).isEqualTo("apps/v1");
        assertThat(manifests.objects().get(1).where()).hasToString("k8s/orders.yaml:8:5");
        assertThat(manifests.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.where()).hasToString("k8s/orders.yaml:9:3");
            assertThat(problem.message()).contains("item of a List", "single value");
        });
    }

    @Test
    void aKindThatOnlyEndsInListIsAnObject() {
        var manifests = parse("{apiVersion: x/v1, kind: AllowList, metadata: {name: a}, spec: {items: []}}");
        assertThat(names(manifests)).containsExactly("a");
    }

    @Test
    void aliasesAndMergeKeysAreResolved() {
        var root = parse(service("a") + """
                        base: &base {a: 1, b: 2}
                        more: &more {b: 3, c: 4}
                        one: {<<: *base, b: 9}
                        two:
                          <<: [*base, *more]
                        same: *base
                        quoted: {"<<": 1}
                        """).objects().getFirst().root();
        assertThat(root.integer("one", "a")).contains(1);
        assertThat(root.integer("one", "b")).contains(9);
        assertThat(root.integer("two", "b")).contains(2);
        assertThat(root.integer("two", "c")).contains(4);
        assertThat(root.integer("same", "a")).contains(1);
        assertThat(root.integer("quoted", "<<")).contains(1);
    }

    @Test
    void aMergeKeyBelowReplacesWhatStandsAboveAsInKubernetes() {
        var manifests = parse(service("a") + "base: &base {x: 1}\nuse: {x: 2, <<: *base}\n");
        assertThat(manifests.objects().getFirst().root().integer("use", "x")).contains(1);
        assertThat(manifests.problems())
                .singleElement()
                .extracting(Problem::level)
                .isEqualTo(Problem.Level.WARNING);
    }

    @Test
    void anchorsEndWithTheirDocument() {
        var manifests = parse(service("a") + "x: &x 1\n---\n" + service("b") + "y: *x\n");
        assertThat(names(manifests)).containsExactly("a");
        assertThat(manifests.problems())
                .singleElement()
                .extracting(Problem::message)
                .asString()
                .contains("alias *x has no anchor &x");
    }

    @Test
    void generateNameIsEnoughOfAName() {
        var manifests = parse("{apiVersion: batch/v1, kind: Job, metadata: {generateName: job-}}");
        assertThat(manifests.problems()).isEmpty();
        assertThat(names(manifests)).containsExactly("job-");
    }

    @Test
    void aLargeFileIsReadInPartsInOrder() {
        var text = new StringBuilder();
        IntStream.range(0, 20_000).forEach(i -> text.append(service("s" + i)).append("---\n"));
        var manifests = parse(text.toString());
        assertThat(names(manifests))
                .isEqualTo(IntStream.range(0, 20_000).mapToObj(i -> "s" + i).toList());
        assertThat(manifests.objects().getLast().where().line()).isEqualTo(19_999 * 5 + 1);
    }
}
