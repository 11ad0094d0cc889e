package dev.meshwright.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.meshwright.trust.RefusedException;
import dev.meshwright.trust.tuf.Hashes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Security;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A repository behind TLS. Numbers of attacks are those of `docs/security.md`.
class PinnedKeysTest {
    @TempDir
    private Path folder;

    private final List<HttpsServer> servers = new ArrayList<>();

    @AfterEach
    void stop() {
        servers.forEach(server -> server.stop(0));
    }

    @Test
    void serverWithAPinnedKeyIsTakenWhateverItsName() throws Exception {
        var server = new Server("one", "-startdate", "-1d");

        assertThat(get(server.url(), server.pin())).isEqualTo("x");
        assertThat(get(server.url(), "0".repeat(64), server.pin())).isEqualTo("x");
    }

    /// Attack 1: whatever CA stands for it, it is not our server.
    @Test
    void serverWithAnotherKeyIsRefused() throws Exception {
        var server = new Server("one", "-startdate", "-1d");

        assertThatThrownBy(() -> get(server.url(), "0".repeat(64)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("which is not pinned");
    }

    /// Attack 18.
    @Test
    void serverWithAnExpiredCertificateIsRefused() throws Exception {
        var server = new Server("old", "-startdate", "-10d", "-validity", "5");

        assertThatThrownBy(() -> get(server.url(), server.pin()))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("NotAfter");
    }

    /// Attack 17: a server that speaks old TLS only; this JDK has to be talked into it.
    @Test
    void oldTlsIsRefused() throws Exception {
        var before = Security.getProperty("jdk.tls.disabledAlgorithms");
        Security.setProperty("jdk.tls.disabledAlgorithms", "");
        try {
            var server = new Server("one", "-startdate", "-1d").speaking("TLSv1.1");

            assertThatThrownBy(() -> get(server.url(), server.pin())).isInstanceOf(RefusedException.class);
        } finally {
            Security.setProperty("jdk.tls.disabledAlgorithms", before);
        }
    }

    @Test
    void redirectIsNotFollowed() throws Exception {
        var server = new Server("one", "-startdate", "-1d");

        assertThatThrownBy(() -> fetch(server.url() + "elsewhere/", server.pin()))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("302");
    }

    /// The repository names the next key before its server has it, and the gate remembers.
    @Test
    void pinsComeFromSignedMetadataAndRotate() throws Exception {
        var authorities = new Authorities(folder.resolve("repository"));
        var first = new Server("first", "-startdate", "-1d");
        var second = new Server("second", "-startdate", "-1d");
        authorities.run(7, Authorities.bundle("1s"));

        assertThat(gate(authorities, second.url(), first.pin()).line()).contains("not pinned");
        assertThat(gate(authorities, first.url(), first.pin()).line()).contains("passed");
        assertThat(gate(authorities, second.url()).line()).contains("not pinned");
        authorities.change(
                writer -> authorities.add(writer, PinnedKeys.TARGET, pins(first.pin(), second.pin())), "targets");
        assertThat(gate(authorities, first.url()).line()).contains("passed");
        assertThat(gate(authorities, second.url()).line()).contains("passed");
        authorities.change(writer -> authorities.add(writer, PinnedKeys.TARGET, pins(second.pin())), "targets");
        assertThat(gate(authorities, second.url()).line()).contains("passed");
        assertThat(gate(authorities, first.url()).line()).contains("not pinned");
    }

    /// Attack 24: what was verified stands until its timestamp expires, for those that ran it.
    @Test
    void repositoryThatIsDownLeavesWhatWasVerifiedUntilItExpires() throws Exception {
        var authorities = new Authorities(folder.resolve("repository"));
        var server = new Server("one", "-startdate", "-1d");
        authorities.run(7, Authorities.bundle("1s"));
        gate(authorities, server.url(), server.pin());
        servers.forEach(running -> running.stop(0));

        assertThat(gate(authorities, server.url()).line()).contains("\"result\":\"passed\"", "\"unreachable\":");
        assertThat(at(Authorities.NOW.plus(Duration.ofDays(2)), authorities, server.url())
                        .line())
                .contains("\"result\":\"refused\"", "cannot be reached", "expired");
    }

    @Test
    void firstStartNeedsTheRepository() throws Exception {
        var authorities = new Authorities(folder.resolve("repository"));
        var server = new Server("one", "-startdate", "-1d");
        servers.forEach(running -> running.stop(0));

        assertThat(gate(authorities, server.url(), server.pin()).line()).contains("refused", "cannot be reached");
    }

    private static byte[] pins(String... pins) {
        return ("{\"pins\": [\"" + String.join("\", \"", pins) + "\"]}").getBytes(UTF_8);
    }

    private Agent.Answer gate(Authorities authorities, String url, String... pins) {
        return at(Authorities.NOW, authorities, url, pins);
    }

    private Agent.Answer at(Instant now, Authorities authorities, String url, String... pins) {
        var words = new ArrayList<>(List.of(
                "gate",
                "--class",
                "shop/cart",
                "--repository",
                url,
                "--state",
                folder.resolve("state").toString(),
                "--out",
                folder.resolve("out").toString()));
        if (pins.length > 0) {
            words.addAll(List.of("--root", authorities.root().toString(), "--floor", "1", "--pin", pins[0]));
        }
        return new Agent(() -> now, Map.of("HOSTNAME", "cart-0")).run(words);
    }

    private static String get(String url, String... pins) {
        return new String(fetch(url, pins), UTF_8);
    }

    private static byte[] fetch(String url, String... pins) {
        var http = PinnedKeys.of(List.of(pins)).client();
        return new HttpFetcher(url, http, Duration.ofSeconds(20))
                .fetch("x", 100)
                .orElseThrow();
    }

    /// Serves the repository, and `/x`.
    private final class Server {
        private final HttpsServer server;
        private final String pin;
        private String protocol = "";

        private Server(String name, String... options)
                throws IOException, InterruptedException, GeneralSecurityException {
            var file = folder.resolve(name + ".p12");
            var command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-alias",
                    "a",
                    "-keyalg",
                    "EC",
                    "-dname",
                    "CN=" + name,
                    "-storetype",
                    "PKCS12",
                    "-storepass",
                    "password",
                    "-keystore",
                    file.toString()));
            command.addAll(List.of(options));
            var keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
            var said = new String(keytool.getInputStream().readAllBytes(), UTF_8);
            assertThat(keytool.waitFor()).as(said).isZero();
            var store = KeyStore.getInstance("PKCS12");
            try (var in = Files.newInputStream(file)) {
                store.load(in, "password".toCharArray());
            }
            pin = Hashes.sha256(store.getCertificate("a").getPublicKey().getEncoded());
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, "password".toCharArray());
            var context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(context) {
                @Override
                public void configure(HttpsParameters parameters) {
                    var own = context.getDefaultSSLParameters();
                    if (!protocol.isEmpty()) {
                        own.setProtocols(new String[] {protocol});
                    }
                    parameters.setSSLParameters(own);
                }
            });
            server.createContext("/", exchange -> {
                var path = exchange.getRequestURI().getPath().substring(1);
                var served = folder.resolve("repository").resolve(path);
                var bytes = path.equals("x")
                        ? new byte[] {'x'}
                        : Files.isRegularFile(served) ? Files.readAllBytes(served) : new byte[0];
                if (path.startsWith("elsewhere")) {
                    exchange.getResponseHeaders().add("Location", "/x");
                    exchange.sendResponseHeaders(302, -1);
                } else {
                    exchange.sendResponseHeaders(bytes.length == 0 ? 404 : 200, bytes.length == 0 ? -1 : bytes.length);
                    exchange.getResponseBody().write(bytes);
                }
                exchange.close();
            });
            server.start();
            servers.add(server);
        }

        Server speaking(String only) {
            protocol = only;
            return this;
        }

        String pin() {
            return pin;
        }

        String url() {
            return "https://" + requireNonNull(server.getAddress().getAddress()).getHostAddress() + ":"
                    + server.getAddress().getPort() + "/";
        }
    }
}
