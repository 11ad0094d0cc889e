package dev.meshwright.topology.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meshwright.MeshwrightException;
import dev.meshwright.topology.ServiceDetails;
import org.junit.jupiter.api.Test;

class TopologyTableTest {
    @Test
    void theShopAtAGlance() {
        assertThat(TopologyTable.of(ShopTopology.shop(), false))
                .startsWith("22 services, 33 calls, 1 external host\n")
                .contains("""
                payment-service         → ledger-service, stripe-webhook, api.stripe.com (external)
                """, """
                Timeouts   8 services have none         api-gateway, auth-service, \
                """.strip(), """
                           5 services have 30 s         ledger-service, \
                """.stripTrailing(), """
                           9 services have 2 s to 10 s  inventory-service, \
                """.stripTrailing(), """
                Cycles     payment-service → stripe-webhook → payment-service
                Unknown    nothing: every container's settings were read
                """);
    }

    @Test
    void linesFitATerminalUnlessAllIsWanted() {
        assertThat(TopologyTable.of(ShopTopology.shop(), false).lines()).allMatch(line -> line.length() <= 120);
        assertThat(TopologyTable.of(ShopTopology.shop(), false)).contains("and 2 more");
        assertThat(TopologyTable.of(ShopTopology.shop(), true)).doesNotContain(" more");
    }

    @Test
    void aNameInSeveralNamespacesIsWrittenInFull() {
        var topology = ShopTopology.of("a/db tcp 0 ->\nb/db tcp 0 ->\nweb http 1 -> a/db\n");
        assertThat(TopologyTable.of(topology, false)).contains("web  → a/db\n");
    }

    @Test
    void namesCannotSteerTheTerminal() {
        assertThat(TopologyTable.of(Hostile.topology(), true)).doesNotContain("\u0007", "\u202e");
    }

    @Test
    void oneServiceShowsEvidenceAndWhoIsAffected() {
        String text =
                ServiceTable.of(ShopTopology.shop(), ServiceDetails.of(ShopTopology.shop(), "ledger-service"), false);
        assertThat(text)
                .containsPattern("Callers\n  payment-service  HTTP 80  declared  k8s/payment-service.yaml:\\d+  env")
                .contains("When it fails   4 services are affected, and traffic from outside")
                .contains("  directly          payment-service\n  through 1 other   order-service, stripe-webhook");
    }

    @Test
    void aServiceThatIsNotThereIsTheUsersToPutRight() {
        assertThatThrownBy(() -> ServiceDetails.of(ShopTopology.shop(), "nobody"))
                .isInstanceOf(MeshwrightException.class)
                .hasMessageContaining("\"nobody\"");
    }
}
