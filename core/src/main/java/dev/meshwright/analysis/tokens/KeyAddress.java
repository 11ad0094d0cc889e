package dev.meshwright.analysis.tokens;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.manifest.Node;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Where istiod fetches the keys of an issuer: its `jwksUri`.
///
/// @param scheme, host in lower case
record KeyAddress(RequestAuthentication authentication, Node node, String path, String scheme, String host) {
    private static final String CLUSTER = ".svc.cluster.local";

    /// Those of the input that are URLs.
    static Stream<KeyAddress> all(Mesh mesh) {
        return TokenView.of(mesh).authentications().stream()
                .flatMap(one -> one.rules().stream().flatMap(rule -> of(one, rule).stream()));
    }

    private static Optional<KeyAddress> of(RequestAuthentication one, RequestAuthentication.TokenRule rule) {
        return rule.node().at("jwksUri").flatMap(node -> {
            try {
                var url = URI.create(node.text().orElse("").strip());
                var scheme = url.getScheme();
                var host = url.getHost();
                return scheme == null || host == null
                        ? Optional.empty()
                        : Optional.of(new KeyAddress(
                                one,
                                node,
                                rule.path() + ".jwksUri",
                                scheme.toLowerCase(Locale.ROOT),
                                host.toLowerCase(Locale.ROOT)));
            } catch (IllegalArgumentException _) {
                return Optional.empty();
            }
        });
    }

    /// Whether it is a Service of the cluster: by its full name, or by a shorter one that the input tells.
    boolean isInside(Mesh mesh) {
        var parts = host.split("\\.", 3);
        boolean isService = parts.length == 2
                && mesh.object("", "Service", parts[1], parts[0]).isPresent();
        return host.endsWith(CLUSTER) || host.endsWith(".svc") || parts.length == 1 || isService;
    }

    String shown() {
        return scheme + "://" + host;
    }

    Finding finding(RuleInfo rule, String message) {
        return Finding.of(rule, authentication.object(), node.where(), path, message, rule.fix());
    }
}
