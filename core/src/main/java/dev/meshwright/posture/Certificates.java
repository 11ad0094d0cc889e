package dev.meshwright.posture;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Reads certificates out of dumps and manifests.
public final class Certificates {
    private static final int URI = 6;

    private Certificates() {}

    /// The text of a data source of Envoy's: inline text or bytes; empty for a file, which the dump does not hold.
    public static Optional<String> text(JsonNode source) {
        if (source.has("inline_string")) {
            return Optional.of(source.path("inline_string").asString(""));
        }
        return source.has("inline_bytes") ? decoded(source.path("inline_bytes").asString("")) : Optional.empty();
    }

    /// Text in base 64.
    public static Optional<String> decoded(String base64) {
        try {
            return Optional.of(new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// The certificates of a PEM text; empty where one cannot be read.
    public static List<X509Certificate> read(String pem) {
        var certificates = new ArrayList<X509Certificate>();
        try {
            var input = new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8));
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(input)) {
                certificates.add((X509Certificate) certificate);
            }
        } catch (CertificateException e) {
            return List.of();
        }
        return certificates;
    }

    /// The revocation lists of a PEM text; empty where one cannot be read.
    public static List<X509CRL> revocations(String pem) {
        var lists = new ArrayList<X509CRL>();
        try {
            var input = new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8));
            for (var list : CertificateFactory.getInstance("X.509").generateCRLs(input)) {
                lists.add((X509CRL) list);
            }
        } catch (GeneralSecurityException e) {
            return List.of();
        }
        return lists;
    }

    /// SHA-256 of the whole certificate, in hexadecimal digits.
    public static String fingerprint(X509Certificate certificate) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The serial number in hexadecimal digits, as Envoy lists it.
    public static String serial(X509Certificate certificate) {
        return certificate.getSerialNumber().toString(16);
    }

    /// What of a proxy's own certificate stays the same when it is renewed: whose it is, and who vouches for it.
    public static String holder(X509Certificate certificate) {
        return String.join(" ", uris(certificate)) + " by "
                + certificate.getIssuerX500Principal().getName();
    }

    /// The URIs among the names that a certificate is for.
    public static List<String> uris(X509Certificate certificate) {
        var uris = new ArrayList<String>();
        try {
            var names = certificate.getSubjectAlternativeNames();
            if (names != null) {
                for (var name : names) {
                    if (Integer.valueOf(URI).equals(name.getFirst())) {
                        uris.add(String.valueOf(name.get(1)));
                    }
                }
            }
        } catch (CertificateParsingException e) {
            return List.of();
        }
        return uris;
    }

    /// Whether a chain leads to one of the roots, times aside.
    public static boolean leadsTo(List<X509Certificate> chain, List<X509Certificate> roots) {
        for (int i = 0; i + 1 < chain.size(); i++) {
            if (!isSignedBy(chain.get(i), chain.get(i + 1))) {
                return false;
            }
        }
        var last = chain.getLast();
        return roots.stream().anyMatch(root -> root.equals(last) || isSignedBy(last, root));
    }

    private static boolean isSignedBy(X509Certificate certificate, X509Certificate issuer) {
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
