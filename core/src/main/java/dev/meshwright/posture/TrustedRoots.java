package dev.meshwright.posture;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The roots that the mesh is meant to trust: those in the ConfigMaps `istio-ca-root-cert`.
public final class TrustedRoots {
    private static final Pattern CERTIFICATE =
            Pattern.compile("-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\\s]+)-----END CERTIFICATE-----");

    private TrustedRoots() {}

    /// Each as the base64 of its DER, without line breaks; empty where the intent holds no such ConfigMap.
    public static Set<String> of(Intended intended) {
        return intended.objects("", "ConfigMap")
                .filter(map -> map.name().equals("istio-ca-root-cert"))
                .flatMap(map -> map.root().text("data", "root-cert.pem").stream())
                .flatMap(pem -> in(pem).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /// All certificates of a PEM text, in the same form.
    public static Set<String> in(String pem) {
        return CERTIFICATE
                .matcher(pem)
                .results()
                .map(result -> result.group(1).replaceAll("\\s", ""))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
