package dev.meshwright.trust.dsse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meshwright.trust.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementTest {
    private static final String SHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private static final String VALID = """
            {"_type": "https://in-toto.io/Statement/v1",
             "subject": [{"name": "checkout", "digest": {"sha256": "%s", "gitCommit": "aa11"}}],
             "predicateType": "https://meshwright.dev/bundle/v1",
             "predicate": {"revision": "aa11", "b": [1, true]}, "later": 1}
            """.formatted(SHA256);

    @Test
    void sameStatementIsTheSameBytes() {
        var statement = Statement.read(VALID.getBytes(UTF_8));
        var bytes = statement.bytes();

        assertThat(new String(bytes, UTF_8))
                .startsWith(
                        "{\"_type\":\"https://in-toto.io/Statement/v1\",\"predicate\":{\"b\":[1,true],\"revision\":");
        assertThat(Statement.read(bytes)).isEqualTo(statement);
        assertThat(Statement.read(bytes).bytes()).isEqualTo(bytes);
    }

    @Test
    void isAboutWhatItsDigestNames() {
        var statement = Statement.read(VALID.getBytes(UTF_8));

        assertThat(statement.isAbout(SHA256)).isTrue();
        assertThat(statement.isAbout("aa11")).isFalse();
        assertThat(statement.isAbout(SHA256.replace('e', 'f'))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Statement/v1             | Statement/v0.1      | instead of https://in-toto.io/Statement/v1
            "subject": [{            | "subject": [], "x": [{ | has no subject
            {"sha256": "e3           | {"sha256": "E3      | is not a digest by sha256
            {"sha256": "e3           | {"sha256": "e3e3    | is not a digest by sha256
            "gitCommit": "aa11"      | "gitCommit": 11     | "gitCommit" is not a string
            "gitCommit": "aa11"      | "gitCommit": ""     | is not a digest by gitCommit
            "subject": [{            | "subject": [1, {    | is an object
            "predicateType"          | "predicate_type"    | "predicateType" is missing
            https://meshwright.dev/bundle/v1 | ''          | has no predicateType
            """)
    void statementThatSaysLessIsRefused(String from, String to, String message) {
        assertThat(VALID).contains(from);
        assertThatThrownBy(() -> Statement.read(VALID.replace(from, to).getBytes(UTF_8)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(message);
    }

    @Test
    void subjectWithoutDigestIsRefused() {
        assertThatThrownBy(() ->
                        Statement.read(VALID.replaceAll("\\{\"sha256.*?}", "{}").getBytes(UTF_8)))
                .hasMessage("the subject \"checkout\" has no digest");
    }
}
