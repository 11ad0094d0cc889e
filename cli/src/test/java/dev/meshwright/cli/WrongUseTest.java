package dev.meshwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WrongUseTest {
    @ParameterizedTest
    @CsvSource({
        "mpa,there is no command \"mpa\". Did you mean map?",
        "onbord,there is no command \"onbord\". Did you mean onboard?",
        "chekc,there is no command \"chekc\". Did you mean check?",
    })
    void anUnknownCommandNamesTheClosest(String word, String message) {
        refused(Typed.command(word, "k8s"), message);
    }

    @ParameterizedTest
    @CsvSource({
        "check --fromat json,--fromat,--format",
        "check --fail-an error,--fail-an,--fail-on",
        "map --exlude x,--exlude,--exclude",
        "onboard --sevice x -o out,--sevice,--service",
        "generate --forse -o out,--forse,--force",
    })
    void anUnknownOptionNamesTheClosest(String line, String unknown, String closest, @TempDir Path folder)
            throws Exception {
        var words = (line + " " + Typed.small(folder)).split(" ");

        refused(
                Typed.command((Object[]) words),
                "there is no option \"%s\". Did you mean %s?".formatted(unknown, closest));
    }

    @Test
    void whatResemblesNothingGetsNoSuggestion() {
        assertThat(Typed.command("frobnicate").err())
                .isEqualTo("meshwright: there is no command \"frobnicate\". See `meshwright --help`.\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "check",
                "map --format jsn k8s",
                "check --fail-on terrible k8s",
                "generate k8s",
                "onboard k8s",
                "explain",
                "plan k8s",
                "--nonsense",
                "version more"
            })
    void whatCannotBeUnderstoodEndsWithTwoAndOneLineThatNamesTheHelp(String line) {
        var typed = Typed.command((Object[]) line.split(" "));

        refused(typed, "meshwright: ");
        assertThat(typed.err()).hasLineCount(1).contains("--help`.");
    }

    @Test
    void anUnknownCodeNamesTheClosest() {
        refused(Typed.command("explain", "IST010"), "did you mean IST01");
    }

    @Test
    void nothingTypedShowsTheStepsInOrder() {
        var typed = Typed.command();

        assertThat(typed.exitCode()).isZero();
        assertThat(typed.out()).containsSubsequence("map", "init", "generate", "check", "plan");
        assertThat(Typed.command("--help")).isEqualTo(typed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"onboard", "map", "init", "generate", "check", "review", "explain", "plan"})
    void helpOfACommandHasThreeExamples(String command) {
        var typed = Typed.command(command, "--help");

        assertThat(typed.exitCode()).isZero();
        assertThat(typed.err()).isEmpty();
        var examples = typed.out().lines().dropWhile(line -> !line.equals("Examples:"));
        assertThat(examples.skip(1).takeWhile(line -> !line.isBlank())).hasSize(3);
    }

    private static void refused(Typed typed, String message) {
        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.out()).isEmpty();
        assertThat(typed.err()).startsWith("meshwright: ").contains(message).doesNotContain("Exception", "\tat ");
    }
}
