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
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Looks for a request that shows something: what is left open gets the values that conditions name, and one that none
/// of them names. That a search finds nothing proves nothing.
public final class Witness {
    /// How many requests are tried at most.
    private static final int MOST_TRIES = 5_000;

    private static final String OTHER = "other";

    /// What an open part of the request may be, in the order of trying.
    private final List<Choice<?>> choices = new ArrayList<>();

    private record Choice<T>(List<T> values, BiFunction<Request, T, Request> filling) {
        Request fill(Request request, int index) {
            return filling.apply(request, values.get(index));
        }
    }

    private Witness(Request request, List<Condition> conditions) {
        var words = new Words();
        conditions.forEach(words::add);
        addText(request, Field.METHOD, words.texts(Field.METHOD), "GET", "OPTIONS");
        addText(request, Field.PATH, words.texts(Field.PATH), "/", "/" + OTHER);
        addText(request, Field.HOST, words.texts(Field.HOST), OTHER);
        if (request.isOpen(Field.SNI)) {
            addText(request, Field.SNI, words.texts(Field.SNI), null, OTHER);
        }
        for (var field : List.of(Field.SOURCE_IP, Field.REMOTE_IP, Field.DESTINATION_IP)) {
            addAddress(request, field, words.blocks(field));
        }
        if (request.isOpen(Field.HEADERS)) {
            words.headers.forEach((name, texts) -> addHeader(request, name, texts));
            choices.add(new Choice<>(List.of(true), (filled, _) -> filled.closing(Field.HEADERS)));
        }
        if (request.isOpen(Field.CLAIMS)) {
            choices.add(new Choice<>(List.of(true), (filled, _) -> filled.closing(Field.CLAIMS)));
            words.claims.forEach((path, texts) -> choices.add(
                    new Choice<>(withAbsent(texts), (filled, text) -> text == null ? filled : filled.claiming(path, text))));
        }
        choices.add(new Choice<>(List.of(true), (filled, _) -> filled.closing(Field.METADATA)));
    }

    /// The first request for which this holds, among those that the open one stands for.
    ///
    /// @param conditions what names values worth trying
    public static Optional<Request> find(Request open, List<Condition> conditions, Predicate<Request> wanted) {
        return new Witness(open, conditions).search(open, wanted);
    }

    private Optional<Request> search(Request open, Predicate<Request> wanted) {
        var indexes = new int[choices.size()];
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            var request = open;
            for (int i = 0; i < indexes.length; i++) {
                request = choices.get(i).fill(request, indexes[i]);
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
            if (++indexes[i] < choices.get(i).values().size()) {
                return true;
            }
            indexes[i] = 0;
        }
        return false;
    }

    private void addText(Request request, Field field, SequencedSet<String> named, @Nullable String... others) {
        if (request.isOpen(field)) {
            var values = new ArrayList<@Nullable String>(named);
            for (var other : others) {
                if (!values.contains(other)) {
                    values.add(other);
                }
            }
            choices.add(new Choice<>(values, (filled, text) -> filled.with(field, text)));
        }
    }

    private void addAddress(Request request, Field field, SequencedSet<IpBlock> blocks) {
        if (request.isOpen(field)) {
            var values = new ArrayList<@Nullable IpBlock>();
            blocks.forEach(block -> values.add(new IpBlock(block.bytes(), block.bytes().size() * 8)));
            values.add(null);
            choices.add(new Choice<>(values, (filled, address) -> filled.with(field, address)));
        }
    }

    private void addHeader(Request request, String name, SequencedSet<String> texts) {
        if (!request.headers().containsKey(name)) {
            choices.add(new Choice<>(
                    withAbsent(texts), (filled, text) -> text == null ? filled : filled.sending(name, List.of(text))));
        }
    }

    private static List<@Nullable String> withAbsent(SequencedSet<String> texts) {
        var values = new ArrayList<@Nullable String>(texts);
        values.add(null);
        values.add(OTHER);
        return values;
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
                case Condition.Text(var field, var pattern) -> texts(field).add(pattern.sample());
                case Condition.Header(var name, var pattern) ->
                    headers.computeIfAbsent(name, _ -> new LinkedHashSet<>()).add(pattern.sample());
                case Condition.Claim(var path, var pattern, _) ->
                    claims.computeIfAbsent(path, _ -> new LinkedHashSet<>()).add(pattern.sample());
                case Condition.Address(var field, var block) -> blocks(field).add(block);
                case Condition.Port _, Condition.Metadata _, Condition.Unclear _ -> {}
            }
        }
    }
}
