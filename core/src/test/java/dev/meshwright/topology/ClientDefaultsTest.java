package dev.meshwright.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.meshwright.manifest.ManifestReader;
import dev.meshwright.topology.picture.ServiceTable;
import dev.meshwright.topology.source.SourceReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientDefaultsTest {
    @TempDir
    private Path folder;

    private Topology map(String name, String code, String env, String... more) throws IOException {
        var path = folder.resolve("web").resolve(name);
        Files.createDirectories(path.getParent());
        Files.writeString(path, code);
        Files.writeString(folder.resolve("web/Dockerfile"), "FROM scratch\n");
        String manifests = Mapped.service("web", 80)
                + Mapped.service("orders", 8080)
                + Mapped.deployment("web", "image: web, env: [" + env + "]")
                + String.join("", more);
        return TopologyMapper.map(ManifestReader.parse("k8s.yaml", manifests), SourceReader.read(List.of(folder)));
    }

    private static Service web(Topology topology) {
        return topology.service("default/web").orElseThrow();
    }

    /// `request 60 Net::HTTP:2`, with the line behind the library.
    private static List<String> timeouts(Topology topology) {
        return web(topology).timeouts().stream()
                .map(timeout -> timeout.meaning().word() + " " + timeout.seconds() + " " + timeout.library() + ":"
                        + timeout.line())
                .toList();
    }

    private static List<String> warnings(Topology topology, String kind) {
        return topology.warnings().stream()
                .filter(warning ->
                        warning.kind().equals(kind) && warning.message().startsWith("web "))
                .map(Topology.Warning::message)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a.py    | import httpx~httpx.get(url)                                  | 5.0   | httpx:2
            a.py    | from aiohttp import ClientSession~s = ClientSession()        | 300.0 | aiohttp:2
            a.js    | const a = 1;~const r = await fetch(`http://orders/${a}`);    | 300.0 | fetch:2
            A.java  | import okhttp3.*;~var c = new OkHttpClient();                | 10.0  | OkHttp:2
            A.java  | class A {}~@FeignClient(name = "orders")~interface B {}      | 60.0  | OpenFeign:2
            A.kt    | import io.ktor.client.*~val c = HttpClient(CIO)              | 15.0  | Ktor CIO:2
            A.cs    | class A {~ HttpClient c = new HttpClient();~}                | 100.0 | .NET HttpClient:2
            A.cs    | var b = 1;~services.AddHttpClient("orders");                 | 100.0 | .NET HttpClient:2
            a.rb    | require 'net/http'~Net::HTTP.get(uri)                        | 60.0  | Net::HTTP:2
            a.rb    | require 'faraday'~conn = Faraday.new(url: 'http://orders')   | 60.0  | Faraday:2
            a.rs    | use reqwest;~let r = reqwest::blocking::get(url)?;           | 30.0  | reqwest::blocking:2
            """)
    void aLibraryThatGivesUpByItselfLimitsTheCalls(String name, String code, double seconds, String library)
            throws IOException {
        var topology = map(name, code.replace('~', '\n'), "");
        assertThat(timeouts(topology)).contains("request " + seconds + " " + library);
        assertThat(warnings(topology, "no-timeout")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            main.go | import "net/http"~r, err := http.Get(url)                    | Go net/http
            main.go | import ("google.golang.org/grpc")~c, _ := grpc.NewClient(a)  | grpc-go
            main.go | import "github.com/go-resty/resty/v2"~c := resty.New()       | resty
            a.py    | import requests~requests.post(url, json=x)                   | Python requests
            a.py    | from urllib.request import urlopen~urlopen(url)              | Python urllib
            a.py    | import grpc~c = grpc.insecure_channel(addr)                  | grpcio
            a.ts    | import axios from "axios";~await axios.get(url);             | axios
            a.js    | const fetch = require('node-fetch');~await fetch(url);       | node-fetch
            a.js    | const http = require('http');~http.request(o, f);            | Node http
            a.js    | import got from 'got';~await got(url);                       | got
            A.java  | import java.net.http.*;~var c = HttpClient.newHttpClient();  | java.net.http
            A.java  | import org.springframework.web.client.*;~var c = new RestTemplate(); | RestTemplate
            A.kt    | import org.springframework.web.reactive.*~val c = WebClient.create(u) | WebClient
            A.java  | import org.apache.hc.client5.http.*;~var c = HttpClients.createDefault(); | Apache HttpClient 5
            A.cs    | var a = 1;~var c = GrpcChannel.ForAddress(url);              | grpc-dotnet
            a.php   | <?php use GuzzleHttp\\Client;~$c = new Client();             | Guzzle
            a.php   | <?php~$c = curl_init($url);                                  | curl
            a.rs    | use reqwest::Client;~let c = Client::new();                  | reqwest
            """)
    void aLibraryThatWaitsWithoutAnEndIsNamedWithItsLine(String name, String code, String library) throws IOException {
        var topology = map(name, code.replace('~', '\n').replace("\\\\", "\\"), "");
        assertThat(timeouts(topology)).noneMatch(timeout -> timeout.startsWith("request"));
        assertThat(topology.warnings())
                .filteredOn(warning -> warning.message().startsWith("web sets no timeout"))
                .singleElement()
                .satisfies(warning -> {
                    assertThat(warning.message())
                            .isEqualTo(
                                    "web sets no timeout for its requests, and " + library + " waits without an end");
                    assertThat(warning.file()).endsWith("web/" + name);
                    assertThat(warning.line()).isEqualTo(2);
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            main.go | import "net/http"~c := http.Client{Timeout: 5 * time.Second}                 | 5.0
            main.go | import "net/http"~ctx, x := context.WithTimeout(r.Context(), t)~http.Get(u)   |
            main.go | import "net/http"~http.Get(u)~c.Timeout = 1500 * time.Millisecond             | 1.5
            a.py    | import requests~requests.get(url, timeout=2.5)                                | 2.5
            a.py    | import requests~requests.get(url, timeout=settings.T)                         |
            a.js    | const axios = require('axios');~axios.create({ baseURL: u, timeout: 60 * 1000 }) | 60.0
            a.js    | fetch(url, { signal: AbortSignal.timeout(5000) })                             | 5.0
            a.js    | const c = new AbortController(); setTimeout(() => c.abort(), 5000); fetch(u)  |
            A.java  | import okhttp3.*;~new OkHttpClient.Builder().readTimeout(3, TimeUnit.SECONDS) | 3.0
            A.java  | import java.net.http.*;~HttpClient.newBuilder();~b.timeout(Duration.ofMillis(700)) | 0.7
            A.cs    | var c = new HttpClient { Timeout = TimeSpan.FromSeconds(8) };                 | 8.0
            a.rb    | Net::HTTP.start(h, 80, read_timeout: 4)                                       | 4.0
            a.php   | <?php $c = curl_init(); curl_setopt($c, CURLOPT_TIMEOUT, 9);                  | 9.0
            a.php   | <?php $c = curl_init(); curl_setopt($c, CURLOPT_TIMEOUT_MS, 900);             | 0.9
            a.rs    | use reqwest::Client;~Client::builder().timeout(Duration::from_secs(6))        | 6.0
            """)
    void whatTheCodeSetsWins(String name, String code, Double seconds) throws IOException {
        var topology = map(name, code.replace('~', '\n'), "");
        assertThat(web(topology).timeouts())
                .filteredOn(timeout -> timeout.meaning() == Timeout.Meaning.REQUEST)
                .extracting(Timeout::seconds, Timeout::library)
                .containsExactlyElementsOf(seconds == null ? List.of() : List.of(tuple(seconds, null)));
        assertThat(warnings(topology, "no-timeout")).noneMatch(message -> message.contains("without an end"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            main.go | import "net/http"~s := http.Server{ReadTimeout: time.Second}~http.ListenAndServe(a, b)
            main.go | s.http.Get(url)
            a.js    | function fetch(a) {}~class A { get() { return this.fetch(1) } }
            a.py    | # requests.get(url)~import requests~x = "requests.get(url)"
            A.java  | class HttpClients { void createDefault() {} }
            a_test.py | import requests~requests.get(url)
            """)
    void whatCallsNobodyIsNoClient(String name, String code) throws IOException {
        var topology = map(name, code.replace('~', '\n'), "");
        assertThat(timeouts(topology)).isEmpty();
        assertThat(warnings(topology, "no-timeout")).containsExactly("web sets no timeout for its requests");
    }

    @Test
    void theTimeoutOfAServerIsNoneOfItsClient() throws IOException {
        var topology = map("main.go", """
                import "net/http"
                s := http.Server{ReadTimeout: 5 * time.Second, IdleTimeout: time.Minute}
                r, _ := http.Get(url)
                """, "");
        assertThat(warnings(topology, "no-timeout")).singleElement().asString().contains("Go net/http");
    }

    @Test
    void aSettingWins() throws IOException {
        var topology = map(
                "a.rb", "Net::HTTP.get(uri)\n", "{name: REQUEST_TIMEOUT, value: 2s}, {name: MAX_RETRIES, value: '4'}");
        assertThat(web(topology).timeouts())
                .filteredOn(timeout -> timeout.meaning() == Timeout.Meaning.REQUEST)
                .extracting(Timeout::seconds)
                .containsExactly(2.0);
        assertThat(web(topology).retries()).extracting(Retry::tries).containsExactly(5);
    }

    @Test
    void aConfigurationFileBesideTheCodeWins() throws IOException {
        Files.createDirectories(folder.resolve("web/src/main/resources"));
        Files.writeString(
                folder.resolve("web/src/main/resources/application.yml"),
                "spring.cloud.openfeign.client.config.default.readTimeout: 4000\n");
        var topology = map("A.java", "@FeignClient(name = \"orders\")\ninterface A {}\n", "");
        assertThat(web(topology).timeouts())
                .filteredOn(timeout -> timeout.meaning() == Timeout.Meaning.REQUEST)
                .extracting(Timeout::seconds, Timeout::library)
                .containsExactly(tuple(4.0, null));
    }

    @Test
    void librariesThatRepeatRequestsCountUnlessTheCodeSaysHowOften() throws IOException {
        var ruby = map("a.rb", "Net::HTTP.get(uri)\n", "");
        assertThat(web(ruby).retries())
                .extracting(Retry::tries, Retry::library, Retry::line)
                .containsExactly(tuple(2, "Net::HTTP", 1));
        var none = map("a.rb", "Net::HTTP.start(h) { |http| http.max_retries = 0 }\n", "");
        assertThat(web(none).retries()).isEmpty();
    }

    @Test
    void budgetsAndCallersPatienceCountDefaults() throws IOException {
        var topology = map(
                "a.py",
                "import httpx\nhttpx.get('http://orders:8080/x')\n",
                "",
                Mapped.deployment("orders", "env: [{name: REQUEST_TIMEOUT, value: 20s}]"));
        assertThat(Structure.of(topology).budgets())
                .filteredOn(budget -> budget.from().equals("default/web"))
                .extracting(Budget::seconds, Budget::limitedBy)
                .containsExactly(tuple(5.0, "default/web"));
        assertThat(topology.warnings())
                .filteredOn(warning -> warning.kind().equals("outlasts-caller"))
                .extracting(Topology.Warning::message)
                .containsExactly("orders waits 20 s, longer than its caller web (5 s)");
    }

    @Test
    void theServicesPageSaysWhoseDefaultItIs() throws IOException {
        var topology = map("a.rb", "Net::HTTP.get(URI('http://orders:8080/x'))\n", "");
        assertThat(ServiceTable.of(topology, ServiceDetails.of(topology, "web"), false))
                .containsPattern("""
                        Timeouts
                          60 s  request  default of Net::HTTP  .*web/a.rb:1
                          60 s  connect  default of Net::HTTP  .*web/a.rb:1
                        """)
                .containsPattern("Retries\n  2 tries  default of Net::HTTP  .*web/a.rb:1\n")
                .contains("Budgets\n  to orders  within 60 s    up to 2 calls\n");
    }

    @Test
    void anImageOfSeveralServicesTellsNothing() throws IOException {
        var topology = map(
                "a.rb",
                "Net::HTTP.get(uri)\n",
                "",
                Mapped.service("other", 80) + Mapped.deployment("other", "image: web"));
        assertThat(timeouts(topology)).isEmpty();
    }
}
