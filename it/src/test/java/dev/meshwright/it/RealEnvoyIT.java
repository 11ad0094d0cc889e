package dev.meshwright.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.analysis.Severity;
import dev.meshwright.manifest.ManifestReader;
import dev.meshwright.posture.Intended;
import dev.meshwright.posture.Mismatch;
import dev.meshwright.posture.ProxyState;
import dev.meshwright.posture.verdict.Posture;
import dev.meshwright.posture.verdict.PostureDigest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/// A real Envoy that runs what istiod would make of `intent.yaml`, and then something else.
@Tag("cluster") // slow, and installs packages: with `-Pe2e` only
class RealEnvoyIT {
    private static final List<String> FILES = List.of(
            "bootstrap.json",
            "clusters.json",
            "endpoints-maps.json",
            "endpoints-radio.json",
            "endpoints-rangers.json",
            "listeners.json",
            "routes.json",
            "secret-default.json",
            "secret-root.json");

    private static final String PASSWORD = "changeit";

    @TempDir
    private static Path folder;

    private static Envoy envoy;
    private static Intended intended;

    @BeforeAll
    static void start() throws Exception {
        var binary = Envoy.binary();
        makeCertificates();
        for (var file : FILES) {
            Files.writeString(folder.resolve(file), original(file));
        }
        intended = Intended.of(ManifestReader.parse("intent.yaml", resource("intent.yaml") + rootConfigMap()));
        envoy = Envoy.start(binary, folder);
    }

    @AfterAll
    static void stop() {
        if (envoy != null) {
            envoy.close();
        }
    }

    /// Everything as it was.
    @AfterEach
    void restore() throws IOException {
        for (var file : FILES) {
            if (!Files.readString(folder.resolve(file)).equals(original(file))) {
                envoy.change(file, original(file));
            }
        }
    }

    @Test
    void whatIstiodMakesOfTheIntentIsSafe() {
        assertThat(mismatches()).isEmpty();
    }

