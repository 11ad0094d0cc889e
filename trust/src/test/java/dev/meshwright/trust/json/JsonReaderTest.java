package dev.meshwright.trust.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meshwright.trust.RefusedException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
    @Test
    void readsEveryKindOfValue() {
        var read = JsonReader.readObject(bytes("""
                {"text": "a\\u00e9\\ud83d\\ude00\\/\\n", "whole": -12, "real": 1.5e3,
                 "list": [true, false, null, []], "object": {}}
                """));

        assertThat(read.text("text")).isEqualTo("aé😀/\n");
        assertThat(read.integer("whole")).isEqualTo(-12);
        assertThat(read.find("real")).contains(new Json.Real(1500));
        assertThat(read.array("list")).hasSize(4).first().isEqualTo(new Json.Bool(true));
        assertThat(read.object("object").members()).isEmpty();
    }

    @Test
    void integersAreExactToTheLastOf64Bits() {
        assertThat(JsonReader.read(bytes("9223372036854775807"))).isEqualTo(new Json.Int(Long.MAX_VALUE));
        assertRefused("9223372036854775808", "a number that 64 bits cannot hold");
    }

    @Test
    void nameTwiceInOneObjectIsRefusedWhereItStands() {
        assertRefused("{\"a\": 1,\n  \"\\u0061\": 2}", "JSON line 2 column 3: this name stands twice in one object");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[1,]",
                "{\"a\":1,}",
                "{a:1}",
                "{'a':1}",
                "01",
                "-",
                "+1",
                ".5",
                "1.",
                "1e",
                "1e999",
                "NaN",
                "Infinity",
                "nul",
                "tru",
                "[1] 2",
                "\"a",
                "\"\\x\"",
                "\"\\u12\"",
                "\"\\u00g0\"",
                "\"\\ud800\"",
                "\"\\udc00\"",
                "\"\\ud800\\u0041\"",
                "\"\t\"",
                "\"\n\"",
                "\uFEFF{}",
                "/**/1",
                "\"\\u００６１\"",
                "١",
                "[1 2]",
                "{\"a\" 1}",
                "{\"a\":}",
                "]",
                "\u00a01"
            })
    void whatIsNotJsonIsRefused(String text) {
        assertRefused(text, "JSON line");
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        for (var hex : new int[][] {{0xff}, {0xc0, 0x80}, {0xed, 0xa0, 0x80}, {0xf5, 0x80, 0x80, 0x80}, {0xc3}}) {
            var text = new byte[hex.length + 2];
            text[0] = '"';
            text[text.length - 1] = '"';
            for (int i = 0; i < hex.length; i++) {
                text[i + 1] = (byte) hex[i];
            }
            assertThatThrownBy(() -> JsonReader.read(text))
                    .isInstanceOf(RefusedException.class)
                    .hasMessage("JSON is not UTF-8");
        }
    }

    @Test
    void nestingEndsAtTheLimit() {
        int most = JsonReader.MAX_DEPTH;
        assertThat(JsonReader.read(bytes("[".repeat(most) + "1" + "]".repeat(most))))
                .isNotNull();
        assertRefused("[".repeat(most + 1) + "1" + "]".repeat(most + 1), "nested deeper than 64");
        assertRefused("[".repeat(1_000_000), "nested deeper than 64");
    }

    @Test
    void moreValuesThanTheLimitAreRefused() {
        assertRefused("[" + "0,".repeat(JsonReader.MAX_VALUES) + "0]", "more than 2000000 values");
    }

    @Test
    void longerThanTheLimitIsRefusedUnread() {
        assertThatThrownBy(() -> JsonReader.read(new byte[JsonReader.MAX_BYTES + 1]))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("is longer than");
    }

    @Test
    void anyBytesEndInAValueOrARefusal() {
        var random = new Random(42);
        var valid =
                bytes("{\"signed\":{\"version\":1,\"keys\":[\"a\\u0041\",1.5e-3,null,true]},\"é\":\"\\ud83d\\ude00\"}");
        int refused = 0;
        for (int round = 0; round < 20_000; round++) {
            var mutated = valid.clone();
            for (int change = random.nextInt(4); change >= 0; change--) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
            }
            try {
                var value = JsonReader.read(mutated);
                assertThat(value).isNotNull();
            } catch (RefusedException e) {
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }

    @Test
    void wrongKindOfMemberIsNamed() {
        var object = JsonReader.readObject(bytes("{\"version\": \"1\"}"));

        assertThatThrownBy(() -> object.integer("version")).hasMessage("\"version\" is not an integer");
        assertThatThrownBy(() -> object.text("expires")).hasMessage("\"expires\" is missing, it has to be a string");
    }

    private static void assertRefused(String text, String message) {
        assertThatThrownBy(() -> JsonReader.read(bytes(text)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(message);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
