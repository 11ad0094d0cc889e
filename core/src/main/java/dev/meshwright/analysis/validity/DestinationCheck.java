package dev.meshwright.analysis.validity;

import dev.meshwright.schema.syntax.DomainName;

/// Where a route sends traffic.
final class DestinationCheck {
    private DestinationCheck() {}

    /// An entry of a route, a mirror: what has a `destination`.
    static void check(Place entry, Verdict verdict) {
        entry.at("destination")
                .ifPresentOrElse(
                        destination -> destination(destination, verdict),
                        () -> verdict.error(entry, "the route has no destination", "Add `destination.host`."));
    }

    static void destination(Place destination, Verdict verdict) {
        var host = destination.text("host");
        if (host.equals("*")) {
            verdict.error(destination, "`*` is no host to send traffic to", "Name one host.");
        }
        DomainName.faultOfWildcard(host)
                .ifPresent(fault -> Syntax.badHost(
                        destination.at("host").orElse(new Place(destination.node(), destination.path() + ".host")),
                        fault,
                        verdict));
        destination.at("subset").ifPresent(subset -> {
            if (!subset.text().isEmpty() && !DomainName.isLabel(subset.text())) {
                verdict.error(
                        subset, "`" + subset.text() + "` is no subset's name", "Use letters, digits and hyphens.");
            }
        });
        destination.at("port").ifPresent(port -> Syntax.port(port.at("number").orElse(port), 1, verdict));
    }

    /// Weights are shares of the sum, which must not be zero where there is a choice.
    static void weights(Place route, Verdict verdict) {
        long sum = 0;
        for (var entry : route.items("route")) {
            long weight = Syntax.number(entry, "weight").orElse(0L);
            sum += weight;
            if (weight < 0) {
                verdict.error(entry, "the weight " + weight + " is negative", "Write 0 or more.");
            }
        }
        if (route.items("route").size() > 1 && sum == 0) {
            verdict.error(route, "the weights of the destinations add up to 0", "Give each destination a weight.");
        }
    }
}
