package dev.meshwright.topology.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LexerTest {
    private static List<Token> all(Language language, String text) {
        var tokens = Lexer.tokens(text, language);
        return IntStream.range(0, tokens.count()).mapToObj(tokens::at).toList();
    }

    private static List<String> strings(Language language, String text) {
        return all(language, text).stream()
                .filter(Token::isString)
                .map(token -> token.line() + " " + token.text())
                .toList();
    }

    private static String words(Language language, String text) {
        return all(language, text).stream()
                .map(token -> token.isString() ? "'" + token.text() + "'" : token.text())
                .collect(Collectors.joining(" "));
    }

    @Test
    void javaCommentsAndCharactersAreNoStrings() {
        assertThat(strings(Language.JAVA, """
                /** "doc" */ // "line"
                String a = "one"; /* "block
                " */ char q = '"'; char e = '\\''; char u = '\\u0022';
                String b = "t\\"w\\\\o";
                """)).containsExactly("2 one", "4 t\"w\\o");
    }

    @Test
    void javaTextBlocksKeepTheirLines() {
        assertThat(strings(
                        Language.JAVA,
                        "var a = \"\"\"\n    one \"quoted\"\n    \\\"\"\" two\n    \"\"\";\nvar b = \"c\";"))
                .containsExactly("1 \n    one \"quoted\"\n    \"\"\" two\n    ", "5 c");
    }

    @Test
    void kotlinStringsHoldCodeAndCommentsNest() {
        assertThat(strings(Language.KOTLIN, """
                /* a /* "b" */ "c" */ val x = "http://$host:80/${list["key"] ?: "none"}/x"
                val raw = ""\"C:\\dir "and" $name""\"
                val price = "5 $"
                """))
                .containsExactly("1 http://{}:80/{}/x", "1 key", "1 none", "2 C:\\dir \"and\" {}", "3 5 $");
    }

    @Test
    void goRawStringsTakeLinesAndRunesAreNoStrings() {
        assertThat(strings(Language.GO, """
                a := `one \\
                "two"` // `three`
                r := '"'
                s := "four\\""
                """)).containsExactly("1 one \\\n\"two\"", "4 four\"");
    }

    @Test
    void csharpVerbatimInterpolatedAndRawStrings() {
        assertThat(strings(Language.CSHARP, """
                var a = @"C:\\"; // "no"
                var b = @"say \""hi\"" ";
                var c = $"{x["k"]:0} {{y}}";
                var d = ""\"a "quoted" b""\";
                var e = $@"\\{f}\\";
                /// <summary>"no"</summary>
                """))
                .containsExactly("1 C:\\", "2 say \"hi\" ", "3 {} {y}", "3 k", "4 a \"quoted\" b", "5 \\{}\\");
    }

    @Test
    void rustLifetimesAreNoCharacters() {
        assertThat(strings(Language.RUST, """
                fn f<'a>(x: &'a str, q: char) -> &'static str { '"'; b'"'; "one" }
                let r = r#"two "quoted""#; let b = b"three"; let l = r"four\\";
                /* /* "no" */ "no" */ let m = "five
                lines";
                """))
                .containsExactly("1 one", "2 two \"quoted\"", "2 three", "2 four\\", "3 five\nlines");
    }

    @Test
    void javaScriptTemplatesNestAndRegularExpressionsAreNoStrings() {
        assertThat(strings(Language.JAVASCRIPT, """
                const a = `x ${b ? `y ${"z"}` : ''} w`; // 'no'
                const r = /["'`]\\/[/"]/g, half = n / 2 / 1, s = 'it\\'s';
                if (/'/.test(a)) return /"/;
                const t = x / y; const u = "q" / 2;
                """))
                .containsExactly("1 x {} w", "1 y {}", "1 z", "1 ", "2 it's", "4 q");
    }

    @Test
    void pythonPrefixesAndTripleQuotes() {
        assertThat(strings(Language.PYTHON, """
                '''doc "quoted"
                string'''
                a = r"C:\\dir\\"x" + f"{x['k']}:{{y}}" # "no"
                b = rb'bytes' + u"text" + ""\"it's ""\"
                bar"x"
                """))
                .containsExactly(
                        "1 doc \"quoted\"\nstring",
                        "3 C:\\dir\\\"x",
                        "3 {}:{y}",
                        "3 k",
                        "4 bytes",
                        "4 text",
                        "4 it's ",
                        "5 x");
    }

    @Test
    void rubyHereDocumentsPercentStringsAndTheEnd() {
        assertThat(strings(Language.RUBY, """
                # "no"
                a = "x #{y["k"]} z" + 'it''s' + %q(a "b")
                =begin
                "no"
                =end
                b = call(<<~TEXT, "after")
                  one "two"
                TEXT
                c = d % 2; e = x =~ /"'/
                __END__
                "no"
                """))
                .containsExactly("2 x {} z", "2 k", "2 it", "2 s", "2 a \"b\"", "6 after", "7   one \"two\"\n");
    }

    @Test
    void phpStandsWithinMarkup() {
        assertThat(strings(Language.PHP, """
                <p>Don't "read"</p>
                <?php # "no"
                $a = "x $who {$b['k']} y"; // "no" ?>
                <p>it's</p>
                <?= 'one' ?> "no"
                <?php
                $c = <<<'TEXT'
                two "three" it's
                TEXT;
                $d = 'four';
                """))
                .containsExactly("3 x {} {} y", "3 k", "5 one", "8 two \"three\" it's\n", "10 four");
    }

    @Test
    void symbolsThatDecideStayWhole() {
        assertThat(words(Language.JAVASCRIPT, "a ?? b || c === d; e?.f => g"))
                .isEqualTo("a ?? b || c === d ; e ?. f => g");
        assertThat(words(Language.GO, "a := b.C(\"d\")")).isEqualTo("a := b . C ( 'd' )");
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void stringThatDoesNotEndIsLeftOutAndReadingGoesOn(Language language) {
        String open = language == Language.PHP ? "<?php " : "";
        assertThat(strings(language, open + "a = \"one\nb = 2\n")).isEmpty();
        assertThat(words(language, open + "a = \"one\nb = 2\n")).endsWith("b = 2");
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void anyTextIsRead(Language language) {
        String[] parts = {
            "\"",
            "'",
            "`",
            "\"\"\"",
            "${",
            "{",
            "}",
            "#{",
            "\\",
            "\n",
            "/*",
            "*/",
            "//",
            "#",
            "<<~A",
            "A",
            "<?php",
            "?>",
            "r#",
            "$@",
            "%q(",
            "/",
            "x",
            " ",
            "\uD83D\uDE00",
            "\uD83D"
        };
        var random = new Random(7);
        for (int i = 0; i < 3_000; i++) {
            var text = new StringBuilder();
            for (int k = random.nextInt(40); k >= 0; k--) {
                text.append(parts[random.nextInt(parts.length)]);
            }
            assertThatCode(() -> Code.literals(language, Lexer.tokens(text.toString(), language)))
                    .as(text.toString())
                    .doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void linesAreCountedAlikeWhateverStandsThere(Language language) {
        String[] parts = {"\"a\" ", "'b' ", "x ", "/* c\n */ ", "\n", "{ } ", "`d\n` ", "\"\"\"e\n\"\"\" ", "( ", "; "};
        var random = new Random(11);
        for (int i = 0; i < 500; i++) {
            var text = new StringBuilder(language == Language.PHP ? "<?php\n" : "\n");
            for (int k = random.nextInt(20); k >= 0; k--) {
                text.append(parts[random.nextInt(parts.length)]);
            }
            long lines = text.toString().lines().count() + 1;
            assertThat(all(language, text.toString()))
                    .allSatisfy(token -> assertThat(token.line()).isBetween(1, (int) lines));
        }
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void hostileTextsEnd(Language language) {
        for (var part : List.of(
                "\"${", "`${", "$\"{", "f\"{", "\"#{", "'", "\"", "`", "/*", "<<~A ", "(", "{", "\"${\n", "'''", "r#\"",
                "%q(", "/[")) {
            String text = (language == Language.PHP ? "<?php " : "") + part.repeat(20_000);
            assertThatCode(() -> Code.literals(language, Lexer.tokens(text, language)))
                    .as(part)
                    .doesNotThrowAnyException();
        }
    }
}
