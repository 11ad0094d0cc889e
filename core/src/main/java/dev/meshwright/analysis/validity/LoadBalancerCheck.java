package dev.meshwright.analysis.validity;

import dev.meshwright.schema.syntax.Numbers;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashSet;

/// The load balancer of a traffic policy.
final class LoadBalancerCheck {
    private static final int LARGEST_TABLE = 5_000_011;

    private LoadBalancerCheck() {}

    static void check(Place balancer, boolean ejects, Verdict verdict) {
        balancer.at("consistentHash").ifPresent(hash -> consistentHash(hash, verdict));
        balancer.at("warmup").ifPresent(warmup -> warmup(warmup, verdict));
        balancer.at("localityLbSetting").ifPresent(locality -> LocalityCheck.check(locality, ejects, verdict));
        balancer.at("zoneAwareLbSetting").ifPresent(setting -> LocalityCheck.zoneAware(setting, ejects, verdict));
        if (balancer.has("localityLbSetting") && balancer.has("zoneAwareLbSetting")) {
            verdict.error(
                    balancer, "localityLbSetting and zoneAwareLbSetting exclude each other", "Remove one of the two.");
        }
    }

    private static void consistentHash(Place hash, Verdict verdict) {
        hash.at("httpCookie").ifPresent(cookie -> {
            if (cookie.text("name").isEmpty()) {
                verdict.error(cookie, "the cookie has no name", "Add `name`.");
            }
            var names = new HashSet<String>();
            for (var attribute : cookie.items("attributes")) {
                if (attribute.text("name").isEmpty() || !names.add(attribute.text("name"))) {
                    verdict.error(
                            attribute, "a cookie's attributes need names of their own", "Name each attribute once.");
                }
            }
        });
        boolean ring =
                hash.has("minimumRingSize") && !hash.text("minimumRingSize").equals("0");
        if (ring && (hash.has("maglev") || hash.has("ringHash"))) {
            verdict.error(hash, "minimumRingSize excludes maglev and ringHash", "Write `ringHash.minimumRingSize`.");
        } else if (ring) {
            verdict.warning(hash, "minimumRingSize is deprecated", "Write `ringHash.minimumRingSize`.");
        }
        hash.at("maglev").ifPresent(maglev -> {
            var size = Syntax.number(maglev, "tableSize").orElse(0L);
            if (size <= 0 || size >= LARGEST_TABLE || !BigInteger.valueOf(size).isProbablePrime(30)) {
                verdict.error(maglev, "maglev needs a prime tableSize below " + LARGEST_TABLE, "Write 65537.");
            }
        });
    }

    private static void warmup(Place warmup, Verdict verdict) {
        if (!warmup.has("duration")) {
            verdict.error(warmup, "warmup needs a duration", "Add `duration`.");
        }
        if (number(warmup, "minimumPercent") > 100) {
            verdict.error(warmup, "minimumPercent is more than 100", "Write a percentage.");
        }
        if (warmup.has("aggression") && number(warmup, "aggression") <= 0) {
            verdict.error(warmup, "aggression must be more than 0", "Write 1.0.");
        }
    }

    private static double number(Place place, String field) {
        return place.node()
                .text(field)
                .flatMap(Numbers::decimal)
                .map(BigDecimal::doubleValue)
                .orElse(0.0);
    }
}
