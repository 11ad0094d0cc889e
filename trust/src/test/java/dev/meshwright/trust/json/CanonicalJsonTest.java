package dev.meshwright.trust.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meshwright.trust.RefusedException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalJsonTest {
    /// RFC 8785, section 3.2.2 to 3.2.4.
    @Test
    void exampleOfTheRfc() {
        assertThat(jcs("""
                {
                  "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
                  "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
                  "literals": [null, true, false]
                }
                """)).isEqualTo("""
                {"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],\
                "string":"€$\\u000f\\nA'B\\"\\\\\\\\\\"/"}""");
    }

    /// RFC 8785, section 3.2.3.
    @Test
    void namesAreOrderedByUtf16CodeUnits() {
        assertThat(jcs("""
                {"\\u20ac": "Euro Sign", "\\r": "Carriage Return", "\\ufb33": "Hebrew Letter Dalet With Dagesh",
                 "1": "One", "\\ud83d\\ude00": "Emoji: Grinning Face", "\\u0080": "Control", "\\u00f6": "o umlaut"}
                """))
                .isEqualTo("{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\",\"ö\":\"o umlaut\","
                        + "\"€\":\"Euro Sign\",\"😀\":\"Emoji: Grinning Face\","
                        + "\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}");
    }

    /// RFC 8785, appendix B.
    @ParameterizedTest
    @CsvSource({
        "0000000000000000, 0",
        "8000000000000000, 0",
        "0000000000000001, 5e-324",
        "8000000000000001, -5e-324",
        "7fefffffffffffff, 1.7976931348623157e+308",
        "ffefffffffffffff, -1.7976931348623157e+308",
        "4340000000000000, 9007199254740992",
        "c340000000000000, -9007199254740992",
        "4430000000000000, 295147905179352830000",
        "44b52d02c7e14af5, 9.999999999999997e+22",
        "44b52d02c7e14af6, 1e+23",
        "44b52d02c7e14af7, 1.0000000000000001e+23",
        "444b1ae4d6e2ef4e, 999999999999999700000",
        "444b1ae4d6e2ef4f, 999999999999999900000",
        "444b1ae4d6e2ef50, 1e+21",
        "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
        "3eb0c6f7a0b5ed8d, 0.000001",
        "41b3de4355555553, 333333333.3333332",
        "41b3de4355555554, 333333333.33333325",
        "41b3de4355555555, 333333333.3333333",
        "41b3de4355555556, 333333333.3333334",
        "41b3de4355555557, 333333333.33333343",
        "becbf647612f3696, -0.0000033333333333333333",
        "43143ff3c1cb0959, 1424953923781206.2"
    })
    void numbersAreWrittenAsEcmaScriptDoes(String bits, String written) {
        assertThat(CanonicalJson.ecmaScript(Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16))))
                .isEqualTo(written);
    }

    @Test
    void everyNumberReadsBackAsItself() {
        var random = new Random(7);
        for (int i = 0; i < 100_000; i++) {
            double number = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(number)) {
                assertThat(Double.parseDouble(CanonicalJson.ecmaScript(number))).isEqualTo(number);
            }
        }
    }

    @Test
    void canonicalTextIsItsOwnCanonicalText() {
        var once = jcs("{\"b\": [1, {\"d\": 1e-7, \"c\": \"\\u0001\\u007f\"}], \"a\": -0.0, \"\": -0}");

        assertThat(once).isEqualTo("{\"\":0,\"a\":0,\"b\":[1,{\"c\":\"\\u0001\u007f\",\"d\":1e-7}]}");
        assertThat(jcs(once)).isEqualTo(once);
    }

    @Test
    void integerThatADoubleCannotHoldIsRefused() {
        assertThat(jcs("9007199254740992")).isEqualTo("9007199254740992");
        assertThatThrownBy(() -> jcs("9007199254740993"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("write it as a string");
    }

    @Test
    void olpcEscapesQuoteAndBackslashOnly() {
        assertThat(olpc("{\"b\": \"\\n\\t\\\"\\\\\\/\\u0000\", \"a\": [true, null, 9223372036854775807]}"))
                .isEqualTo("{\"a\":[true,null,9223372036854775807],\"b\":\"\n\t\\\"\\\\/\0\"}");
    }

    @Test
    void olpcOrdersNamesByCodePoint() {
        assertThat(olpc("{\"😀\": 1, \"\ufb33\": 2}")).isEqualTo("{\"\ufb33\":2,\"😀\":1}");
    }

    @Test
    void olpcHasIntegersOnly() {
        assertThatThrownBy(() -> olpc("[1.0]")).isInstanceOf(RefusedException.class);
    }

    private static String jcs(String json) {
        return new String(CanonicalJson.jcs(JsonReader.read(json.getBytes(UTF_8))), UTF_8);
    }

    private static String olpc(String json) {
        return new String(CanonicalJson.olpc(JsonReader.read(json.getBytes(UTF_8))), UTF_8);
    }
}
