package dev.meshwright.analysis.validity;

import dev.meshwright.schema.syntax.GoDuration;
import java.util.List;
import java.util.Set;

/// Which pages of other hosts may call an HTTP route.
final class CorsCheck {
    private static final long SECOND = 1_000_000_000;
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "CONNECT", "OPTIONS", "TRACE", "*");

    private CorsCheck() {}

    static void check(Place cors, Verdict verdict) {
        for (var origin : cors.items("allowOrigins")) {
            if (List.of("exact", "prefix", "regex").stream()
                    .allMatch(kind -> origin.text(kind).isEmpty())) {
                verdict.error(origin, "the allowed origin is empty", "Write exact, prefix or regex.");
            } else {
                origin.at("regex").ifPresent(regex -> RegexCheck.check(regex, verdict));
            }
        }
        for (var method : cors.items("allowMethods")) {
            if (!METHODS.contains(method.text())) {
                verdict.error(method, "`" + method.text() + "` is no HTTP method", "Write it in capitals, or `*`.");
            }
        }
        for (var field : List.of("allowHeaders", "exposeHeaders")) {
            for (var header : cors.items(field)) {
                if (!HeaderCheck.isName(header.text())) {
                    verdict.error(header, "`" + header.text() + "` is no header's name", "Use letters and hyphens.");
                }
            }
        }
        Syntax.duration(cors, "maxAge", verdict);
        cors.at("maxAge").ifPresent(age -> {
            if (GoDuration.nanoseconds(age.text()).orElse(0) % SECOND != 0) {
                verdict.error(age, "maxAge `" + age.text() + "` is finer than a second", "Round it to seconds.");
            }
        });
    }
}
