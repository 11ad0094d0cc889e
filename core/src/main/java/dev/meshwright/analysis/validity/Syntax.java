package dev.meshwright.analysis.validity;

import dev.meshwright.schema.syntax.DomainName;
import dev.meshwright.schema.syntax.GoDuration;
import dev.meshwright.schema.syntax.IpAddress;
import dev.meshwright.schema.syntax.Numbers;
import java.util.HashSet;
import java.util.Optional;
import java.util.regex.Pattern;

/// Checks of single values that several kinds share.
final class Syntax {
    private static final Pattern LABEL_NAME = Pattern.compile("[a-zA-Z0-9](?:[-\\w.]*[a-zA-Z0-9])?");
    private static final int LONGEST_LABEL = 63;
    private static final long MILLISECOND = 1_000_000;

    private Syntax() {}

    /// A host name that may start with a wildcard.
    static void wildcardHost(Place host, Verdict verdict) {
        DomainName.faultOfWildcard(host.text()).ifPresent(fault -> badHost(host, fault, verdict));
    }

    static void badHost(Place host, String fault, Verdict verdict) {
        verdict.error(
                host,
                "`" + host.text() + "` is no host name: " + fault,
                "Write a DNS name; a wildcard may stand only at its start.");
    }

    /// An address or block of addresses.
    static void ipOrBlock(Place place, Verdict verdict) {
        var text = place.text();
        if (!IpAddress.isAddress(text) && !IpAddress.isBlock(text)) {
            verdict.error(
                    place, "`" + text + "` is no IP address or CIDR block", "Write it as 10.1.2.3 or 10.0.0.0/8.");
        }
    }

    /// A port from `least` to 65535.
    static void port(Place place, int least, Verdict verdict) {
        if (Numbers.whole(place.text())
                .filter(port -> port >= least && port <= 65535)
                .isEmpty()) {
            verdict.error(
                    place,
                    "`" + place.text() + "` is no port: it must be from " + least + " to 65535",
                    "Write a port number.");
        }
    }

    static Optional<Long> number(Place place, String... keys) {
        return place.node().text(keys).flatMap(Numbers::whole);
    }

    /// A duration of at least a millisecond, in whole milliseconds.
    static void duration(Place object, String field, Verdict verdict) {
        object.at(field).ifPresent(place -> {
            var nanoseconds = GoDuration.nanoseconds(place.text());
            if (nanoseconds.isEmpty() || nanoseconds.getAsLong() < MILLISECOND) {
                verdict.error(place, field + " `" + place.text() + "` must be a duration of at least 1ms", "Write 3s.");
            } else if (nanoseconds.getAsLong() % MILLISECOND != 0) {
                verdict.error(
                        place,
                        field + " `" + place.text() + "` is finer than a millisecond",
                        "Round it to milliseconds.");
            }
        });
    }

    /// Labels of pods or subsets.
    static void labels(Place object, String field, Verdict verdict) {
        for (var label : object.values(field)) {
            var key = label.path().substring(object.path().length() + field.length() + 2);
            int slash = key.indexOf('/');
            var name = key.substring(slash + 1);
            boolean prefixed =
                    slash < 0 || DomainName.fault(key.substring(0, slash)).isEmpty();
            if (!prefixed || !isLabelName(name)) {
                verdict.error(label, "`" + key + "` is no label key", "Use letters, digits, `-`, `_` and `.`.");
            }
            if (!label.text().isEmpty() && !isLabelName(label.text())) {
                verdict.error(
                        label, "`" + label.text() + "` is no label value", "Use letters, digits, `-`, `_` and `.`.");
            }
        }
    }

    private static boolean isLabelName(String text) {
        return text.length() <= LONGEST_LABEL && LABEL_NAME.matcher(text).matches();
    }

    /// The namespaces that a VirtualService, DestinationRule or ServiceEntry is visible in.
    static void exportTo(Place spec, String namespace, Verdict verdict) {
        var seen = new HashSet<String>();
        var entries = spec.items("exportTo");
        for (var entry : entries) {
            var text = entry.text();
            if (!text.equals("*") && !text.equals(".") && !text.equals("~") && !DomainName.isLabel(text)) {
                verdict.error(
                        entry, "exportTo `" + text + "` is no namespace, `.` or `*`", "Write a namespace's name.");
            }
            if (!seen.add(text.equals(".") && !namespace.isEmpty() ? namespace : text)) {
                verdict.error(entry, "exportTo names `" + text + "` twice", "Remove one of the two.");
            }
            if (entries.size() > 1 && (text.equals("*") || text.equals("~"))) {
                verdict.error(entry, "exportTo `" + text + "` stands beside others", "Keep only `" + text + "`.");
            }
        }
    }
}
