package dev.meshwright.access.symbolic;

import dev.meshwright.access.condition.Condition;
import dev.meshwright.access.condition.Field;
import dev.meshwright.access.condition.Request;
import dev.meshwright.access.condition.TextPattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// All requests that there can be, as far as certain conditions tell them apart. Sets of one space can be combined and
/// compared. A request can be if it has addresses and a port, a peer with a URI of a mesh or none, and (for HTTP) host,
/// method and a path as proxies write it; others are in no set.
///
/// Not for several threads.
public final class Space {
    private final boolean http;
    private final List<Dimension> dimensions;
    private final Diagram diagram;
    private final int possible;

    private Space(boolean http, List<Dimension> dimensions) {
        this.http = http;
        this.dimensions = dimensions;
        this.diagram = new Diagram(
                dimensions.stream().mapToInt(one -> one.cells().size()).toArray());
        this.possible = findPossible();
    }

    /// @param asked every condition that sets are to be made of
    /// @param http whether the requests are HTTP, and not only connections
    /// @param neverPaths what proxies rewrite in a path before they look at it
    /// @throws BeyondBoundsException if they are too many to compare, or ask what no request shows
    static Space of(List<Condition> asked, boolean http, List<TextPattern> neverPaths, Automata automata) {
        var atoms = new TreeMap<Place, SequencedSet<Atom>>();
        atoms.put(Place.of(Field.PEER), new LinkedHashSet<>());
        for (var condition : asked) {
            Formula.of(condition)
                    .forEachAtom(atom -> atoms.computeIfAbsent(atom.place(), _ -> new LinkedHashSet<>())
                            .add(atom));
        }
        var dimensions = new ArrayList<Dimension>();
        atoms.forEach((place, some) -> dimensions.add(dimension(place, List.copyOf(some), http, neverPaths, automata)));
        return new Space(http, dimensions);
    }

    private static Dimension dimension(
            Place place, List<Atom> atoms, boolean http, List<TextPattern> neverPaths, Automata automata) {
        return switch (place.field()) {
            case PORT -> new PortDimension(atoms);
            case SOURCE_IP, REMOTE_IP, DESTINATION_IP -> new AddressDimension(place, atoms);
            case HEADERS -> new HeaderDimension(place, atoms, automata);
            case CLAIMS -> new ClaimDimension(place, atoms, automata);
            case PEER -> new TextDimension(place, atoms, Domain.PEER, false, automata);
            case SNI -> new TextDimension(place, atoms, Domain.SNI, false, automata);
            case HOST -> new TextDimension(place, atoms, Domain.inRequests(http, List.of()), false, automata);
            case METHOD ->
                new TextDimension(
                        place,
                        atoms,
                        Domain.inRequests(http, List.of("GET", "POST", "PUT", "DELETE")),
                        false,
                        automata);
            case PATH -> {
                boolean cutsQuery = atoms.stream()
                        .flatMap(atom -> atom.tests().stream())
                        .allMatch(test -> test instanceof Atom.OfText text && text.bare());
                yield new TextDimension(place, atoms, Domain.paths(neverPaths, http, !cutsQuery), cutsQuery, automata);
            }
            case METADATA -> throw new IllegalStateException("there are no questions about other filters");
        };
    }

    /// A claim that some question about it is answered with yes for is no map, and has no claims within it.
    private int findPossible() {
        int all = Diagram.EVERYTHING;
        for (int above = 0; above < dimensions.size(); above++) {
            for (int below = 0; below < dimensions.size(); below++) {
                if (dimensions.get(above).place().isAbove(dimensions.get(below).place())) {
                    all = diagram.and(all, diagram.not(diagram.and(answering(above), answering(below))));
                }
            }
        }
        return all;
    }

    /// What some question about this dimension is answered with yes for.
    private int answering(int dimension) {
        var cells = new BitSet();
        for (int cell = 0; cell < dimensions.get(dimension).cells().size(); cell++) {
            cells.set(cell, !dimensions.get(dimension).cells().get(cell).yes().isEmpty());
        }
        return diagram.cells(dimension, cells);
    }

    /// The requests for which this holds: one of the conditions that the space was made for.
    public RequestSet of(Condition condition) {
        return set(of(Formula.of(condition)));
    }

