package dev.meshwright.kube;

import dev.meshwright.MeshwrightException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Pattern;

/// What a tool in the cluster (Prometheus, Jaeger, Kiali) answers to a GET over HTTP.
public final class HttpEvidence {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(60);

    private HttpEvidence() {}

    /// The text at the URL. A user and password in it are sent as basic authentication.
    ///
    /// @throws ClusterUnreachableException if nobody answers
    /// @throws MeshwrightException if the answer is not 200
    public static String get(URI url) {
        if (url.getHost() == null) {
            throw new MeshwrightException(withoutUser(url) + " names no host. Write it as http://HOST:PORT/PATH.");
        }
        var request = HttpRequest.newBuilder(withoutUser(url)).timeout(ANSWER).GET();
        if (url.getUserInfo() != null) {
            var login = url.getUserInfo().getBytes(StandardCharsets.UTF_8);
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login));
        }
        try (var client = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build()) {
            var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            if (answer.statusCode() != 200) {
                throw new MeshwrightException(withoutUser(url) + " answered with status " + answer.statusCode()
                        + ". Open it in a browser to see why; nothing was changed.");
            }
            return answer.body();
        } catch (IOException e) {
            throw unreachable(url, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable(url, e);
        }
    }

    private static ClusterUnreachableException unreachable(URI url, Exception why) {
        String reason = why.getMessage() == null ? why.getClass().getSimpleName() : why.getMessage();
        return new ClusterUnreachableException(
                "cannot reach " + withoutUser(url) + " (" + reason
                        + "). Is a port forward or the VPN missing? Nothing was changed.",
                why);
    }

    /// The URL as it may be shown.
    public static URI withoutUser(URI url) {
        String text = url.toString();
        var user = url.getRawUserInfo();
        return user == null ? url : URI.create(text.replaceFirst("//" + Pattern.quote(user) + "@", "//"));
    }
}
