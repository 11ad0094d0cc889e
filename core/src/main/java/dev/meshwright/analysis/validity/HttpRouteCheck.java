package dev.meshwright.analysis.validity;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Set;

/// One HTTP route: what it does with a request; its match and headers are left to [HttpMatchCheck].
final class HttpRouteCheck {
    private static final Set<String> ROOT_EXCLUDES = Set.of("route", "redirect", "directResponse");

    private static final int LARGE_BODY = 100 * 1024;
    private static final int LARGEST_BODY = 1024 * 1024;

    private HttpRouteCheck() {}

    static void check(Place route, boolean inDelegate, Verdict verdict) {
        if (route.has("delegate")) {
            delegating(route, inDelegate, verdict);
        } else {
            action(route, verdict);
        }
        route.items("match").forEach(match -> HttpMatchCheck.check(match, verdict));
        for (var destination : route.items("route")) {
            DestinationCheck.check(destination, verdict);
            destination.at("headers").ifPresent(headers -> HeaderCheck.check(headers, verdict));
        }
        DestinationCheck.weights(route, verdict);
        route.at("headers").ifPresent(headers -> HeaderCheck.check(headers, verdict));
        route.at("mirror").ifPresent(mirror -> DestinationCheck.destination(mirror, verdict));
        mirrors(route, verdict);
        Syntax.duration(route, "timeout", verdict);
        route.at("retries").ifPresent(retries -> RetryCheck.check(retries, verdict));
        route.at("fault").ifPresent(fault -> FaultCheck.check(fault, verdict));
        route.at("rewrite").ifPresent(rewrite -> rewrite(rewrite, verdict));
        route.at("corsPolicy").ifPresent(cors -> CorsCheck.check(cors, verdict));
        authority(route, verdict);
    }

    private static void mirrors(Place route, Verdict verdict) {
        for (var mirror : route.items("mirrors")) {
            DestinationCheck.check(mirror, verdict);
            FaultCheck.share(mirror, "percentage", verdict);
        }
        if (route.has("mirror") && !route.items("mirrors").isEmpty()) {
            verdict.error(route, "mirror and mirrors exclude each other", "Move the mirror into `mirrors`.");
        }
        FaultCheck.share(route, "mirrorPercentage", verdict);
        for (var field : List.of("mirrorPercent", "mirror_percent")) {
            Syntax.number(route, field).ifPresent(percent -> {
                if (percent > 100) {
                    verdict.error(route, field + " is more than 100", "Write a percentage.");
                }
                verdict.warning(route, field + " is deprecated", "Write `mirrorPercentage: {value: " + percent + "}`.");
            });
        }
    }

    private static void delegating(Place route, boolean inDelegate, Verdict verdict) {
        if (inDelegate) {
            verdict.error(route, "a delegate cannot delegate again", "Remove `delegate` and route the requests.");
        }
        ROOT_EXCLUDES.stream()
                .sorted()
                .filter(route::has)
                .forEach(field -> verdict.error(
                        route,
                        "a route that delegates has no `" + field + "`",
                        "Keep one of `delegate` and `" + field + "`."));
    }

    private static void action(Place route, Verdict verdict) {
        boolean forwards = !route.items("route").isEmpty();
        var actions = List.of("redirect", "directResponse").stream()
                .filter(route::has)
                .toList();
        if (!forwards && actions.isEmpty()) {
            verdict.error(route, "the HTTP route says nothing to do with a request", "Add `route` or `redirect`.");
        }
        if (actions.size() + (forwards ? 1 : 0) > 1) {
            verdict.error(route, "route, redirect and directResponse exclude each other", "Keep one of them.");
        }
        for (var action : actions) {
            for (var field : List.of("fault", "rewrite")) {
                boolean excluded = action.equals("redirect") || field.equals("rewrite");
                if (excluded && route.has(field)) {
                    verdict.error(route, action + " and " + field + " exclude each other", "Keep one of them.");
                }
            }
        }
        route.at("redirect").ifPresent(redirect -> redirect(redirect, verdict));
        route.at("directResponse").ifPresent(response -> directResponse(response, verdict));
    }

    private static void directResponse(Place response, Verdict verdict) {
        FaultCheck.status(response, "status", verdict);
        int size = Math.max(
                response.text("body", "string").getBytes(UTF_8).length,
                response.text("body", "bytes").length() / 4 * 3);
        if (size > LARGEST_BODY) {
            verdict.error(response, "the body is larger than 1 MB", "Let a service answer.");
        } else if (size > LARGE_BODY) {
            verdict.warning(response, "a body of more than 100 kB burdens every proxy", "Let a service answer.");
        }
    }

    private static void redirect(Place redirect, Verdict verdict) {
        if (List.of("uri", "authority", "scheme").stream()
                        .allMatch(field -> redirect.text(field).isEmpty())
                && !redirect.has("port")
                && !redirect.has("derivePort")) {
            verdict.error(redirect, "the redirect leads nowhere", "Add uri, authority, port or scheme.");
        }
        redirect.at("port").ifPresent(port -> Syntax.port(port, 1, verdict));
        Syntax.number(redirect, "redirectCode")
                .filter(code -> code != 0 && (code < 300 || code > 399))
                .ifPresent(code -> verdict.error(redirect, code + " is no redirect", "Write 301, 302, 307 or 308."));
        if (!List.of("", "http", "https").contains(redirect.text("scheme"))) {
            verdict.error(redirect, "the scheme must be http or https", "Write https.");
        }
    }

    private static void rewrite(Place rewrite, Verdict verdict) {
        boolean uri = !rewrite.text("uri").isEmpty();
        if (!uri && !rewrite.has("uriRegexRewrite") && rewrite.text("authority").isEmpty()) {
            verdict.error(rewrite, "the rewrite says nothing", "Add uri, uriRegexRewrite or authority.");
        }
        if (uri && rewrite.has("uriRegexRewrite")) {
            verdict.error(rewrite, "uri and uriRegexRewrite exclude each other", "Keep one of the two.");
        }
        rewrite.at("uriRegexRewrite").ifPresent(regex -> {
            if (regex.text("match").isEmpty() || regex.text("rewrite").isEmpty()) {
                verdict.error(regex, "uriRegexRewrite needs match and rewrite", "Write both.");
            } else {
                regex.at("match").ifPresent(match -> RegexCheck.check(match, verdict));
            }
        });
    }

    /// The authority may be rewritten, or set as a header, but not both.
    private static void authority(Place route, Verdict verdict) {
        long times = rewriteOfAuthority(route);
        for (var operation : List.of("set", "add")) {
            times += route.node().entries("headers", "request", operation).stream()
                    .filter(header -> HeaderCheck.isAuthority(header.key())
                            && !header.value().text().orElse("").isEmpty())
                    .count();
        }
        if (times > 1) {
            verdict.error(route, "the authority is set more than once", "Keep one of rewrite and headers.");
        }
    }

    private static int rewriteOfAuthority(Place route) {
        return route.text("rewrite", "authority").isEmpty() ? 0 : 1;
    }
}
