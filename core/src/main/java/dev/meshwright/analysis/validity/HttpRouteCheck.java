package dev.meshwright.analysis.validity;

import java.util.List;
import java.util.Set;

/// One HTTP route: what it does with a request; its match and headers are left to [HttpMatchCheck].
final class HttpRouteCheck {
    private static final Set<String> ROOT_EXCLUDES = Set.of("route", "redirect", "directResponse");

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
            destination.at("headers").ifPresent(headers -> HttpMatchCheck.headers(headers, verdict));
        }
        DestinationCheck.weights(route, verdict);
        route.at("headers").ifPresent(headers -> HttpMatchCheck.headers(headers, verdict));
        route.at("mirror").ifPresent(mirror -> DestinationCheck.destination(mirror, verdict));
        route.items("mirrors").forEach(mirror -> DestinationCheck.check(mirror, verdict));
        Syntax.duration(route, "timeout", verdict);
        route.at("retries").ifPresent(retries -> RetryCheck.check(retries, verdict));
        route.at("fault").ifPresent(fault -> fault(fault, verdict));
        route.at("rewrite").ifPresent(rewrite -> rewrite(rewrite, verdict));
        authority(route, verdict);
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
        route.at("directResponse")
                .ifPresent(response -> Syntax.number(response, "status")
                        .filter(status -> status < 200 || status > 599)
                        .ifPresent(
                                status -> verdict.error(response, status + " is no HTTP status", "Write 200 to 599.")));
    }

    private static void redirect(Place redirect, Verdict verdict) {
        if (redirect.values().isEmpty()) {
            verdict.error(redirect, "the redirect says nothing", "Add uri, authority, port, scheme or redirectCode.");
        }
        Syntax.number(redirect, "redirectCode")
                .filter(code -> code != 0 && (code < 300 || code > 399))
                .ifPresent(code -> verdict.error(redirect, code + " is no redirect", "Write 301, 302, 307 or 308."));
        if (!List.of("", "http", "https").contains(redirect.text("scheme"))) {
            verdict.error(redirect, "the scheme must be http or https", "Write https.");
        }
    }

    private static void rewrite(Place rewrite, Verdict verdict) {
        if (rewrite.values().isEmpty()) {
            verdict.error(rewrite, "the rewrite says nothing", "Add uri, uriRegexRewrite or authority.");
        }
        if (rewrite.has("uri") && rewrite.has("uriRegexRewrite")) {
            verdict.error(rewrite, "uri and uriRegexRewrite exclude each other", "Keep one of the two.");
        }
    }

    private static void fault(Place fault, Verdict verdict) {
        if (!fault.has("abort") && !fault.has("delay")) {
            verdict.error(fault, "the fault has neither abort nor delay", "Add one of the two.");
        }
        fault.at("abort")
                .ifPresent(abort -> Syntax.number(abort, "httpStatus")
                        .filter(status -> status < 200 || status > 599)
                        .ifPresent(status -> verdict.error(abort, status + " is no HTTP status", "Write 200 to 599.")));
        fault.at("delay").ifPresent(delay -> Syntax.duration(delay, "fixedDelay", verdict));
    }

    /// The authority may be rewritten, or set as a header, but not both.
    private static void authority(Place route, Verdict verdict) {
        boolean rewritten = !route.text("rewrite", "authority").isEmpty();
        for (var header : List.of("authority", ":authority", "Host", "host")) {
            if (rewritten && route.has("headers", "request", "set", header)) {
                verdict.error(route, "the authority is set twice, by rewrite and by headers", "Keep one of the two.");
            }
        }
    }
}
