package dev.meshwright.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SequencedMap;
import java.util.TreeMap;

/// What came of a command that was typed.
///
/// @param out standard output
/// @param err standard error
record Typed(int exitCode, String out, String err) {
    /// Two services, one of which calls the other; the closest there is to a smallest platform.
    static final String SMALL = """
            apiVersion: v1
            kind: Namespace
            metadata: {name: shop, labels: {istio-injection: enabled}}
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web, namespace: shop}
            spec:
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web, sidecar.istio.io/inject: "true"}}
                spec:
                  serviceAccountName: web
                  containers:
                    - name: web
                      image: web:1
                      ports: [{containerPort: 8080}]
                      env: [{name: CART_URL, value: "http://cart.shop:80"}]
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: web, namespace: shop}
            spec: {selector: {app: web}, ports: [{name: http, port: 80, targetPort: 8080}]}
            ---
            apiVersion: v1
            kind: ServiceAccount
            metadata: {name: web, namespace: shop}
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: cart, namespace: shop}
            spec:
              selector: {matchLabels: {app: cart}}
              template:
                metadata: {labels: {app: cart, sidecar.istio.io/inject: "true"}}
                spec:
                  serviceAccountName: cart
                  containers: [{name: cart, image: cart:1, ports: [{containerPort: 8080}]}]
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: cart, namespace: shop}
            spec: {selector: {app: cart}, ports: [{name: http, port: 80, targetPort: 8080}]}
            ---
            apiVersion: v1
            kind: ServiceAccount
            metadata: {name: cart, namespace: shop}
            """;

    static Typed command(Object... words) {
        return withInput("", words);
    }

    static Typed withInput(String standardInput, Object... words) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var terminal = new Terminal(
                new ByteArrayInputStream(standardInput.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8),
                false,
                false,
                false);
        var typed = new String[words.length];
        for (int i = 0; i < words.length; i++) {
            typed[i] = words[i].toString();
        }
        int exitCode = Meshwright.run(terminal, typed);
        return new Typed(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /// A folder with the smallest platform in it.
    static Path small(Path parent) throws IOException {
        var folder = Files.createDirectories(parent.resolve("k8s"));
        Files.writeString(folder.resolve("all.yaml"), SMALL);
        return folder;
    }

    /// The text of every file below a folder, by its path from there.
    static SequencedMap<String, String> files(Path folder) throws IOException {
        var texts = new TreeMap<String, String>();
        try (var found = Files.walk(folder)) {
            for (var file : found.filter(Files::isRegularFile).toList()) {
                texts.put(folder.relativize(file).toString(), Files.readString(file));
            }
        }
        return texts;
    }
}
