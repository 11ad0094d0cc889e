package dev.meshwright.topology.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodeTest {
    private static List<String> literals(Language language, String text) {
        String code = language == Language.PHP ? "<?php " + text : text;
        return Code.literals(language, Lexer.tokens(code, language)).stream()
                .map(literal -> literal.role() + " " + literal.key() + " " + literal.text())
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            quoteCharacter = '~',
            value = {
                "JAVA       ¦ System.getenv().getOrDefault(\"A_URL\", \"http://a\")                  ¦ A_URL",
                "JAVA       ¦ Optional.ofNullable(System.getenv(\"A_URL\")).orElse(\"http://a\")     ¦ A_URL",
                "JAVA       ¦ String a = System.getenv(\"A_URL\") == null ? \"http://a\" : b;        ¦ A_URL",
                "KOTLIN     ¦ val a = System.getenv(\"A_URL\") ?: \"http://a\"                       ¦ A_URL",
                "GO         ¦ a := getEnvOr(\"A_URL\", \"http://a\")                                 ¦ A_URL",
                "GO         ¦ a := flag.String(\"a-url\", \"http://a\", \"where a is\")              ¦ a-url",
                "GO         ¦ viper.SetDefault(\"a.url\", \"http://a\")                              ¦ a.url",
                "PYTHON     ¦ a = os.environ.get('A_URL', 'http://a')                                ¦ A_URL",
                "PYTHON     ¦ a = os.environ.get('A_URL') or 'http://a'                              ¦ A_URL",
                "PYTHON     ¦ A = config('A_URL', default='http://a')                                ¦ A_URL",
                "JAVASCRIPT ¦ const a = process.env.A_URL || 'http://a'                              ¦ A_URL",
                "JAVASCRIPT ¦ const a = process.env['A_URL'] ?? `http://a`                           ¦ A_URL",
                "JAVASCRIPT ¦ f(`${process.env.A_URL || 'http://a'}/x`)                              ¦ A_URL",
                "CSHARP     ¦ var a = Environment.GetEnvironmentVariable(\"A_URL\") ?? \"http://a\"; ¦ A_URL",
                "RUBY       ¦ A = ENV.fetch('A_URL', 'http://a')                                     ¦ A_URL",
                "RUBY       ¦ A = ENV.fetch('A_URL') { 'http://a' }                                  ¦ A_URL",
                "RUBY       ¦ A = ENV['A_URL'] || 'http://a'                                         ¦ A_URL",
                "PHP        ¦ $a = getenv('A_URL') ?: 'http://a';                                    ¦ A_URL",
                "PHP        ¦ $a = $_ENV['A_URL'] ?? 'http://a';                                     ¦ A_URL",
                "RUST       ¦ let a = env::var(\"A_URL\").unwrap_or_else(|_| \"http://a\".into());   ¦ A_URL",
                "RUST       ¦ let a = env::var(\"A_URL\").unwrap_or(String::from(\"http://a\"));     ¦ A_URL",
            })
    void defaultsOfVariables(Language language, String code, String variable) {
        assertThat(literals(language, code)).contains("DEFAULT " + variable + " http://a");
    }

    @Test
    void variableThatIsFilledLater() {
        assertThat(literals(Language.GO, """
                        addr := os.Getenv("A_ADDR")
                        if addr == "" {
                            addr = "a:80"
                        }
                        """)).containsExactly("DEFAULT A_ADDR a:80");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            quoteCharacter = '~',
            value = {
                "JAVA       ¦ @FeignClient(name = \"a\", path = \"b\")",
                "JAVA       ¦ @FeignClient(\"a\")",
                "JAVA       ¦ ManagedChannelBuilder.forAddress(\"a\", 50051)",
                "JAVA       ¦ new HttpHost(\"a\", 80)",
                "JAVA       ¦ uriBuilder.host(\"a\")",
                "JAVA       ¦ new Hostname(\"a\")",
                "KOTLIN     ¦ ManagedChannelBuilder.forAddress(\"a\", 50051)",
                "GO         ¦ grpc.Dial(\"a\")",
                "PYTHON     ¦ grpc.insecure_channel('a')",
                "PYTHON     ¦ pika.ConnectionParameters('a')",
                "PYTHON     ¦ redis.Redis('a')",
                "PYTHON     ¦ http.client.HTTPConnection('a')",
                "RUBY       ¦ Net::HTTP.new('a', 80)",
                "RUBY       ¦ TCPSocket.new('a', 80)",
                "PHP        ¦ new AMQPStreamConnection('a', 5672)",
                "CSHARP     ¦ new TcpClient(\"a\", 80)",
            })
    void clientsTakePlainWords(Language language, String code) {
        assertThat(literals(language, code))
                .first()
                .asString()
                .startsWith("HOST")
                .endsWith(" a");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            quoteCharacter = '~',
            value = {
                "JAVA       ¦ private static final String HOST = \"a\";        ¦ HOST",
                "KOTLIN     ¦ val host: String = \"a\"                         ¦ host",
                "GO         ¦ var host string = \"a\"                          ¦ string",
                "GO         ¦ c := Config{Host: \"a\"}                         ¦ Host",
                "JAVASCRIPT ¦ new Redis({ host: 'a' })                         ¦ host",
                "JAVASCRIPT ¦ const host: string = 'a';                        ¦ host",
                "PYTHON     ¦ connect(host='a')                                ¦ host",
                "PYTHON     ¦ conf = {'host': 'a'}                             ¦ host",
                "PYTHON     ¦ host: str = 'a'                                  ¦ host",
                "RUBY       ¦ Redis.new(host: 'a')                             ¦ host",
                "RUBY       ¦ { :host => 'a' }                                 ¦ host",
                "PHP        ¦ new Client(['host' => 'a']);                     ¦ host",
                "CSHARP     ¦ new ConnectionFactory { HostName = \"a\" }       ¦ HostName",
                "RUST       ¦ const HOST: &str = \"a\";                        ¦ HOST",
            })
    void textsKnowWhatTheyAreFor(Language language, String code, String key) {
        assertThat(literals(language, code)).containsExactly("NAMED " + key + " a");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            quoteCharacter = '~',
            value = {
                "JAVA       ¦ log.info(\"http://a\")",
                "JAVA       ¦ throw new IllegalStateException(\"http://a\")",
                "JAVA       ¦ if (url.equals(\"http://a\")) return;",
                "JAVA       ¦ if (\"http://a\".equals(url)) return;",
                "JAVA       ¦ @Schema(example = \"http://a\")",
                "JAVA       ¦ switch (x) { case \"http://a\" -> y(); }",
                "JAVA       ¦ kafka.send(\"topic\", \"a:80\")",
                "KOTLIN     ¦ when (x) { \"http://a\" -> y() }",
                "GO         ¦ return fmt.Errorf(\"http://a\")",
                "GO         ¦ log.Printf(\"http://a\")",
                "PYTHON     ¦ logging.info('http://a')",
                "PYTHON     ¦ raise ValueError('http://a')",
                "PYTHON     ¦ names = {'http://a': 1}",
                "JAVASCRIPT ¦ console.log('http://a')",
                "JAVASCRIPT ¦ if (url === 'http://a') {}",
                "JAVASCRIPT ¦ res.redirect('http://a')",
                "JAVASCRIPT ¦ queue.publish('a')",
                "RUBY       ¦ puts 'a'",
                "PHP        ¦ error_log('http://a');",
                "CSHARP     ¦ logger.LogInformation(\"http://a\");",
                "RUST       ¦ println!(\"http://a\");",
            })
    void whatIsToldComparedOrSentIsNoAddress(Language language, String code) {
        assertThat(literals(language, code)).isEmpty();
    }

    @Test
    void statementMayEndWithItsLine() {
        assertThat(literals(Language.PYTHON, """
                        a_addr = os.getenv("A_ADDR")
                        connect("http://b")
                        c = (
                            os.getenv("C_ADDR")
                            or "http://c"
                        )
                        """)).containsExactly("PLAIN  http://b", "DEFAULT C_ADDR http://c");
        assertThat(literals(Language.JAVASCRIPT, """
                        log.info('started')
                        const b = x
                          .post("http://b")
                        console.log
                        """)).containsExactly("PLAIN b http://b");
    }

    @Test
    void documentationOfAFunctionIsNoAddress() {
        assertThat(literals(Language.PYTHON, "def f():\n  'http://a'\n  return 'http://b'"))
                .containsExactly("PLAIN  http://b");
    }

    @Test
    void eachLineOfALongTextIsItsOwn() {
        var literals =
                Code.literals(Language.GO, Lexer.tokens("\n\nx := `first\nhttp://a\n\nhttp://b\n`", Language.GO));

        assertThat(literals).extracting(Literal::line).containsExactly(4, 6);
    }
}
