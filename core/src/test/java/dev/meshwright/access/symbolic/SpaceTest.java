package dev.meshwright.access.symbolic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meshwright.access.condition.Condition;
import dev.meshwright.access.condition.Field;
import dev.meshwright.access.condition.IpBlock;
import dev.meshwright.access.condition.Match;
import dev.meshwright.access.condition.Request;
import dev.meshwright.access.condition.TextPattern;
import dev.meshwright.access.condition.TextPattern.Gap;
import dev.meshwright.access.condition.TextPattern.Letters;
import dev.meshwright.access.condition.TextPattern.Literal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpaceTest {
    @Test
    void prefixAndSuffixMeetInTheShortestText() {
        assertThat(witness(path("/ab*"), path("*bc")).text(Field.PATH)).isEqualTo("/abc");
    }

    @Test
    void whatOnePatternHoldsAllOfIsEmptyWithoutIt() {
        var space = space(path("/a/*"), path("/a*"));
        assertThat(space.of(path("/a/*")).minus(space.of(path("/a*"))).isEmpty())
                .isTrue();
        assertThat(space.of(path("/a*")).minus(space.of(path("/a/*"))).witness())
                .isPresent();
    }

    @Test
    void hostsAreAlikeInAnyCase() {
        var lower = new Condition.Text(Field.HOST, TextPattern.of("a.example").ignoringCase());
        var upper = new Condition.Text(Field.HOST, TextPattern.of("A.EXAMPLE").ignoringCase());
        var space = space(lower, upper);
        assertThat(space.of(lower)).isEqualTo(space.of(upper));
    }

    @Test
    void blocksThatCoverAllAddressesLeaveNone() {
        var halves = Condition.any(List.of(from("0.0.0.0/1"), from("128.0.0.0/1"), from("::/0")));
        assertThat(space(halves).of(halves).complement().isEmpty()).isTrue();
    }

    @Test
    void theAddressOutsideOfABlockIsAnExample() {
        var inside = from("10.0.0.0/8");
        var request = space(inside).of(inside).complement().witness().orElseThrow();
        assertThat(inside.test(request)).isEqualTo(Match.NO);
        assertThat(request.addresses()).containsKey(Field.SOURCE_IP);
    }

    @Test
    void aHeaderSentTwiceMayMatchBothOfTwoValues() {
        var one = new Condition.Header("x-team", TextPattern.of("a"));
        var other = new Condition.Header("x-team", TextPattern.of("b"));
        assertThat(witness(one, other).headers().get("x-team")).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void aHeaderThatIsJoinedHasOneValue() {
        var one = new Condition.Header("user-agent", TextPattern.of("a"));
        var other = new Condition.Header("user-agent", TextPattern.of("b"));
        var space = space(one, other);
        assertThat(space.of(one).and(space.of(other)).isEmpty()).isTrue();
    }

    @Test
    void aClaimThatIsATextHasNoClaimsWithin() {
        var above = new Condition.Claim(List.of("realm"), TextPattern.present(), true);
        var within = new Condition.Claim(List.of("realm", "roles"), TextPattern.of("dev"), true);
        var space = space(above, within);
        assertThat(space.of(above).and(space.of(within)).isEmpty()).isTrue();
    }

    @Test
    void whatProxiesRewriteIsInNoPath() {
        var never = new Spaces()
                .over(
                        List.of(path("/a/../b")),
                        true,
                        List.of(new TextPattern(
                                List.of(new Gap(Letters.ANY, 0), new Literal("/../"), new Gap(Letters.ANY, 0)),
                                false)));
        assertThat(never.of(path("/a/../b")).isEmpty()).isTrue();
    }

    @Test
    void thousandsOfExactCallersAreNoBurden() {
        var callers = new ArrayList<Condition>();
        for (int i = 0; i < 5_000; i++) {
            callers.add(new Condition.Text(
                    Field.PEER, TextPattern.exactly("spiffe://cluster.local/ns/n" + i + "/sa/a" + i)));
        }
        var any = Condition.any(callers);
        var space = space(any);
        assertThat(space.of(any)
                        .contains(Request.empty(80).with(Field.PEER, "spiffe://cluster.local/ns/n4999/sa/a4999")))
                .isTrue();
        assertThat(space.of(any).complement().witness()).isPresent();
    }

    @Test
    void whatWouldTakeTooLongIsRefusedInsteadOfTried() {
        var hard = new ArrayList<Condition>();
        for (int i = 0; i < 60; i++) {
            hard.add(new Condition.Header("x", TextPattern.of("v" + i)));
        }
        assertThatThrownBy(() -> space(hard.toArray(Condition[]::new)))
                .isInstanceOf(BeyondBoundsException.class)
                .hasMessage("too many combinations of values");
    }

    @Test
    void patternsThatMultiplyAreRefusedInsteadOfTried() {
        var hard = new ArrayList<Condition>();
        for (char c = 'a'; c < 'z'; c++) {
            hard.add(new Condition.Text(
                    Field.METHOD,
                    new TextPattern(
                            List.of(new Gap(Letters.ANY, 0), new Literal("" + c), new Gap(Letters.ANY, 0)), false)));
        }
        assertThatThrownBy(() -> space(hard.toArray(Condition[]::new))).isInstanceOf(BeyondBoundsException.class);
    }

    private static Request witness(Condition one, Condition other) {
        var space = space(one, other);
        return space.of(one).and(space.of(other)).witness().orElseThrow();
    }

    private static Space space(Condition... asked) {
        return new Spaces().over(List.of(asked), true, List.of());
    }

    private static Condition path(String value) {
        return new Condition.Text(Field.PATH, TextPattern.of(value));
    }

    private static Condition from(String block) {
        return new Condition.Address(Field.SOURCE_IP, IpBlock.parse(block).orElseThrow());
    }
}
