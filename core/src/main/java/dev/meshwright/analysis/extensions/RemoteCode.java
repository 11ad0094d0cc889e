package dev.meshwright.analysis.extensions;

import dev.meshwright.analysis.Mesh;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Node;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// WebAssembly that a proxy loads from somewhere.
///
/// @param node where the address stands
/// @param url as written; without a scheme it is an image
/// @param isPinned whether a checksum says which code is meant
record RemoteCode(Manifest object, Node node, String path, String url, boolean isPinned) {
    private static final String EXTENSIONS = "extensions.istio.io";
    private static final String DIGEST = "@sha256:";

    /// Of WasmPlugins, TrafficExtensions and EnvoyFilters. Code that lies in the proxy's own files is left out.
    static Stream<RemoteCode> all(Mesh mesh) {
        var plugins = mesh.objects(EXTENSIONS, "WasmPlugin").stream().flatMap(object -> of(object, "spec"));
        var extensions =
                mesh.objects(EXTENSIONS, "TrafficExtension").stream().flatMap(object -> of(object, "spec", "wasm"));
        var filters = mesh.objects("networking.istio.io", "EnvoyFilter").stream()
                .flatMap(object -> object.root().at("spec", "configPatches").stream()
                        .flatMap(patches -> remote(object, patches, "spec.configPatches")));
        return Stream.of(plugins, extensions, filters)
                .flatMap(one -> one)
                .filter(code -> !code.scheme().equals("file"));
    }

    private static Stream<RemoteCode> of(Manifest object, String... keys) {
        return object.root().at(keys).stream()
                .flatMap(plugin -> plugin.at("url").stream()
                        .flatMap(url -> url.text().stream()
                                .filter(text -> !text.isBlank())
                                .map(text -> new RemoteCode(
                                        object,
                                        url,
                                        String.join(".", keys) + ".url",
                                        text,
                                        isSet(plugin.text("sha256")) || text.contains(DIGEST)))));
    }

    /// Envoy's own form, however deep in a patch: `remote: {http_uri: {uri: …}, sha256: …}`.
    private static Stream<RemoteCode> remote(Manifest object, Node node, String path) {
        return switch (node) {
            case Node.Scalar _ -> Stream.empty();
            case Node.Sequence list ->
                IntStream.range(0, list.items().size())
                        .boxed()
                        .flatMap(i -> remote(object, list.items().get(i), path + "[" + i + "]"));
            case Node.Mapping map ->
                map.entries().stream().flatMap(entry -> {
                    var below = path + "." + entry.key();
                    return entry.key().equals("remote") && uri(entry.value()).isPresent()
                            ? Stream.of(remote(
                                    object, entry.value(), uri(entry.value()).orElseThrow(), below))
                            : remote(object, entry.value(), below);
                });
        };
    }

    private static Optional<Node> uri(Node remote) {
        return remote.at("http_uri", "uri").or(() -> remote.at("httpUri", "uri"));
    }

    private static RemoteCode remote(Manifest object, Node remote, Node uri, String path) {
        return new RemoteCode(object, uri, path, uri.text().orElse(""), isSet(remote.text("sha256")));
    }

    private static boolean isSet(Optional<String> checksum) {
        return checksum.filter(text -> !text.isBlank()).isPresent();
    }

    /// `oci`, `https`, `http` or `file`.
    String scheme() {
        int end = url.indexOf("://");
        return end < 0 ? "oci" : url.substring(0, end).toLowerCase(Locale.ROOT);
    }
}
