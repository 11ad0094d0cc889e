package dev.meshwright.agent;

import dev.meshwright.trust.RefusedException;
import dev.meshwright.trust.json.JsonReader;
import dev.meshwright.trust.tuf.Hashes;
import java.net.Socket;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/// The keys that the server of a repository may have: today's and the next one, so that it can change. No authority
/// but the repository's own vouches for a server: what some CA signed does not count.
/// @param pins SHA-256 of SubjectPublicKeyInfo, in hex
record PinnedKeys(SortedSet<String> pins) {
    /// The target of a repository that holds the pins from now on.
    static final String TARGET = "authority/pins.json";

    private static final Pattern PIN = Pattern.compile("[0-9a-f]{64}");
    private static final int MOST_PINS = 16;

    PinnedKeys {
        pins = new TreeSet<>(pins);
        if (pins.isEmpty() || pins.size() > MOST_PINS) {
            throw new RefusedException(
                    "there are " + pins.size() + " pinned keys: pin the server's key and its next one");
        }
        for (var pin : pins) {
            if (!PIN.matcher(pin).matches()) {
                throw new RefusedException("\"" + pin + "\" is not a SHA-256 in hex");
            }
        }
    }

    static PinnedKeys of(List<String> pins) {
        return new PinnedKeys(new TreeSet<>(pins));
    }

    /// The pins of the repository's file.
    static PinnedKeys read(byte[] json) {
        return of(JsonReader.readObject(json).texts("pins"));
    }

    /// A client that speaks TLS 1.2 or later, with a server that has one of these keys.
    HttpClient client() {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Keys(pins)}, null);
            var parameters = new SSLParameters();
            parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
            return HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .sslContext(context)
                    .sslParameters(parameters)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(Duration.ofSeconds(10))
                    .build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no TLS", e);
        }
    }

    /// Names in the certificate do not matter: whoever has the key is the server.
    private static final class Keys extends X509ExtendedTrustManager {
        private final SortedSet<String> pins;

        private Keys(SortedSet<String> pins) {
            this.pins = pins;
        }

        private void check(X509Certificate[] chain) throws CertificateException {
            if (chain.length == 0) {
                throw new CertificateException("the server has no certificate");
            }
            chain[0].checkValidity();
            var key = Hashes.sha256(chain[0].getPublicKey().getEncoded());
            if (!pins.contains(key)) {
                throw new CertificateException("the server has the key " + key + ", which is not pinned");
            }
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            check(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            check(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            check(chain);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            throw new CertificateException("this is a client");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            throw new CertificateException("this is a client");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            throw new CertificateException("this is a client");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
