package dev.meshwright.access.reach;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.meshwright.manifest.Source;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Whether a call gets through, with the ways it may take: one per port and workload behind the name.
///
/// @param verdict that of the best port; a port whose ways differ lets some requests through
public record Answer(String from, String to, Verdict verdict, List<Way> ways) {
    public Answer {
        ways = List.copyOf(ways);
    }

    static Answer of(String from, String to, List<Way> ways) {
        var byPort = new TreeMap<Integer, Verdict>();
        ways.forEach(way -> byPort.merge(way.port(), way.verdict(), Verdict::beside));
        var best = byPort.values().stream().min(Verdict::compareTo).orElse(Verdict.NO);
        return new Answer(from, to, best, ways);
    }

    /// From the best to the worst, when one of several is enough.
    public enum Verdict {
        /// Every request of this kind gets through.
        YES,
        /// Some do; an example is given.
        SOME,
        /// Nothing here tells: an authorizer outside decides, or the search found no example and no proof.
        UNDECIDED,
        NO;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// What comes of taking one or the other, as routes and load balancing have it.
        Verdict beside(Verdict other) {
            if (this == other) {
                return this;
            }
            return compareTo(UNDECIDED) < 0 || other.compareTo(UNDECIDED) < 0 ? SOME : UNDECIDED;
        }

        /// What comes of passing both.
        Verdict and(Verdict other) {
            return compareTo(other) >= 0 ? this : other;
        }
    }

    /// One way of a call.
    ///
    /// @param port the port as the caller names it
    /// @param workload the pods it ends at, as `namespace/name`; "" where it does not get that far
    /// @param mutual whether both ends show certificates of the mesh; false where it does not get that far
    /// @param reasons one per layer that was asked, in the order in which a call meets them; after a NO none
    /// @param example of a request that gets through, where not all do; "" otherwise
    public record Way(
            int port, String workload, Verdict verdict, boolean mutual, List<Reason> reasons, String example) {
        public Way {
            reasons = List.copyOf(reasons);
        }
    }

    /// What a layer says.
    ///
    /// @param object kind and `namespace/name` of what decides; "" where nothing does
    /// @param rule the deciding rule's index from 0; -1 where no single rule decides
    public record Reason(
            Layer layer,
            Verdict verdict,
            String text,
            String object,
            int rule,
            @Nullable Source where) {
        static Reason of(Layer layer, Verdict verdict, String text) {
            return new Reason(layer, verdict, text, "", -1, null);
        }

        static Reason of(Layer layer, Verdict verdict, String text, String object, Source where) {
            return new Reason(layer, verdict, text, object, -1, where);
        }
    }

    /// What a call meets on its way.
    public enum Layer {
        NAME,
        ROUTE,
        CONNECTION,
        NETWORK,
        WAYPOINT,
        ZTUNNEL,
        TOKEN,
        POLICY;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
