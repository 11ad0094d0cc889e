package dev.meshwright.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.meshwright.trust.signature.KeyFile;
import dev.meshwright.trust.signature.Scheme;
import dev.meshwright.trust.signature.Signer;
import dev.meshwright.trust.tuf.Authority;
import dev.meshwright.trust.tuf.Lifetimes;
import dev.meshwright.trust.tuf.RepositoryWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/// A repository behind a web server on the loopback interface, which can be made to answer badly.
final class ServedRepository implements AutoCloseable {
    /// By path as it stands in the request, `/metadata/1.root.json`, or else decoded, as servers of files do it.
    final Map<String, byte[]> files = new ConcurrentHashMap<>();

    final List<String> requests = Collections.synchronizedList(new ArrayList<>());

    /// Answers that are no files, by path.
    final Map<String, Answer> answers = new ConcurrentHashMap<>();

    final Signer key = KeyFile.generate(Scheme.ED25519, new SecureRandom());
    private final HttpServer server;

    /// One answer of the server.
    interface Answer {
        void give(HttpExchange exchange) throws IOException;
    }

    ServedRepository() throws IOException {
        var all = Authority.of(1, List.of(key.key()));
        var writer = RepositoryWriter.create(this::metadata, Instant.now(), Lifetimes.DEFAULT, all, all, all, all);
        put(writer.publish(List.of(key)));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    String url(String folder) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + folder;
    }

    void publish(Consumer<RepositoryWriter> change) {
        var writer = RepositoryWriter.open(this::metadata, Instant.now(), Lifetimes.DEFAULT);
        change.accept(writer);
        put(writer.publish(List.of(key)));
    }

    void add(String path, String content) {
        publish(writer ->
                files.put("/targets/" + writer.add(path, content.getBytes(UTF_8), null), content.getBytes(UTF_8)));
    }

    private void put(Map<String, byte[]> metadata) {
        metadata.forEach((name, bytes) -> files.put("/metadata/" + name, bytes));
    }

    private Optional<byte[]> metadata(String path, long maxBytes) {
        return Optional.ofNullable(files.get("/metadata/" + path));
    }

    byte[] file(String path) {
        return Optional.ofNullable(files.get(path)).orElseThrow();
    }

    /// The targets that are served, by path.
    Map<String, byte[]> targets() {
        var targets = new TreeMap<>(files);
        targets.keySet().removeIf(path -> !path.startsWith("/targets/"));
        return targets;
    }

    private void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getRawPath();
        requests.add(path);
        try (exchange) {
            var answer = answers.get(path);
            var bytes =
                    files.getOrDefault(path, files.get(exchange.getRequestURI().getPath()));
            if (answer != null) {
                answer.give(exchange);
            } else if (bytes != null) {
                exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
                exchange.getResponseBody().write(bytes);
            } else {
                exchange.sendResponseHeaders(404, -1);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
