package dev.meshwright.topology.picture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GraphSourceTest {
    private static final String SMALL = "web http 3 -> api\napi grpc 0 -> web db\ndb tcp 0 -> \n";

    @Test
    void graphviz() {
        assertThat(TopologyDot.of(ShopTopology.of(SMALL)))
                .contains("n0 [label=\"api\\ngRPC 50051\", tooltip=\"api/api\"];")
                .contains("n2 -> n0 [color=\"#009e73\", style=dashed, color=\"#d55e00\", penwidth=2")
                .contains("n0 -> n1 [color=\"#b87800\", style=dotted, tooltip=")
                .endsWith("}\n");
    }

    @Test
    void mermaid() {
        assertThat(TopologyMermaid.of(ShopTopology.of(SMALL)))
                .startsWith("flowchart LR\n  n0[\"api<br/>gRPC 50051\"]:::grpc\n")
                .contains("  n0 -.-> n1\n", "  n2 -->|gRPC| n0\n", "  linkStyle 1,2 stroke:#d55e00");
    }

    @Test
    void hostileNamesStayInTheirQuotes() {
        assertThat(TopologyDot.of(Hostile.topology()).lines().filter(line -> line.contains("label=")))
                .hasSize(2)
                .allMatch(line ->
                        line.matches(" *n\\d \\[label=\"([^\"\\\\]|\\\\.)*\", tooltip=\"([^\"\\\\]|\\\\.)*\"];"));
        assertThat(TopologyMermaid.of(Hostile.topology()).lines().filter(line -> line.contains(":::")))
                .hasSize(2)
                .allMatch(line -> line.matches(" *n\\d\\[\"[^\"<>`]*<br/>[^\"<>`]*\"]:::\\w+"));
    }
}
