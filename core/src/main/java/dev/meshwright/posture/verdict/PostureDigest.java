package dev.meshwright.posture.verdict;

import dev.meshwright.posture.ProxyState;
import dev.meshwright.posture.envoy.EnvoyDigest;
import dev.meshwright.posture.ztunnel.ZtunnelDigest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A fingerprint of what a proxy does, by which it can be seen that nothing changed since the last full comparison.
/// Equal as long as the proxy does the same, also after a restart or with more pods behind a service; it says nothing
/// about whether that is what was meant.
///
/// @param proxy `workload.namespace`, or `ztunnel`; "" where nothing tells
/// @param digest of all resources: SHA-256 in hexadecimal
/// @param resources the same of each resource, by `KIND/NAME`
public record PostureDigest(String proxy, String digest, SortedMap<String, String> resources) {

    public static PostureDigest of(ProxyState state) {
        var resources = new TreeMap<String, String>();
        (state.isZtunnel() ? ZtunnelDigest.of(state) : EnvoyDigest.of(state))
                .forEach((resource, text) -> resources.put(resource, sha256(text)));
        var all = resources.entrySet().stream()
                .map(entry -> entry.getValue() + "  " + entry.getKey() + "\n")
                .collect(Collectors.joining());
        return new PostureDigest(state.name(), sha256(all), resources);
    }

    private static String sha256(String text) {
        try {
            var bytes = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
