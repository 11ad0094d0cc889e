package dev.meshwright.topology.source;

import static dev.meshwright.topology.source.Language.CSHARP;
import static dev.meshwright.topology.source.Language.GO;
import static dev.meshwright.topology.source.Language.JAVA;
import static dev.meshwright.topology.source.Language.JAVASCRIPT;
import static dev.meshwright.topology.source.Language.KOTLIN;
import static dev.meshwright.topology.source.Language.PHP;
import static dev.meshwright.topology.source.Language.PYTHON;
import static dev.meshwright.topology.source.Language.RUBY;
import static dev.meshwright.topology.source.Language.RUST;

import java.util.List;
import java.util.Set;

/// The usual HTTP and gRPC clients, with the defaults that they document. Of several that fit, the first counts.
///
/// gRPC sets no deadline in any language (grpc.io, "Deadlines").
final class ClientLibraries {
    private static final Set<Language> JVM = Set.of(JAVA, KOTLIN);
    private static final String METHODS = "get|post|put|patch|delete|head|options|request";

    static final List<ClientLibrary> ALL = List.of(
            // Go: http.Client.Timeout is 0; the default transport dials for 30 s.
            ClientLibrary.of(
                            "Go net/http",
                            Set.of(GO),
                            "net/http",
                            "http . Get|Post|PostForm|Head (, http . DefaultClient, http . Client {, new ( http . Client )")
                    .waits(0, 30),
            ClientLibrary.of("resty", Set.of(GO), "github.com/go-resty/resty, resty.dev", "resty . New ("),
            ClientLibrary.of("grpc-go", Set.of(GO), "google.golang.org/grpc", "grpc . Dial|DialContext|NewClient ("),

            // Python: requests and urllib wait for ever, httpx 5 s, aiohttp 5 minutes in all.
            ClientLibrary.of(
                    "Python requests",
                    Set.of(PYTHON),
                    "requests",
                    "requests . " + METHODS + " (, requests . Session|session ("),
            ClientLibrary.of(
                            "httpx",
                            Set.of(PYTHON),
                            "httpx",
                            "httpx . " + METHODS + " (, httpx . Client|AsyncClient (, AsyncClient (")
                    .waits(5, 5),
            ClientLibrary.of("aiohttp", Set.of(PYTHON), "aiohttp", "aiohttp . ClientSession (, ClientSession (")
                    .waits(300, 0),
            ClientLibrary.of(
                    "Python urllib",
                    Set.of(PYTHON),
                    "urllib",
                    "urllib . request . urlopen (, request . urlopen (, urlopen ("),
            ClientLibrary.of(
                    "grpcio",
                    Set.of(PYTHON),
                    "grpc",
                    "grpc . insecure_channel|secure_channel (, grpc . aio . insecure_channel|secure_channel ("),

            // JavaScript: axios, got, node-fetch and http wait for ever; the built-in fetch (undici) 300 s for headers.
            ClientLibrary.of(
                    "axios", Set.of(JAVASCRIPT), "axios, @nestjs/axios", "axios . " + METHODS + "|create (, axios ("),
            // GET and other idempotent requests are repeated twice.
            ClientLibrary.of("got", Set.of(JAVASCRIPT), "got", "got . " + METHODS + "|extend (, got (")
                    .tries(3),
            ClientLibrary.of("node-fetch", Set.of(JAVASCRIPT), "node-fetch, cross-fetch", "fetch ("),
            ClientLibrary.of("fetch", Set.of(JAVASCRIPT), "", "fetch (").waits(300, 10),
            ClientLibrary.of(
                    "Node http",
                    Set.of(JAVASCRIPT),
                    "http, https, node:http, node:https",
                    "http . get|request (, https . get|request ("),
            ClientLibrary.of(
                    "grpc-js",
                    Set.of(JAVASCRIPT),
                    "@grpc/grpc-js, grpc",
                    "grpc . credentials . createInsecure|createSsl (, credentials . createInsecure|createSsl ("),

            // Java and Kotlin.
            ClientLibrary.of("java.net.http", JVM, "java . net . http", "HttpClient . newHttpClient|newBuilder ("),
            ClientLibrary.of("RestTemplate", JVM, "org . springframework", "RestTemplate (, RestTemplateBuilder ("),
            ClientLibrary.of("RestClient", JVM, "org . springframework", "RestClient . create|builder ("),
            ClientLibrary.of(
                            "WebClient",
                            JVM,
                            "org . springframework",
                            "WebClient . create|builder (, WebClient . Builder")
                    .waits(0, 30),
            ClientLibrary.of("OkHttp", JVM, "okhttp3", "OkHttpClient (, OkHttpClient . Builder (")
                    .waits(10, 10),
            ClientLibrary.of("OpenFeign", JVM, "", "@ FeignClient").waits(60, 10),
            ClientLibrary.of("Feign", JVM, "feign", "Feign . builder (")
                    .waits(60, 10)
                    .tries(5),
            // Both repeat idempotent requests: version 5 once, version 4 three times.
            ClientLibrary.of(
                            "Apache HttpClient 5",
                            JVM,
                            "org . apache . hc",
                            "HttpClients . createDefault|createSystem|custom (, HttpClientBuilder . create (")
                    .waits(0, 180)
                    .tries(2),
            ClientLibrary.of(
                            "Apache HttpClient 4",
                            JVM,
                            "org . apache . http",
                            "HttpClients . createDefault|createSystem|custom (, HttpClientBuilder . create (")
                    .tries(4),
            ClientLibrary.of("HttpURLConnection", JVM, "HttpURLConnection", ". openConnection ("),
            ClientLibrary.of("Ktor CIO", Set.of(KOTLIN), "io . ktor . client", "HttpClient ( CIO")
                    .waits(15, 5),
            ClientLibrary.of(
                    "grpc-java",
                    JVM,
                    "",
                    "ManagedChannelBuilder|NettyChannelBuilder . forAddress|forTarget (, @ GrpcClient"),

            // C#: HttpClient.Timeout is 100 s, however the client is made.
            ClientLibrary.of(
                            ".NET HttpClient",
                            Set.of(CSHARP),
                            "",
                            "new HttpClient {|(, . AddHttpClient, . CreateClient (")
                    .waits(100, 0),
            ClientLibrary.of("grpc-dotnet", Set.of(CSHARP), "", "GrpcChannel . ForAddress (, . AddGrpcClient"),

            // Ruby: Net::HTTP waits 60 s and repeats idempotent requests once; the others build on it,
            // and Faraday repeats nothing.
            ClientLibrary.of("Net::HTTP", Set.of(RUBY), "", "Net :: HTTP . get|get_response|post|post_form|start|new")
                    .waits(60, 60)
                    .tries(2),
            ClientLibrary.of("Faraday", Set.of(RUBY), "", "Faraday . new|get|post|put|patch|delete|head")
                    .waits(60, 60),
            ClientLibrary.of("HTTParty", Set.of(RUBY), "", "HTTParty . get|post|put|patch|delete|head")
                    .waits(60, 60)
                    .tries(2),
            ClientLibrary.of("grpc-ruby", Set.of(RUBY), "grpc", "Stub . new"),

            // PHP: curl connects for 300 s and then waits for ever, and so does Guzzle.
            ClientLibrary.of("Guzzle", Set.of(PHP), "GuzzleHttp", "GuzzleHttp \\ Client (, new Client (")
                    .waits(0, 300),
            ClientLibrary.of("curl", Set.of(PHP), "", "curl_init (").waits(0, 300),

            // Rust: reqwest waits for ever, its blocking client 30 s.
            ClientLibrary.of(
                            "reqwest::blocking",
                            Set.of(RUST),
                            "reqwest",
                            "reqwest :: blocking :: get (, reqwest :: blocking :: Client :: new|builder (,"
                                    + " blocking :: Client :: new|builder (")
                    .waits(30, 0),
            ClientLibrary.of(
                    "reqwest",
                    Set.of(RUST),
                    "reqwest",
                    "reqwest :: get (, reqwest :: Client :: new|builder (, Client :: new|builder ("),
            ClientLibrary.of("tonic", Set.of(RUST), "tonic", ":: connect ("));

    private ClientLibraries() {}
}
