package dev.meshwright.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.access.Decision.Verdict;
import dev.meshwright.access.condition.Condition;
import dev.meshwright.access.condition.Field;
import dev.meshwright.access.condition.Request;
import dev.meshwright.access.symbolic.RequestSet;
import dev.meshwright.access.symbolic.Spaces;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Sets of requests say of every request what the concrete evaluator says, and of two policy sets how they differ.
class EnforcedPropertyTest {
    private static final Spaces SPACES = new Spaces();

    static IntStream seeds() {
        return IntStream.range(0, 60);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void setsHoldWhatIsDecided(int seed) {
        var random = new Random(seed);
        var policies = new RandomPolicies(random).policies();
        for (boolean http : List.of(true, false)) {
            var inbound = Small.access(policies).atSidecar(Small.cart(), 8080, http);
            var enforced = inbound.enforced(http);
            var space = Enforced.space(SPACES, List.of(enforced), List.of());
            var admitted = enforced.admitted(space);
            var requests = new RandomRequests(random, http, enforced.asked());
            int known = 0;
            for (int i = 0; i < 200; i++) {
                var request = requests.next();
                var seen = seen(enforced, request);
                if (!space.everything().contains(seen)) {
                    continue;
                }
                known++;
                assertThat(verdict(admitted, seen))
                        .as(policies + request)
                        .isEqualTo(inbound.decide(request).verdict());
            }
            assertThat(known).isGreaterThan(100);
            assertIsConfirmed(admitted.allowed(), inbound, Verdict.ALLOWED);
            assertIsConfirmed(admitted.perhaps(), inbound, Verdict.CONDITIONAL);
            assertIsConfirmed(admitted.either().complement(), inbound, Verdict.REFUSED);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theDifferenceIsEmptyExactlyWhenNoRequestIsDecidedDifferently(int seed) {
        var random = new Random(seed);
        var one = new RandomPolicies(random).policies();
        var other = random.nextInt(3) == 0 ? mutated(one) : new RandomPolicies(random).policies();
        for (boolean http : List.of(true, false)) {
            var first = Small.access(one).atSidecar(Small.cart(), 8080, http);
            var second = Small.access(other).atSidecar(Small.cart(), 8080, http);
            var both = List.of(first.enforced(http), second.enforced(http));
            var space = Enforced.space(SPACES, both, List.of());
            var before = both.getFirst().admitted(space).allowed();
            var after = both.getLast().admitted(space).allowed();
            var gained = after.minus(before);
            var lost = before.minus(after);
            gained.witness().ifPresent(request -> {
                assertThat(first.decide(request).verdict()).isNotEqualTo(Verdict.ALLOWED);
                assertThat(second.decide(request).verdict()).isEqualTo(Verdict.ALLOWED);
            });
            assertThat(gained.witness().isEmpty()).isEqualTo(gained.isEmpty());
            var asked = new ArrayList<Condition>();
            both.forEach(enforced -> asked.addAll(enforced.asked()));
            var requests = new RandomRequests(random, http, asked);
            for (int i = 0; i < 200; i++) {
                var request = requests.next();
                var seen = seen(both.getFirst(), request);
                boolean was = first.decide(request).verdict() == Verdict.ALLOWED;
                boolean is = second.decide(request).verdict() == Verdict.ALLOWED;
                if (space.everything().contains(seen)) {
                    assertThat(gained.contains(seen)).as(one + other + request).isEqualTo(is && !was);
                    assertThat(lost.contains(seen)).as(one + other + request).isEqualTo(was && !is);
                }
            }
        }
    }

    private static void assertIsConfirmed(RequestSet set, Inbound inbound, Verdict verdict) {
        set.witness()
                .ifPresent(request -> assertThat(inbound.decide(request).verdict())
                        .as(request.toString())
                        .isEqualTo(verdict));
    }

    /// Policies that mean nearly the same.
    private static String mutated(String policies) {
        return policies.replace("/a'", "/b'").replace("'8080'", "'9090'");
    }

    private static Request seen(Enforced enforced, Request request) {
        var path = request.text(Field.PATH);
        return path == null
                ? request
                : request.with(Field.PATH, enforced.paths().apply(path));
    }

    private static Verdict verdict(Enforced.Admitted admitted, Request request) {
        if (admitted.allowed().contains(request)) {
            return Verdict.ALLOWED;
        }
        return admitted.perhaps().contains(request) ? Verdict.CONDITIONAL : Verdict.REFUSED;
    }
}
