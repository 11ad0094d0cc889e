package dev.meshwright.topology.picture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.manifest.ManifestReader;
import dev.meshwright.topology.Service;
import dev.meshwright.topology.Topology;
import dev.meshwright.topology.TopologyMapper;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class TopologySvgTest {
    @Test
    void everyServiceAndEveryCallIsDrawnOnce() throws Exception {
        var svg = parse(TopologySvg.of(ShopTopology.shop()));
        assertThat(attributes(svg, "data-id"))
                .containsAll(
                        ShopTopology.shop().services().stream().map(Service::id).toList())
                .contains("ingress", "api.stripe.com")
                .doesNotHaveDuplicates()
                .hasSize(24);
        assertThat(attributes(svg, "data-from")).hasSize(33 + 2 + 1);
    }

    @Test
    void whereEveryoneCallsEveryoneThereIsStillAPicture() throws Exception {
        var text = new StringBuilder();
        for (int i = 0; i < 45; i++) {
            text.append("""
                    apiVersion: v1
                    kind: Service
                    metadata: {name: s%1$d, namespace: shop}
                    spec: {selector: {app: s%1$d}, ports: [{name: http, port: 80}]}
                    ---
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: s%1$d, namespace: shop, labels: {app: s%1$d}}
                    spec:
                      containers:
                        - name: c
                          env:
                    """.formatted(i));
            for (int j = 0; j < 45; j++) {
                text.append("        - {name: P%1$d_URL, value: 'http://s%1$d:80'}\n".formatted(j));
            }
            text.append("---\n");
        }
        var topology = TopologyMapper.map(ManifestReader.parse("all.yaml", text.toString()));
        assertThat(topology.edges()).hasSize(45 * 44);
        assertThat(attributes(parse(TopologySvg.of(topology)), "data-from")).hasSize(45 * 44);
    }

    @Test
    void idsAreUnique() throws Exception {
        assertThat(attributes(parse(TopologySvg.of(ShopTopology.shop())), "id")).doesNotHaveDuplicates();
    }

    @Test
    void nothingIsLoadedOrRun() throws Exception {
        var svg = parse(TopologySvg.of(Hostile.topology()));
        assertThat(attributes(svg, "href")).isEmpty();
        for (var element : elements(svg)) {
            assertThat(element.getTagName()).isIn("svg", "title", "desc", "style", "rect", "text", "g", "path");
        }
        assertThat(TopologySvg.of(ShopTopology.shop()).replace("http://www.w3.org/2000/svg", ""))
                .doesNotContain("url(", "@import");
    }

    @Test
    void hostileNamesStayText() throws Exception {
        var svg = parse(TopologySvg.of(Hostile.topology()));
        assertThat(attributes(svg, "data-id")).anyMatch(id -> id.contains("</script><img"));
    }

    @Test
    void callsOfACycleAreMarked() throws Exception {
        var cycle = elements(parse(TopologySvg.of(ShopTopology.shop()))).stream()
                .filter(element -> element.getAttribute("class").contains("cycle") && element.hasAttribute("data-from"))
                .map(element -> element.getAttribute("data-from") + " " + element.getAttribute("data-to"))
                .toList();
        assertThat(cycle)
                .containsExactly(
                        "payment-service/payment-service stripe-webhook/stripe-webhook",
                        "stripe-webhook/stripe-webhook payment-service/payment-service");
    }

    @Test
    void theTitleOfALineHoldsItsEvidence() {
        assertThat(TopologySvg.of(ShopTopology.shop()))
                .containsPattern("order-service → payment-service, HTTP 80, declared\nk8s/order-service.yaml:\\d+");
    }

    @Test
    void sameTopologySameBytes() {
        assertThat(TopologySvg.of(ShopTopology.shop())).isEqualTo(TopologySvg.of(ShopTopology.shop()));
    }

    @Test
    void anEmptyTopologyIsAPictureToo() throws Exception {
        var empty = new Topology(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
        assertThat(attributes(parse(TopologySvg.of(empty)), "data-id")).isEmpty();
    }

    @Test
    void manyServicesAreDrawnByNamespace() throws Exception {
        String svg = TopologySvg.of(mesh(300, 5));
        assertThat(attributes(parse(svg), "data-id")).containsExactly("team-0", "team-1", "team-2", "team-3", "team-4");
        assertThat(svg).contains("Each box is a namespace").contains("60 services");
    }

    @Test
    void ofManyNamespacesTheBusiestAreDrawnAndThePictureSaysSo() throws Exception {
        String svg = TopologySvg.of(mesh(300, 300));
        assertThat(attributes(parse(svg), "data-id")).hasSize(40);
        assertThat(svg).contains("the 40 with the most calls, of 300");
    }

    private static Topology mesh(int services, int namespaces) {
        var lines = new StringBuilder();
        for (int i = 0; i < services; i++) {
            int callee = (i * 7 + 1) % services;
            lines.append("team-%d/svc-%d http 1 -> team-%d/svc-%d\n"
                    .formatted(i % namespaces, i, callee % namespaces, callee));
        }
        return ShopTopology.of(lines.toString());
    }

    private static Document parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    private static List<Element> elements(Document svg) {
        var all = svg.getElementsByTagName("*");
        var elements = new ArrayList<Element>();
        for (int i = 0; i < all.getLength(); i++) {
            elements.add((Element) all.item(i));
        }
        return elements;
    }

    private static List<String> attributes(Document svg, String name) {
        return elements(svg).stream()
                .filter(element -> element.hasAttribute(name))
                .map(element -> element.getAttribute(name))
                .toList();
    }
}
