package dev.meshwright.topology.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class TopologyHtmlTest {
    @Test
    void onlyItsOwnScriptMayRun() throws Exception {
        String page = TopologyHtml.of(ShopTopology.shop());
        String script = page.substring(page.lastIndexOf("<script>") + 8, page.lastIndexOf("</script>"));
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
        assertThat(page)
                .contains("content=\"default-src 'none'; script-src 'sha256-"
                        + Base64.getEncoder().encodeToString(digest) + "';");
    }

    @Test
    void hostileNamesBecomeNeitherMarkupNorSlots() {
        String page = TopologyHtml.of(Hostile.topology());
        assertThat(page).doesNotContain("<img").contains("\\u003c/script\\u003e");
        assertThat(page.split("</script>", -1)).hasSize(3);
        assertThat(page).contains("{{script}}");
    }

    @Test
    void nothingIsLoaded() {
        String page = TopologyHtml.of(ShopTopology.of("web http 1 -> api\napi http 1 ->\n"));
        assertThat(page).doesNotContainPattern("(?i)<(link|iframe|object|embed)|\\ssrc=|href=\"(?!#)|url\\(|@import");
    }

    @Test
    void sameTopologySameBytes() {
        assertThat(TopologyHtml.of(ShopTopology.shop())).isEqualTo(TopologyHtml.of(ShopTopology.shop()));
    }
}
