package dev.meshwright.agent;

import dev.meshwright.trust.RefusedException;
import dev.meshwright.trust.tuf.Fetcher;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Brings the files of a repository over http or https. What is longer than it may be, or comes more slowly than
/// [#MIN_BYTES_PER_SECOND], ends the transfer.
public final class HttpFetcher implements Fetcher {
    private static final long MIN_BYTES_PER_SECOND = 64 * 1024;

    /// Files are held in memory.
    private static final long MAX_BYTES = 1L << 30;

    private final String base;
    private final HttpClient client;
    private final Duration patience;

    /// A fetcher for what lies below a URL.
    /// @param patience how long a server may take for nothing
    public HttpFetcher(String url, HttpClient client, Duration patience) {
        this.base = url.endsWith("/") ? url : url + "/";
        this.client = client;
        this.patience = patience;
    }

    /// A client for one command. HTTP/1.1, as few files are asked for, one after the other.
    public static HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
    }

    @Override
    public Optional<byte[]> fetch(String path, long maxBytes) {
        if (maxBytes > MAX_BYTES) {
            throw new RefusedException(base + path + " may have " + maxBytes + " bytes, more than " + MAX_BYTES);
        }
        var response = await(path, maxBytes);
        return switch (response.statusCode()) {
            case 200 -> Optional.of(response.body());
            case 403, 404, 410 -> Optional.empty(); // buckets say 403 where nobody may list them
            default -> throw new RefusedException(base + path + " is answered with " + response.statusCode());
        };
    }

    private HttpResponse<byte[]> await(String path, long maxBytes) {
        var limit = patience.plusSeconds(maxBytes / MIN_BYTES_PER_SECOND);
        var running = client.sendAsync(HttpRequest.newBuilder(uri(path)).build(), upTo(maxBytes));
        try {
            return running.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            running.cancel(true);
            throw new RefusedException(base + path + " came too slowly: not done in " + limit.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            var cause = e.getCause() == null ? e : e.getCause();
            var why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
            throw new RefusedException("cannot fetch " + base + path + " (" + why + ")", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RefusedException("interrupted while fetching " + base + path, e);
        }
    }

    private static BodyHandler<byte[]> upTo(long maxBytes) {
        return response -> response.statusCode() == 200
                ? BodyHandlers.limiting(BodyHandlers.ofByteArray(), maxBytes).apply(response)
                : BodySubscribers.replacing(new byte[0]);
    }

    private URI uri(String path) {
        try {
            var uri = new URI(base + path);
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return uri;
            }
            throw new RefusedException(base + " is not a URL with http or https and a host");
        } catch (URISyntaxException e) {
            throw new RefusedException(base + " is not a URL: " + e.getReason(), e);
        }
    }
}
