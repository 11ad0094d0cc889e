package dev.meshwright.access.reach;

import static dev.meshwright.access.reach.Matrix.Share.ALL;
import static dev.meshwright.access.reach.Matrix.Share.NONE;
import static dev.meshwright.access.reach.Matrix.Share.SOME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.access.Membership.Proxy;
import dev.meshwright.access.reach.Matrix.Caller;
import dev.meshwright.access.reach.Matrix.Cell;
import dev.meshwright.access.reach.Matrix.Group;
import dev.meshwright.access.reach.Matrix.Row;
import dev.meshwright.access.reach.Matrix.Share;
import dev.meshwright.access.reach.Spread.Reached;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {
    private static final List<Group> GROUPS = List.of(new Group(Proxy.SIDECAR, false), new Group(Proxy.NONE, false));
    private static final List<Caller> CALLERS =
            List.of(new Caller("a", 0), new Caller("b", 0), new Caller("c", 0), new Caller("old", 1));

    @Test
    void goesOnFromWhatIsReachedOnTheShortestWay() {
        assertThat(spread(
                        "a", row("a"), row("b", cell("a", ALL)), row("c", cell("b", SOME)), row("old", cell("c", ALL))))
                .containsExactly(
                        new Reached("b", List.of("a", "b"), ALL),
                        new Reached("c", List.of("a", "b", "c"), SOME),
                        new Reached("old", List.of("a", "b", "c", "old"), ALL));
        assertThat(spread("a", row("b", cell("a", ALL)), row("c", cell("a", ALL), cell("b", ALL))))
                .containsExactly(new Reached("b", List.of("a", "b"), ALL), new Reached("c", List.of("a", "c"), ALL));
    }

    @Test
    void endsWhereWorkloadsReachEachOther() {
        assertThat(spread("a", row("a", cell("b", ALL)), row("b", cell("a", ALL)), row("c")))
                .extracting(Reached::to)
                .containsExactly("b");
    }

    @Test
    void whoHasNoCertificateReachesWhatIsOpenToAnyone() {
        var open = new Row("c", NONE, ALL, List.of(NONE, ALL), List.of());
        assertThat(spread("old", open, row("b", cell("c", ALL))))
                .extracting(Reached::to)
                .containsExactly("c", "b");
        assertThat(spread("a", open)).isEmpty();
    }

    @Test
    void aRowMayKeepOutSingleCallersThatItNames() {
        var butA = new Row("c", ALL, NONE, List.of(ALL, NONE), List.of(new Cell("a", NONE)));
        assertThat(spread("a", butA)).isEmpty();
        assertThat(spread("b", butA)).extracting(Reached::to).containsExactly("c");
        assertThat(spread("a", butA, row("b", cell("a", ALL))))
                .extracting(Reached::path)
                .containsExactly(List.of("a", "b"), List.of("a", "b", "c"));
    }

    private static List<Reached> spread(String from, Row... rows) {
        return Spread.from(from, new Matrix(GROUPS, CALLERS, List.of(rows)));
    }

    private static Row row(String to, Cell... named) {
        return new Row(to, NONE, NONE, List.of(NONE, NONE), List.of(named));
    }

    private static Cell cell(String from, Share share) {
        return new Cell(from, share);
    }
}
