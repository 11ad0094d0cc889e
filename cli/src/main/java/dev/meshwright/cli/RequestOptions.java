package dev.meshwright.cli;

import dev.meshwright.MeshwrightException;
import dev.meshwright.access.condition.Field;
import dev.meshwright.access.condition.IpBlock;
import dev.meshwright.access.condition.Request;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// What is known of a request. What is not said is left open: any request will do.
final class RequestOptions {
    @Option(names = "--method", paramLabel = "M", description = "Such as GET.")
    private @Nullable String method;

    @Option(names = "--path", paramLabel = "P", description = "Such as /charge.")
    private @Nullable String path;

    @Option(names = "--port", paramLabel = "N", description = "Of the Service, or of the pods (default: each).")
    private int port;

    @Option(names = "--host", paramLabel = "H", description = "The host that the request names.")
    private @Nullable String host;

    @Option(names = "--sni", paramLabel = "NAME", description = "The server name of the TLS handshake.")
    private @Nullable String sni;

    @Option(names = "--ip", paramLabel = "IP", description = "The address that the connection comes from.")
    private @Nullable String ip;

    @Option(names = "--header", paramLabel = "K=V", description = "A header; may be repeated.")
    private List<String> headers = List.of();

    @Option(
            names = "--jwt",
            paramLabel = "CLAIMS",
            description = "The token's claims as a JSON object, or none for no token.")
    private @Nullable String jwt;

    int port() {
        return port;
    }

    /// The request as far as it is known; the caller and the port are added by whoever asks.
    ///
    /// @throws MeshwrightException if an option makes no sense
    Request request() {
        var request = Request.some(null, 0);
        for (var text : texts().entrySet()) {
            request = request.with(text.getKey(), text.getValue());
        }
        if (ip != null) {
            var address = IpBlock.parse(ip)
                    .orElseThrow(() -> new MeshwrightException("--ip " + ip + " is no address. Write it as 10.1.2.3."));
            request = request.with(Field.SOURCE_IP, address);
        }
        for (var header : byName().entrySet()) {
            request = request.sending(header.getKey(), header.getValue());
        }
        return jwt == null ? request : request.withClaims(claims(jwt));
    }

    private SequencedMap<Field, String> texts() {
        var texts = new LinkedHashMap<Field, String>();
        if (method != null) {
            texts.put(Field.METHOD, method);
        }
        if (path != null) {
            texts.put(Field.PATH, path);
        }
        if (host != null) {
            texts.put(Field.HOST, host);
        }
        if (sni != null) {
            texts.put(Field.SNI, sni);
        }
        return texts;
    }

    private SequencedMap<String, List<String>> byName() {
        var byName = new LinkedHashMap<String, List<String>>();
        for (var header : headers) {
            int equal = header.indexOf('=');
            if (equal < 1) {
                throw new MeshwrightException("--header " + header + " has no name. Write it as x-user=alice.");
            }
            byName.computeIfAbsent(header.substring(0, equal), _ -> new ArrayList<>())
                    .add(header.substring(equal + 1));
        }
        return byName;
    }

    private static @Nullable Map<String, ?> claims(String text) {
        if (text.equals("none")) {
            return null;
        }
        try {
            var node = JsonMapper.shared().readTree(text);
            if (node.isObject()) {
                var claims = new LinkedHashMap<String, Object>();
                node.properties()
                        .forEach(claim -> claims.put(
                                claim.getKey(), JsonMapper.shared().convertValue(claim.getValue(), Object.class)));
                return claims;
            }
        } catch (JacksonException e) {
            throw new MeshwrightException(noClaims(text), e);
        }
        throw new MeshwrightException(noClaims(text));
    }

    private static String noClaims(String text) {
        return "--jwt " + text + " is no JSON object. Write the claims as {\"iss\": \"...\", \"sub\": \"...\"}.";
    }
}
