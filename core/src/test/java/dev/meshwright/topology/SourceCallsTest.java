package dev.meshwright.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.manifest.ManifestReader;
import dev.meshwright.topology.source.SourceReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceCallsTest {
    @TempDir
    private Path folder;

    private final StringBuilder manifests = new StringBuilder();

    private SourceCallsTest file(String name, String text) throws IOException {
        var path = folder.resolve(name);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
        return this;
    }

    private SourceCallsTest deployment(String name, String image, String env) {
        manifests.append("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: NAME, namespace: shop}
                spec:
                  template:
                    metadata: {labels: {app: NAME}}
                    spec:
                      containers: [{name: main, image: "IMAGE", env: [ENV]}]
                ---
                """.replace("NAME", name).replace("IMAGE", image).replace("ENV", env));
        return this;
    }

    private SourceCallsTest service(String name, int... ports) {
        manifests
                .append("apiVersion: v1\nkind: Service\nmetadata: {name: %s, namespace: shop}\nspec:\n".formatted(name))
                .append("  selector: {app: %s}\n  ports:\n".formatted(name));
        for (int port : ports) {
            manifests.append("  - {name: p%d, port: %d}\n".formatted(port, port));
        }
        manifests.append("---\n");
        return this;
    }

    private SourceCallsTest both(String name, int... ports) {
        return deployment(name, "registry.example.com/" + name + ":1", "").service(name, ports);
    }

    private Topology map() {
        return TopologyMapper.map(
                ManifestReader.parse("k8s.yaml", manifests.toString()), SourceReader.read(List.of(folder)));
    }

    private List<String> calls() {
        return map().edges().stream()
                .map(edge -> edge.from().replace("shop/", "") + " " + edge.to().replace("shop/", "") + " " + edge.port()
                        + " " + edge.confidence().word())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "web/Dockerfile, web",
        "services/web-service/Dockerfile, web",
        "src/WebService/Dockerfile, web-service",
        "web.Dockerfile, web",
        "build/Dockerfile.web, web",
        "web/docker/Dockerfile, web",
        "web/src/Dockerfile, web",
        "web/go.mod, web",
        "cmd/web/main.go, web",
        "web/Dockerfile, shop-web",
        "web/Dockerfile, team/shop/web-svc",
        "web/Dockerfile, team/web/server",
        "web/Dockerfile, big-shop-web",
    })
    void folderBelongsToTheImageOfItsName(String file, String image) throws IOException {
        var code = file.endsWith("Dockerfile.web") || file.equals("web.Dockerfile")
                ? "main.js"
                : file.replaceFirst("(docker/)?[^/]+$", "main.js");
        deployment("caller", "registry.example.com/" + image + ":1", "").deployment("other", "shop-other", "");
        deployment("one", "big-shop-one", "")
                .deployment("two", "big-shop-two", "")
                .deployment("three", "big-shop-three", "");
        both("orders", 8080).file(code, "get('http://orders:8080/x');").file(file, "FROM scratch\n");

        assertThat(calls()).containsExactly("caller orders 8080 source");
    }

    @Test
    void folderBelongsToTheWorkloadOfItsName() throws IOException {
        deployment("web-service", "registry.example.com/a:1", "").both("orders", 8080);
        file("web/Dockerfile", "FROM scratch").file("web/main.js", "get('http://orders:8080/x');");

        assertThat(calls()).containsExactly("web-service orders 8080 source");
    }

    @Test
    void buildFilesSayWhatTheNameDoesNot() throws IOException {
        deployment("web", "example.com/frontend:2", "").both("orders", 8080);
        file("ui/app.py", "get('http://orders:8080')").file("docker-compose.yml", """
                services:
                  something:
                    build: {context: ./ui}
                    image: example.com/frontend
                """);
        assertThat(calls()).containsExactly("web orders 8080 source");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            value = {
                "skaffold.yaml ¦ build: {artifacts: [{image: frontend, context: ui}]}",
                "Makefile ¦ all: ; docker build -t example.com/frontend:1 ui",
                "build.sh ¦ docker buildx build --push --tag frontend -f ui/Dockerfile ui/",
                "ui/pom.xml ¦ <project><artifactId>x</artifactId><to><image>frontend</image></to></project>",
                "ui/package.json ¦ {\"name\": \"@shop/frontend\"}",
                "ui/Cargo.toml ¦ name = \"frontend\"",
                "ui/go.mod ¦ module example.com/shop/frontend",
            })
    void otherBuildFiles(String name, String text) throws IOException {
        deployment("web", "example.com/frontend:2", "").both("orders", 8080);
        file("ui/app.py", "get('http://orders:8080')").file(name, text + "\n");

        assertThat(calls()).containsExactly("web orders 8080 source");
    }

    @Test
    void folderThatIsOneServicesCodeIsKnownByItsName() throws IOException {
        both("web").both("orders", 8080).file("web/main.go", "var a = \"http://orders:8080\"");
        var topology = TopologyMapper.map(
                ManifestReader.parse("k8s.yaml", manifests.toString()),
                SourceReader.read(List.of(folder.resolve("web"))));

        assertThat(topology.edges()).hasSize(1);
    }

    @Test
    void folderOfNobodyIsTold() throws IOException {
        both("web")
                .both("orders", 8080)
                .file("tool/Dockerfile", "FROM scratch")
                .file("tool/a.py", "\nx = 'http://orders'");
        var topology = map();

        assertThat(topology.edges()).isEmpty();
        assertThat(topology.warnings())
                .filteredOn(warning -> warning.kind().equals("unattributed-source"))
                .singleElement()
                .satisfies(warning -> assertThat(warning.line()).isEqualTo(2))
                .extracting(Topology.Warning::message)
                .asString()
                .contains("names orders");
    }

    @Test
    void libraryForAServiceIsNotTheService() throws IOException {
        both("web").both("orders", 80).file("services/orders/Dockerfile", "FROM scratch");
        file("libs/orders/package.json", "{\"name\": \"orders\"}").file("libs/orders/a.js", "x('http://web:80')");

        assertThat(calls()).isEmpty();
    }

    @Test
    void imageOfTwoServicesTellsOnlyWhatIsPossible() throws IOException {
        deployment("web", "mono", "")
                .service("web", 80)
                .deployment("worker", "mono", "")
                .service("worker", 80);
        both("orders", 8080).file("mono/Dockerfile", "FROM scratch").file("mono/a.py", "x = 'http://orders:8080'");
        var topology = map();

        assertThat(topology.edges()).isEmpty();
        assertThat(topology.possible()).extracting(Edge::from).containsExactly("shop/web", "shop/worker");
    }

    @Test
    void versionsOfOneServiceAreOneCaller() throws IOException {
        deployment("web", "web", "").deployment("web-canary", "web", "").service("web", 80);
        manifests.replace(0, manifests.length(), manifests.toString().replace("{app: web-canary}", "{app: web}"));
        both("orders", 8080).file("web/Dockerfile", "FROM scratch").file("web/a.py", "x = 'http://orders:8080'");

        assertThat(calls()).containsExactly("web orders 8080 source");
    }

    @Test
    void whatManifestsSetWinsOverTheDefault() throws IOException {
        deployment(
                "web",
                "web",
                "{name: CART_URL, value: 'http://cart-v2:80'}, {name: ORDERS_HOST, valueFrom: {secretKeyRef: {name: s, key: k}}}");
        both("cart", 80)
                .both("cart-v2", 80)
                .both("orders", 80)
                .both("users", 80)
                .file("web/Dockerfile", "FROM scratch");
        file("web/a.js", """
                const cart = process.env.CART_URL || 'http://cart';
                const orders = process.env.ORDERS_HOST || 'orders';
                const users = process.env.USERS_HOST || 'users';
                """);
        file("web/config/application.yml", "cart:\n  url: http://cart\n");

        assertThat(calls()).containsExactly("web cart-v2 80 declared", "web users 80 source");
    }

    @Test
    void whatIsDeclaredToo_KeepsItsConfidenceAndGetsTheLine() throws IOException {
        deployment("web", "web", "{name: CART_URL, value: 'http://cart:80'}").both("cart", 80);
        file("web/Dockerfile", "FROM scratch")
                .file("web/a.js", "\nconst cart = process.env.CART_URL || 'http://cart';");

        assertThat(map().edges()).singleElement().satisfies(edge -> {
            assertThat(edge.confidence()).isEqualTo(Edge.Confidence.DECLARED);
            assertThat(edge.evidence()).extracting(Evidence::how).containsExactlyInAnyOrder("env", "source");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            quoteCharacter = '~',
            value = {
                "a.js   ¦ x(util.format('http://orders%s/list', domain))",
                "a.js   ¦ x(`http://orders.${namespace}.svc.cluster.local/list`)",
                "a.js   ¦ x('http://orders:' + port)",
                "a.js   ¦ x(`http://${user}:${password}@orders:8080/`)",
                "a.py   ¦ x('http://orders{0}:{1}/list'.format(domain, port))",
                "a.py   ¦ x(f'http://orders:{port}/list')",
                "a.py   ¦ ordersHostname = 'orders' if (os.environ.get('O') is None) else os.environ.get('O')",
                "A.java ¦ class A { String orders_hostname = System.getenv(\"O\") == null ? \"orders\" : System.getenv(\"O\"); }",
                "A.java ¦ class A { Object u = new ServiceUri(new Hostname(\"orders\"), domain); }",
                "A.java ¦ class A { Object u = client.get().uri(\"http://orders/list/{id}\", id); }",
                "A.java ¦ class A { String dsn = \"jdbc:postgresql://orders:8080/web\"; }",
                "a.go   ¦ var d = \"root:secret@tcp(orders:8080)/web\"",
                "a.go   ¦ var d = \"host=orders port=8080 user=web\"",
                "a.php  ¦ <?php $d = new PDO('mysql:host=orders;dbname=web');",
                "A.cs   ¦ class A { object u = new Uri(\"https+http://orders\"); }",
                "a.rs   ¦ fn a() { Endpoint::from_static(\"http://orders:8080\"); }",
                "a.rb   ¦ Faraday.new('http://orders')",
                "a.ts   ¦ const c = { orders: { url: 'orders:8080' } };",
                "a.ts   ¦ @Client({ options: { urls: ['amqp://orders:8080'] } })",
            })
    void waysToWriteAnAddress(String name, String code) throws IOException {
        both("web").both("orders", 8080).file("web/Dockerfile", "FROM scratch").file("web/" + name, code);

        assertThat(calls()).containsExactly("web orders 8080 source");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            quoteCharacter = '~',
            value = {
                "a.js ¦ x('orders')",
                "a.js ¦ app.get('/orders', list)",
                "a.js ¦ x(`http://${env}-orders/list`)",
                "a.js ¦ x('http://orders-archive/list')",
                "a.js ¦ x('cache of http://orders is full')",
                "a.js ¦ cache.get('orders:42')",
                "a.js ¦ x('mongodb://localhost/orders')",
                "a.js ¦ x('https://example.com/orders:8080')",
                "a.js ¦ const service = 'orders'",
                "a.js ¦ const docsUrl = 'http://orders/docs'",
                "a.js ¦ const corsOrigin = 'http://orders'",
                "a.js ¦ x('http://web:80')",
                "a.py ¦ parser.add_argument('--url', help='http://orders')",
                "a.go ¦ var image = \"registry/orders:8081\"",
                "test/a.js ¦ x('http://orders')",
                "a.test.js ¦ x('http://orders')",
                "node_modules/a/a.js ¦ x('http://orders')",
                "public/a.js ¦ x('http://orders')",
                "README.md ¦ http://orders",
                "Dockerfile.dev ¦ ENV ORDERS_URL=http://orders",
                "Dockerfile ¦ FROM a AS b\\nENV ORDERS_URL=http://orders\\nFROM c",
                "config.example.json ¦ {\"url\": \"http://orders\"}",
                "a.pb.go ¦ var a = \"http://orders\"",
                "a.go ¦ // Code generated by x. DO NOT EDIT.\\nvar a = \"http://orders\"",
            })
    void whatOnlyLooksLikeAnAddress(String name, String code) throws IOException {
        both("web", 80).both("orders", 8080).file("web/Dockerfile", "FROM scratch");
        file("web/" + name, code.replace("\\n", "\n"));

        assertThat(calls()).isEmpty();
    }

    @Test
    void clientOfWhatExactlyOneImplementsCallsIt() throws IOException {
        both("web").both("orders", 50051).both("other").file("web/Dockerfile", "FROM scratch");
        file("orders/Dockerfile", "FROM scratch").file("orders/s.py", "p_pb2_grpc.add_OrdersServicer_to_server(x, s)");
        file("web/c.go", "package a\nvar c = pb.NewOrdersClient(conn)\nvar h = pb.NewHealthClient(conn)");

        var edge = map().edges().getFirst();
        assertThat(calls()).containsExactly("web orders 50051 source");
        assertThat(edge.evidence()).singleElement().satisfies(line -> {
            assertThat(line.line()).isEqualTo(2);
            assertThat(line.text()).isEqualTo("NewOrdersClient");
        });

        file("other/Dockerfile", "FROM scratch").file("other/s.go", "pb.RegisterOrdersServer(s, x)");
        assertThat(calls()).isEmpty();
    }

    @Test
    void addressesOutsideCountWhereSettingsGiveThem() throws IOException {
        both("web").file("web/Dockerfile", "FROM scratch").file("web/a.py", """
                PAY = os.getenv("PAYMENT_URL", "https://api.pay.example.com")
                NAMESPACE = "https://www.w3.org/2000/svg"
                """);

        assertThat(map().external()).extracting(ExternalCall::host).containsExactly("api.pay.example.com");
    }

    @Test
    void hostOfTheClusterThatNobodyHasIsDangling() throws IOException {
        both("web").both("orders", 80).file("web/Dockerfile", "FROM scratch");
        file("web/a.py", "get('http://order.shop.svc.cluster.local')");

        assertThat(map().warnings())
                .extracting(Topology.Warning::message)
                .anyMatch(message -> message.contains("did you mean orders?"));
    }
}