    private int of(Formula formula) {
        return switch (formula) {
            case Formula.And(var parts) -> {
                int all = Diagram.EVERYTHING;
                for (var part : parts) {
                    all = diagram.and(all, of(part));
                }
                yield all;
            }
            case Formula.Or(var parts) -> {
                int none = Diagram.EVERYTHING;
                for (var part : parts) {
                    none = diagram.and(none, diagram.not(of(part)));
                }
                yield diagram.not(none);
            }
            case Formula.Not(var part) -> diagram.not(of(part));
            case Formula.Leaf(var atom) -> {
                int dimension = indexOf(atom.place());
                yield diagram.cells(dimension, dimensions.get(dimension).cellsOf(atom));
            }
        };
    }

    private int indexOf(Place place) {
        for (int i = 0; i < dimensions.size(); i++) {
            if (dimensions.get(i).place().equals(place)) {
                return i;
            }
        }
        throw new IllegalArgumentException("nothing in this space asks about " + place);
    }

    public RequestSet everything() {
        return set(Diagram.EVERYTHING);
    }

    public RequestSet nothing() {
        return set(Diagram.NOTHING);
    }

    /// The cells of a request, one per dimension; empty where it is none that there can be.
    Optional<int[]> cellsOf(Request request) {
        var cells = dimensions.stream().mapToInt(one -> one.cellOf(request)).toArray();
        return Arrays.stream(cells).anyMatch(cell -> cell == Dimension.NONE) ? Optional.empty() : Optional.of(cells);
    }

    /// The requests that this one stands for: those that no question tells from it, where nothing of it is open.
    ///
    /// @param request as rules see it
    public RequestSet like(Request request) {
        int all = Diagram.EVERYTHING;
        for (int i = dimensions.size() - 1; i >= 0; i--) {
            var dimension = dimensions.get(i);
            if (!dimension.isOpen(request)) {
                int cell = dimension.cellOf(request);
                if (cell == Dimension.NONE) {
                    return nothing();
                }
                var cells = new BitSet();
                cells.set(cell);
                all = diagram.and(all, diagram.cells(i, cells));
            }
        }
        return set(all);
    }

    /// The requests of which no question about a token is answered with yes: they may as well have none.
    public RequestSet withoutToken() {
        int all = Diagram.EVERYTHING;
        for (int i = 0; i < dimensions.size(); i++) {
            if (dimensions.get(i).place().field() == Field.CLAIMS) {
                all = diagram.and(all, diagram.not(answering(i)));
            }
        }
        return set(all);
    }

    /// One caller with a certificate of each sort that this space tells apart, by its URI.
    public List<String> peers() {
        return callers().cells().stream()
                .flatMap(cell ->
                        Stream.ofNullable(cell.fill().apply(Request.empty(0)).text(Field.PEER)))
                .toList();
    }

    /// A number for the sort of callers that this one belongs to: no set of this space tells them apart.
    ///
    /// @param peer the URI of its certificate; null for a caller without one
    public int sortOf(@Nullable String peer) {
        return callers().cellOf(Request.empty(0).with(Field.PEER, peer));
    }

    /// The URIs that are named in full. Callers of one sort have one of these, unless [#sortsOfOthers] has the sort.
    public Set<String> namedPeers() {
        return callers().named();
    }

    /// The sorts of callers with a certificate that nothing names in full.
    public Set<Integer> sortsOfOthers() {
        return callers().cellsOfOthers();
    }

    private TextDimension callers() {
        return (TextDimension) dimensions.get(indexOf(Place.of(Field.PEER)));
    }

    boolean isHttp() {
        return http;
    }

    List<Dimension> dimensions() {
        return dimensions;
    }

    Diagram diagram() {
        return diagram;
    }

    /// A set without the question who calls: the answer for this caller.
    int from(int set, Request caller) {
        int peer = indexOf(Place.of(Field.PEER));
        return diagram.given(set, peer, dimensions.get(peer).cellOf(caller));
    }

    /// A set without the questions about tokens: the answer for a request that has none.
    int withoutClaims(int set) {
        int rest = set;
        for (int i = 0; i < dimensions.size(); i++) {
            if (dimensions.get(i).place().field() == Field.CLAIMS) {
                rest = diagram.given(rest, i, dimensions.get(i).cellOf(Request.empty(0)));
            }
        }
        return rest;
    }

    RequestSet set(int node) {
        return new RequestSet(this, diagram.and(node, possible));
    }
}
