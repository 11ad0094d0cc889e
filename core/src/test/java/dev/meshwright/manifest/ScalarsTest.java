package dev.meshwright.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.manifest.Node.Scalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScalarsTest {
    private static Node value(String yaml) {
        var text = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\nvalue: " + yaml + "\n";
        return ManifestReader.parse("c.yaml", text).objects().getFirst().root();
    }

    @ParameterizedTest
    @ValueSource(strings = {"y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "true", "True", "TRUE"})
    void allSpellingsOfTrueAreBooleans(String text) {
        assertThat(value(text).bool("value")).contains(true);
        assertThat(value(text).text("value")).contains("true");
        assertThat(value('"' + text + '"').bool("value")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"n", "N", "no", "No", "NO", "off", "Off", "OFF", "false", "False", "FALSE"})
    void allSpellingsOfFalseAreBooleans(String text) {
        assertThat(value(text).bool("value")).contains(false);
        assertThat(value(text).text("value")).contains("false");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "8080, 8080",
        "-12, -12",
        "+12, 12",
        "0777, 511",
        "0o7, 7",
        "0x1F, 31",
        "0b101, 5",
        "-0b11, -3",
        "1_000, 1000",
        "00, 0",
        "'\"8080\"', 8080"
    })
    void integersAreReadInEveryNotation(String written, int meant) {
        assertThat(value(written).integer("value")).contains(meant);
    }

    @ParameterizedTest
    @CsvSource({
        "1.10, NUMBER",
        ".5, NUMBER",
        "1., NUMBER",
        "1e3, NUMBER",
        "-1.5E-3, NUMBER",
        ".inf, NUMBER",
        "-.Inf, NUMBER",
        ".nan, NUMBER",
        "089, NUMBER",
        "18446744073709551616, NUMBER",
        "18446744073709551615, INTEGER",
        "0xZZ, STRING",
        "0b2, STRING",
        "0o, STRING",
        "-, STRING",
        ".e5, STRING",
        "1e, STRING",
        "1.2.3, STRING",
        "10.0.0.1, STRING",
        "12:30:45, STRING",
        "2026-01-02, STRING",
        "0x, STRING",
        "yEs, STRING",
        "nUll, STRING",
        "_1, STRING",
        "NULL, NULL",
        "Null, NULL",
        "~, NULL"
    })
    void aPlainScalarHasTheTypeThatKubernetesGivesIt(String text, Scalar.Type type) {
        assertThat(Scalars.plain(text)).isEqualTo(type);
    }

    @Test
    void nothingAfterTheColonIsNull() {
        assertThat(value("").at("value")).isEmpty();
        assertThat(value("''").text("value")).contains("");
    }

    @Test
    void tagsDecideOverTheLooks() {
        assertThat(value("!!str 8080").at("value"))
                .get()
                .isInstanceOfSatisfying(
                        Scalar.class, scalar -> assertThat(scalar.type()).isEqualTo(Scalar.Type.STRING));
        assertThat(value("!!bool \"yes\"").bool("value")).contains(true);
        assertThat(value("! 12").at("value").map(node -> ((Scalar) node).type()))
                .contains(Scalar.Type.STRING);
    }

    @Test
    void numbersStayAsWritten() {
        assertThat(value("1.10").text("value")).contains("1.10");
        assertThat(value("0x1F").text("value")).contains("0x1F");
    }

    @Test
    void keysOfOtherTypesBecomeTheTextOfTheirValue() {
        var root = value("\n  on: a\n  0777: b\n  8080: c\n  1.5: d");
        assertThat(root.entries("value").stream().map(Node.Entry::key)).containsExactly("true", "511", "8080", "1.5");
    }
}
