package dev.meshwright.analysis.validity;

import dev.meshwright.manifest.Node;
import dev.meshwright.schema.syntax.DomainName;
import java.util.List;
import java.util.Set;

/// The match of an HTTP route.
final class HttpMatchCheck {
    private static final String CLAIMS = "@request.auth.claims";
    private static final Set<String> PSEUDO_HEADERS = Set.of(":method", ":scheme", ":authority", ":path", ":status");

    private HttpMatchCheck() {}

    static void check(Place match, Verdict verdict) {
        // A URI may match by an empty prefix, which Envoy takes for any path.
        match.at("uri", "regex").ifPresent(regex -> RegexCheck.check(regex, verdict));
        for (var field : List.of("scheme", "method", "authority")) {
            match.at(field).ifPresent(text -> RegexCheck.text(text, verdict));
        }
        match.values("queryParams").forEach(parameter -> RegexCheck.text(parameter, verdict));
        headers(match, "headers", verdict);
        headers(match, "withoutHeaders", verdict);
        match.at("port").ifPresent(port -> Syntax.port(port, 1, verdict));
        Syntax.labels(match, "sourceLabels", verdict);
        match.items("gateways").forEach(gateway -> VirtualServiceCheck.gateway(gateway, verdict));
        match.at("sourceNamespace").ifPresent(namespace -> {
            if (!namespace.text().isEmpty() && !DomainName.isLabel(namespace.text())) {
                verdict.error(namespace, "`" + namespace.text() + "` is no namespace", "Write a namespace's name.");
            }
        });
    }

    private static void headers(Place match, String field, Verdict verdict) {
        for (var header : match.values(field)) {
            var name = header.path().substring(match.path().length() + field.length() + 2);
            if (!isClaim(name) && !PSEUDO_HEADERS.contains(name) && !HeaderCheck.isName(name)) {
                verdict.error(header, "`" + name + "` is no header's name", "Use letters, digits and hyphens.");
            }
            if (field.equals("headers") && header.node() instanceof Node.Scalar scalar && scalar.isNull()) {
                verdict.error(header, "the match of header " + name + " is empty", "Write exact, prefix or regex.");
            }
            // `*` is not an expression here: it asks for the header to be there.
            if (field.equals("headers") || !header.text("regex").equals("*")) {
                RegexCheck.text(header, verdict);
            }
        }
    }

    /// Whether a header's name stands for a claim of a validated token.
    static boolean isClaim(String name) {
        return name.startsWith(CLAIMS + ".") || (name.startsWith(CLAIMS + "[") && name.endsWith("]"));
    }
}
