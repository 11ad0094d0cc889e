package dev.meshwright.topology.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.meshwright.manifest.Problem;
import dev.meshwright.manifest.Source;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigFileTest {
    private static ConfigFile read(String name, String text) {
        return ConfigFile.read(name, text, new ConfigPlace(new Source("cm.yaml", 11, 1), false));
    }

    /// `line key=value`, the text beginning in line 11.
    private static List<String> settings(String name, String text) {
        var file = read(name, text);
        assertThat(file.problems()).isEmpty();
        return file.settings().stream()
                .map(setting -> setting.where().line() + " " + setting.key() + "=" + setting.value())
                .toList();
    }

    @Test
    void yamlKeepsThePathAndTheLineOfEveryValue() {
        assertThat(settings("config.yaml", """
                # orders: http://old:1
                grpc:
                  client:
                    user: {address: "static://user:9090"}   # was: user-old:9090
                brokers:
                - kafka-0:9092
                - kafka-1:9092
                ---
                note: >
                  folded
                """))
                .containsExactly(
                        "14 grpc.client.user.address=static://user:9090",
                        "16 brokers.#0=kafka-0:9092",
                        "17 brokers.#1=kafka-1:9092",
                        "19 note=folded\n");
    }

    @Test
    void jsonMayHoldCommentsAndACommaTooMany() {
        assertThat(settings("appsettings.json", """
                {
                  // "Old": "http://old:1",
                  "Orders": { "Url": "http://orders:8080", },
                  /* "X": "http://x" */
                  "Hosts": ["a:1",
                            "b:2"]
                }
                """))
                .containsExactly("13 Orders.Url=http://orders:8080", "15 Hosts.#0=a:1", "16 Hosts.#1=b:2");
    }

    @Test
    void tomlIsReadWithTablesArraysOfTablesAndInlineTables() {
        assertThat(settings("config.toml", """
                # url = "http://old:1"
                title = "shop"
                [orders]
                url = "http://orders:8080"
                  [orders.retry]
                  max = 3
                [[upstreams]]
                host = "a"
                [[upstreams]]
                host = "b"
                servers = [ "c:1",
                  "d:2" ]
                db = { host = "pg", port = 5432 }
                """))
                .containsExactly(
                        "12 title=shop",
                        "14 orders.url=http://orders:8080",
                        "16 orders.retry.max=3",
                        "18 upstreams.#0.host=a",
                        "20 upstreams.#1.host=b",
                        "21 upstreams.#1.servers.#0=c:1",
                        "22 upstreams.#1.servers.#1=d:2",
                        "23 upstreams.#1.db.host=pg",
                        "23 upstreams.#1.db.port=5432");
    }

    @Test
    void propertiesKnowContinuedLinesAndEscapes() {
        assertThat(settings("app.properties", """
                ! orders.url=http://old:1
                # orders.url=http://older:1
                orders.url = http\\://orders:8080
                kafka.bootstrap.servers: kafka-0:9092,\\
                                         kafka-1:9092
                db.host db
                name=caf\\u00e9
                """))
                .containsExactly(
                        "13 orders.url=http://orders:8080",
                        "14 kafka.bootstrap.servers=kafka-0:9092,kafka-1:9092",
                        "16 db.host=db",
                        "17 name=café");
    }

    @Test
    void iniKnowsSectionsAndBothKindsOfComments() {
        assertThat(settings("app.ini", """
                ; host = old
                # host = older
                [database]
                host = db  ; the main one
                port: 5432
                url = "http://a;b"
                [cache "local"]
                nodes = one:1
                    two:2
                """))
                .containsExactly(
                        "14 database.host=db",
                        "15 database.port=5432",
                        "16 database.url=http://a;b",
                        "18 cache \"local\".nodes=one:1",
                        "19 cache \"local\".nodes=two:2");
    }

    @Test
    void scriptsAndOtherFilesAreReadLineByLine() {
        assertThat(settings("run.sh", """
                #!/bin/sh
                export ORDERS_URL=http://orders:8080
                # curl http://old:1
                """)).containsExactly("12 ORDERS_URL=http://orders:8080");
    }

    @Test
    void aFileWithoutAnEndingIsYamlIfItIsAMapping() {
        assertThat(settings("config", "orders: {url: 'http://orders:8080'}\n"))
                .containsExactly("11 orders.url=http://orders:8080");
        assertThat(settings("config", "bind 0.0.0.0\nport 6379\n"))
                .containsExactly("11 =bind 0.0.0.0", "12 =port 6379");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a.json       | {"a": 1,~ "b": ]}             | 12 | not JSON: line 2
            a.yaml       | a: 1~b: [~                    | 13 | not YAML
            a.yaml       | a: {{ .Values.x }}            | 11 | looks like a Helm template
            a.toml       | a = 1~b = = 2                 | 12 | not TOML: line 2
            a.properties | a=1~b=\\u12                   | 12 | four hexadecimal digits
            a.ini        | a=1~[b~c=2                    | 12 | never closed
            nginx.conf   | events {}~http {~ server { listen 1; | 13 | never closed
            nginx.conf   | listen 1;~}~                  | 12 | closes nothing
            nginx.conf   | http {~ listen 1;~ root x~}   | 14 | root does not end
            """)
    void whatIsBrokenIsNamedWithItsLine(String name, String text, int line, String message) {
        var file = read(name, text.replace('~', '\n'));
        assertThat(file.problems()).first().satisfies(problem -> {
            assertThat(problem.level()).isEqualTo(Problem.Level.WARNING);
            assertThat(problem.where()).extracting(Source::file, Source::line).containsExactly("cm.yaml", line);
            assertThat(problem.message()).contains(message);
        });
    }

    @Test
    void ofABrokenFileTheLinesAreStillRead() {
        assertThat(read("a.yaml", "orders:\n  url: http://orders:8080\nx: [\n").settings())
                .extracting(ConfigSetting::key, ConfigSetting::value)
                .contains(tuple("orders.url", "http://orders:8080"));
    }

    @Test
    void aTextOnOneLineHasOnePlace() {
        var file = ConfigFile.read("a.json", "{\n\n\"a\": 1}", new ConfigPlace(new Source("cm.json", 7, 3), true));
        assertThat(file.settings())
                .extracting(setting -> setting.where().line())
                .containsExactly(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.toml", "a.json", "a.yaml", "nginx.conf", "a.ini", "a.properties"})
    void hostileTextsEndInAProblemOrInSettings(String name) {
        assertThat(read(name, "a = " + "[".repeat(50_000)).settings()).isNotNull();
        assertThat(read(name, "x; " + "a {".repeat(50_000)).settings()).isNotNull();
        assertThat(read(name, "k".repeat(100_000) + "\\".repeat(9)).settings()).isNotNull();
        assertThat(read(name, "\u0000\t{{ }}\n:\n=\n[]\n").settings()).isNotNull();
    }

    @Test
    void springDocumentsCountUnderTheirProfile() {
        var yaml = read("application.yml", """
                url: http://a
                ---
                spring.config.activate.on-profile: dev
                url: http://b
                """);
        assertThat(yaml.settings()).extracting(ConfigSetting::profile).containsExactly("", "dev", "dev");
        var list = read("application.yml", "spring: {config: {activate: {on-profile: [dev, test]}}}\nurl: http://b\n");
        assertThat(list.settings()).extracting(ConfigSetting::profile).containsOnly("dev,test");
        var properties = read("application.properties", """
                url=http://a
                #---
                spring.config.activate.on-profile=dev & !cloud
                url=http://b
                """);
        assertThat(properties.settings())
                .extracting(ConfigSetting::profile)
                .containsExactly("", "dev & !cloud", "dev & !cloud");
    }
}
