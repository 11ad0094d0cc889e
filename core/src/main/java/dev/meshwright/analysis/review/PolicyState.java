package dev.meshwright.analysis.review;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.meshwright.access.AuthorizationPolicy.Action;
import dev.meshwright.analysis.Finding.Certainty;
import dev.meshwright.analysis.Finding.EvidenceOf;
import java.util.List;
import java.util.Locale;

/// What an authorization policy does where it is enforced.
///
/// @param policy `namespace/name`
/// @param target whom it is written for: `the mesh`, `namespace shop`, `app=cart`, `Service shop/cart`
/// @param dryRun whether it only counts what it would do
/// @param places one per layer and outcome; a policy may run at some workloads and not at others
public record PolicyState(
        String policy, Action action, String target, boolean dryRun, List<Place> places, String file, int line) {

    public PolicyState {
        places = List.copyOf(places);
    }

    /// Who enforces a policy.
    public enum Layer {
        SIDECAR,
        GATEWAY,
        ZTUNNEL,
        WAYPOINT,
        NOWHERE;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Whether a rule does what it says, from the best to the worst.
    public enum Runs {
        AS_WRITTEN,
        /// It counts what it would do.
        DRY_RUN,
        /// A DENY rule that refuses more than it says, an ALLOW rule that admits more.
        WIDER,
        /// Some of its branches, or on some ports.
        PARTLY,
        NEVER;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        Runs worse(Runs other) {
            return compareTo(other) >= 0 ? this : other;
        }
    }

    /// The policy at one layer.
    ///
    /// @param at the workloads there; at a waypoint what it guards; empty for nobody
    /// @param effect what comes of it in one sentence
    public record Place(
            Layer layer,
            List<String> at,
            Runs runs,
            String effect,
            List<RuleState> rules,
            Certainty certainty,
            EvidenceOf evidence) {
        public Place {
            at = List.copyOf(at);
            rules = List.copyOf(rules);
        }
    }

    /// One rule at a layer.
    ///
    /// @param rule its index from 0
    /// @param why "" where it runs as written
    public record RuleState(int rule, Runs runs, String why, String file, int line) {}

    /// How its weakest rule runs anywhere.
    public Runs runs() {
        return places.stream().map(Place::runs).reduce(Runs::worse).orElse(Runs.NEVER);
    }
}