    @ParameterizedTest(name = "{3}: {0}")
    @CsvSource(delimiter = '¦', quoteCharacter = '`', textBlock = """
            listeners.json ¦ "require_client_certificate":true ¦ "require_client_certificate":false ¦ listener/virtualInbound
            listeners.json ¦ "tls_minimum_protocol_version":"TLSv1_2" ¦ "tls_minimum_protocol_version":"TLSv1_0" ¦ listener/virtualInbound
            listeners.json ¦ "prefix":"spiffe://cluster.local/" ¦ "prefix":"spiffe://" ¦ listener/virtualInbound
            listeners.json ¦ "exact":"spiffe://cluster.local/ns/parks/sa/maps" ¦ "exact":"spiffe://cluster.local/ns/zoo/sa/ape" ¦ listener/virtualInbound
            listeners.json ¦ "exact":"GET" ¦ "exact":"DELETE" ¦ listener/virtualInbound
            listeners.json ¦ "rules":{"action":"ALLOW","policies":{"ns ¦ "shadow_rules":{"action":"ALLOW","policies":{"ns ¦ listener/virtualInbound
            listeners.json ¦ "normalize_path":true ¦ "normalize_path":false ¦ listener/0.0.0.0_80 listener/virtualInbound
            listeners.json ¦ "forward_client_cert_details":"APPEND_FORWARD" ¦ "forward_client_cert_details":"ALWAYS_FORWARD_ONLY" ¦ listener/virtualInbound
            listeners.json ¦ {"name":"envoy.filters.http.cors" ¦ {"name":"x","typed_config":{"@type":"type.googleapis.com/envoy.extensions.filters.http.lua.v3.Lua","default_source_code":{"inline_string":"function envoy_on_request(h) end"}}},{"name":"envoy.filters.http.cors" ¦ listener/0.0.0.0_80 listener/virtualInbound
            listeners.json ¦ "name":"virtualOutbound-catchall-tcp","filters":[{"name":"envoy.filters.network.tcp_proxy","typed_config":{"@type":"type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy","cluster":"BlackHoleCluster" ¦ "name":"virtualOutbound-catchall-tcp","filters":[{"name":"envoy.filters.network.tcp_proxy","typed_config":{"@type":"type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy","cluster":"PassthroughCluster" ¦ listener/virtualOutbound
            listeners.json ¦ {"resources":[ ¦ {"resources":[{"@type":"type.googleapis.com/envoy.config.listener.v3.Listener","name":"debug","address":{"socket_address":{"address":"127.0.0.1","port_value":0}},"filter_chains":[{"filters":[{"name":"t","typed_config":{"@type":"type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy","stat_prefix":"x","cluster":"inbound|8080||"}}]}]}, ¦ listener/debug
            clusters.json ¦ "exact":"spiffe://cluster.local/ns/parks/sa/maps" ¦ "exact":"spiffe://cluster.local/ns/zoo/sa/ape" ¦ cluster/outbound|80||maps.parks.svc.cluster.local
            clusters.json ¦ "consecutive_5xx":5 ¦ "consecutive_5xx":500 ¦ cluster/outbound|80||maps.parks.svc.cluster.local
            clusters.json ¦ {"resources":[ ¦ {"resources":[{"@type":"type.googleapis.com/envoy.config.cluster.v3.Cluster","name":"upload","connect_timeout":"1s","type":"STATIC","load_assignment":{"cluster_name":"upload","endpoints":[{"lb_endpoints":[{"endpoint":{"address":{"socket_address":{"address":"203.0.113.9","port_value":443}}}}]}]}}, ¦ cluster/upload
            routes.json ¦ "timeout":"3s" ¦ "timeout":"300s" ¦ route/80
            routes.json ¦ "num_retries":2 ¦ "num_retries":25 ¦ route/80
            routes.json ¦ "timeout":"3s" ¦ "request_mirror_policies":[{"cluster":"outbound|9100||rangers.parks.svc.cluster.local"}],"timeout":"3s" ¦ route/80
            routes.json ¦ "direct_response":{"status":502} ¦ "route":{"cluster":"PassthroughCluster"} ¦ route/80
            endpoints-maps.json ¦ "lb_endpoints":[ ¦ "lb_endpoints":[{"endpoint":{"address":{"socket_address":{"address":"203.0.113.77","port_value":8080}}}}, ¦ endpoint/outbound|80||maps.parks.svc.cluster.local
            endpoints-maps.json ¦ maps;parks;maps ¦ ape;zoo;ape ¦ endpoint/outbound|80||maps.parks.svc.cluster.local
            """)
    void aChangeIsTold(String file, String was, String becomes, String resource) {
        edit(file, was, becomes);

        assertThat(mismatches()).isNotEmpty().extracting(Mismatch::resource).containsOnly(resource.split(" ", -1));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(delimiter = '¦', quoteCharacter = '`', textBlock = """
            listeners.json ¦ "stat_prefix":"x" ¦ "stat_prefix":"y"
            routes.json ¦ "include_request_attempt_count":true}, ¦ "include_request_attempt_count":true } ,
            endpoints-maps.json ¦ "lb_endpoints":[ ¦ "lb_endpoints":[{"endpoint":{"address":{"socket_address":{"address":"10.20.0.9","port_value":8080}}},"load_balancing_weight":1,"metadata":{"filter_metadata":{"istio":{"workload":"maps;parks;maps;latest;Kubernetes"},"envoy.transport_socket_match":{"tlsMode":"istio"}}}},
            """)
    void whatChangesNothingIsNot(String file, String was, String becomes) {
        var before = PostureDigest.of(state()).digest();
        edit(file, was, becomes);

        assertThat(mismatches()).isEmpty();
        assertThat(PostureDigest.of(state()).digest()).isEqualTo(before);
    }

    @Test
    void anotherOrderOfVirtualHostsIsNot() {
        var routes = (ObjectNode) JsonMapper.shared().readTree(original("routes.json"));
        var hosts = (ArrayNode) routes.path("resources").path(0).path("virtual_hosts");
        hosts.add(hosts.remove(0));
        var before = PostureDigest.of(state()).digest();
        envoy.change("routes.json", routes.toString());

        assertThat(mismatches()).isEmpty();
        assertThat(PostureDigest.of(state()).digest()).isEqualTo(before);
    }

    @Test
    void aSecondRootIsTold() throws Exception {
        keytool("-genkeypair -alias other -keystore other.p12 -keyalg EC -groupname secp256r1 -dname O=other");
        var other = keytool("-exportcert -rfc -alias other -keystore other.p12");
        Files.writeString(folder.resolve("two.pem"), Files.readString(folder.resolve("root.pem")) + other);
        edit("secret-root.json", "root.pem", "two.pem");

        assertThat(mismatches()).extracting(Mismatch::resource).contains("secret/ROOTCA");
    }

    private static void edit(String file, String was, String becomes) {
        var text = original(file);
        assertThat(text).contains(was);
        envoy.change(file, text.replace(was, becomes));
    }

    private static List<Mismatch> mismatches() {
        return Posture.of(intended, state()).mismatches().stream()
                .filter(mismatch -> mismatch.severity() != Severity.INFO)
                .toList();
    }

    /// What Envoy shows of itself. Without istiod and its agent it has its configuration from files, and a bootstrap of
    /// the test's: both are put right here, and not looked at.
    private static ProxyState state() {
        var missing = MissingNode.getInstance();
        var dump = (ObjectNode) json(envoy.get("/config_dump?include_eds"));
        var configs = (ArrayNode) dump.path("configs");
        for (int i = configs.size() - 1; i >= 0; i--) {
            if (configs.path(i).has("bootstrap")) {
                configs.remove(i);
            }
        }
        fromIstiod(dump, "");
        var facts = json("""
                {"workload": "rangers", "namespace": "parks", "proxyType": "sidecar"}
                """);
        return new ProxyState(
                facts,
                dump,
                json(envoy.get("/certs")),
                missing,
                missing,
                missing,
                missing,
                missing,
                null,
                Instant.now());
    }

    private static void fromIstiod(JsonNode node, String field) {
        node.properties().forEach(entry -> fromIstiod(entry.getValue(), entry.getKey()));
        node.valueStream().filter(_ -> node.isArray()).forEach(item -> fromIstiod(item, field));
        if (node instanceof ObjectNode object && object.has("path_config_source")) {
            object.remove("path_config_source");
            if (field.equals("sds_config")) {
                object.set("api_config_source", json("""
                        {"api_type": "GRPC", "grpc_services": [{"envoy_grpc": {"cluster_name": "sds-grpc"}}],
                         "set_node_on_first_message_only": true, "transport_api_version": "V3"}
                        """));
            } else {
                object.putObject("ads");
            }
        }
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    /// A file as the test starts with it, without white space, so that edits find their places.
    private static String original(String file) {
        var text = resource(file).replace("DIR/", folder + "/");
        return json(text).toString();
    }

    private static String resource(String name) {
        try (var in = RealEnvoyIT.class.getResourceAsStream("envoy/" + name)) {
            assertThat(in).as(name).isNotNull();
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String rootConfigMap() throws IOException {
        return """
                ---
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: istio-ca-root-cert, namespace: parks}
                data:
                  root-cert.pem: |
                """
                + Files.readString(folder.resolve("root.pem"))
                        .lines()
                        .map(line -> "    " + line + "\n")
                        .collect(Collectors.joining());
    }

    private static void makeCertificates() throws Exception {
        var key = " -keyalg EC -groupname secp256r1";
        keytool("-genkeypair -alias root -keystore root.p12 -dname O=cluster.local -ext bc:c=ca:true" + key);
        keytool("-genkeypair -alias leaf -keystore leaf.p12 -dname CN=x" + key);
        Files.writeString(folder.resolve("leaf.csr"), keytool("-certreq -alias leaf -keystore leaf.p12"));
        var leaf = keytool("-gencert -alias root -keystore root.p12 -rfc -infile leaf.csr"
                + " -ext san:c=uri:spiffe://cluster.local/ns/parks/sa/rangers");
        Files.writeString(folder.resolve("leaf.pem"), leaf);
        Files.writeString(folder.resolve("root.pem"), keytool("-exportcert -rfc -alias root -keystore root.p12"));
        var store = KeyStore.getInstance(folder.resolve("leaf.p12").toFile(), PASSWORD.toCharArray());
        var secret = store.getKey("leaf", PASSWORD.toCharArray()).getEncoded();
        Files.writeString(
                folder.resolve("key.pem"),
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder().encodeToString(secret)
                        + "\n-----END PRIVATE KEY-----\n");
    }

    private static String keytool(String arguments) throws Exception {
        var program = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var command = new ArrayList<>(List.of(program));
        command.addAll(List.of(arguments.split(" ", -1)));
        command.addAll(List.of("-storepass", PASSWORD, "-storetype", "PKCS12"));
        var ended = Processes.run(command, folder, Map.of(), "");
        assertThat(ended.status()).as(ended.printed()).isZero();
        return ended.printed();
    }
}
