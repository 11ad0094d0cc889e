package dev.meshwright.access.symbolic;

import dev.meshwright.access.condition.Field;
import dev.meshwright.access.condition.Request;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Finds the shortest request of a set: the cheapest way through its diagram.
final class Shortest {
    private static final long NEVER = Long.MAX_VALUE / 2;

    private final Space space;
    private final Diagram diagram;
    private final List<Dimension> dimensions;
    private final Map<Integer, Long> costs = new HashMap<>();

    Shortest(Space space) {
        this.space = space;
        this.diagram = space.diagram();
        this.dimensions = space.dimensions();
    }

    /// @param set not empty
    Request request(int set) {
        var request = Request.empty(0);
        int at = set;
        for (int i = 0; i < dimensions.size(); i++) {
            int best = cheapest(at, i);
            request = dimensions.get(i).cells().get(best).fill().apply(request);
            at = diagram.branch(at, i, best);
        }
        if (space.isHttp()) {
            request = request.text(Field.METHOD) == null ? request.with(Field.METHOD, "GET") : request;
            request = request.text(Field.PATH) == null ? request.with(Field.PATH, "/") : request;
        }
        return request;
    }

    private int cheapest(int at, int dimension) {
        int best = -1;
        long least = NEVER;
        for (int cell = 0; cell < dimensions.get(dimension).cells().size(); cell++) {
            long cost = cost(at, dimension, cell);
            if (cost < least) {
                least = cost;
                best = cell;
            }
        }
        return best;
    }

    private long cost(int at, int dimension, int cell) {
        long rest = rest(diagram.branch(at, dimension, cell), dimension + 1);
        return Math.min(NEVER, dimensions.get(dimension).cells().get(cell).cost() + rest);
    }

    /// The cost of what follows, from a dimension on.
    private long rest(int at, int dimension) {
        if (at == Diagram.NOTHING) {
            return NEVER;
        }
        int asked = diagram.node(at).dimension();
        long cost = atNode(at, asked);
        for (int skipped = dimension; skipped < asked && cost < NEVER; skipped++) {
            cost += dimensions.get(skipped).cells().stream()
                    .mapToLong(Dimension.Cell::cost)
                    .min()
                    .orElse(NEVER);
        }
        return Math.min(NEVER, cost);
    }

    private long atNode(int at, int dimension) {
        if (at == Diagram.EVERYTHING) {
            return 0;
        }
        var known = costs.get(at);
        if (known == null) {
            long least = NEVER;
            for (int cell = 0; cell < dimensions.get(dimension).cells().size(); cell++) {
                least = Math.min(least, cost(at, dimension, cell));
            }
            known = least;
            costs.put(at, known);
        }
        return known;
    }
}
