package dev.meshwright.access.condition;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// Looks for a request that shows something: what is left open gets the values that conditions name, and one that none
/// of them names. That a search finds nothing proves nothing.
public final class Witness {
    private static final String OTHER = "other";

    /// Per open part of the request the ways to fill it in, in the order of trying.
    private final List<List<UnaryOperator<Request>>> choices = new ArrayList<>();

    private Witness(Request request, List<Condition> conditions) {
        var words = new Words();
        conditions.forEach(words::add);
        addText(request, Field.METHOD, words, List.of("GET", "OPTIONS"));
        addText(request, Field.PATH, words, List.of("/", "/" + OTHER));
        addText(request, Field.HOST, words, List.of(OTHER));
        addText(request, Field.SNI, words, List.of(OTHER));
        for (var field : List.of(Field.SOURCE_IP, Field.REMOTE_IP, Field.DESTINATION_IP)) {
            addAddress(request, field, words);
        }
        if (request.isOpen(Field.HEADERS)) {
            words.headers.forEach((name, texts) -> addHeader(request, name, texts));
        }
        if (request.isOpen(Field.CLAIMS)) {
            words.claims.forEach(this::addClaim);
        }
    }

    /// The first request for which this holds, among those that the open one stands for.
    ///
    /// @param conditions what names values worth trying
    /// @param mostTries how many requests are tried at most
    public static Optional<Request> find(
            Request open, List<Condition> conditions, int mostTries, Predicate<Request> wanted) {
        return new Witness(open, conditions).search(open, mostTries, wanted);
    }

    private Optional<Request> search(Request open, int mostTries, Predicate<Request> wanted) {
        var indexes = new int[choices.size()];
        for (int tries = 0; tries < mostTries; tries++) {
            var request = open;
            for (int i = 0; i < indexes.length; i++) {
                request = choices.get(i).get(indexes[i]).apply(request);
            }
            for (var field : Field.values()) {
                request = request.closing(field);
            }
            if (wanted.test(request)) {
                return Optional.of(request);
            }
            if (!advance(indexes)) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private boolean advance(int[] indexes) {
        for (int i = 0; i < indexes.length; i++) {
            if (++indexes[i] < choices.get(i).size()) {
                return true;
            }
            indexes[i] = 0;
        }
        return false;
    }

    private void addText(Request request, Field field, Words words, List<String> others) {
        if (!request.isOpen(field)) {
            return;
        }
        var texts = new LinkedHashSet<>(words.texts(field));
        texts.addAll(others);
        var ways = new ArrayList<UnaryOperator<Request>>();
        if (field == Field.SNI && words.texts(field).isEmpty()) {
            ways.add(filled -> filled.closing(field));
        }
        texts.forEach(text -> ways.add(filled -> filled.with(field, text)));
        choices.add(ways);
    }

    private void addAddress(Request request, Field field, Words words) {
        if (request.isOpen(field)) {
            var ways = new ArrayList<UnaryOperator<Request>>();
            for (var block : words.blocks(field)) {
                ways.add(filled -> filled.with(field, block.first()));
            }
            ways.add(filled -> filled.closing(field));
            choices.add(ways);
        }
    }

    private void addHeader(Request request, String name, SequencedSet<String> texts) {
        if (!request.headers().containsKey(name)) {
            addWithAbsent(texts, text -> filled -> filled.sending(name, List.of(text)));
        }
    }

    private void addClaim(List<String> path, SequencedSet<String> texts) {
        addWithAbsent(texts, text -> filled -> filled.claiming(path, text));
    }

    private void addWithAbsent(SequencedSet<String> texts, Function<String, UnaryOperator<Request>> way) {
        var ways = new ArrayList<UnaryOperator<Request>>();
        texts.forEach(text -> ways.add(way.apply(text)));
        ways.add(UnaryOperator.identity());
        ways.add(way.apply(OTHER));
        choices.add(ways);
    }

    /// The values that conditions name.
    private static final class Words {
        private final Map<Field, SequencedSet<String>> texts = new EnumMap<>(Field.class);
        private final Map<Field, SequencedSet<IpBlock>> blocks = new EnumMap<>(Field.class);
        private final SequencedMap<String, SequencedSet<String>> headers = new LinkedHashMap<>();
        private final SequencedMap<List<String>, SequencedSet<String>> claims = new LinkedHashMap<>();

        SequencedSet<String> texts(Field field) {
            return texts.computeIfAbsent(field, _ -> new LinkedHashSet<>());
        }

        SequencedSet<IpBlock> blocks(Field field) {
            return blocks.computeIfAbsent(field, _ -> new LinkedHashSet<>());
        }

        void add(Condition condition) {
            switch (condition) {
                case Condition.All(var parts) -> parts.forEach(this::add);
                case Condition.Any(var parts) -> parts.forEach(this::add);
                case Condition.Not(var part) -> add(part);
                case Condition.Text(var field, var pattern) -> texts(field).addAll(pattern.samples());
                case Condition.Header(var name, var pattern) ->
                    headers.computeIfAbsent(name, _ -> new LinkedHashSet<>()).addAll(pattern.samples());
                case Condition.Claim claim ->
                    claims.computeIfAbsent(claim.path(), _ -> new LinkedHashSet<>())
                            .addAll(claim.pattern().samples());
                case Condition.Address(var field, var block) -> blocks(field).add(block);
                case Condition.Port _, Condition.Metadata _, Condition.Unclear _ -> {}
            }
        }
    }
}
