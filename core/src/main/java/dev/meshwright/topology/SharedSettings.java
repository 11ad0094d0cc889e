package dev.meshwright.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a setting that many workloads read says about one of them. That it is there is no dependency: only the
/// reader's own section counts, and addresses of what everybody reports to.
final class SharedSettings {
    private static final Set<String> GENERIC = Set.of("service", "svc", "server", "app", "api");
    private static final int STEM = 4;

    private final Owners owners;

    SharedSettings(Owners owners) {
        this.owners = owners;
    }

    /// Empty: the call is only possible.
    Optional<Edge.Confidence> confidence(Mention mention, Service to) {
        var reader = nameWords(mention.from(), owners.of(mention.from()));
        boolean ownSection = isOwnSection(mention.setting().key(), reader, SettingKey.words(to.name()));
        boolean forAll = WellKnown.isInfrastructure(to.name()) && isApplication(reader);
        return ownSection || forAll ? Optional.of(Edge.Confidence.INFERRED) : Optional.empty();
    }

    /// Whether the key begins with the reader's name: `order-service.db.url`, `OrderMongoAddress`. Words that only name
    /// the called service say nothing about who reads.
    private static boolean isOwnSection(SettingKey key, List<String> reader, List<String> called) {
        var section = new ArrayList<String>();
        for (var word : key.subject()) {
            if (GENERIC.contains(word) || WellKnown.isDataWord(word) || word.startsWith("memc")) {
                continue;
            }
            section.add(word);
        }
        if (section.isEmpty() || reader.isEmpty()) {
            return false;
        }
        return isStem(section.getFirst(), reader.getFirst())
                && (!isStem(section.getFirst(), first(called)) || section.size() > 1);
    }

    private static boolean isStem(String word, String name) {
        return name.equals(word) || (word.length() >= STEM && name.startsWith(word));
    }

    private static String first(List<String> words) {
        return words.isEmpty() ? "" : words.getFirst();
    }

    private static boolean isApplication(List<String> reader) {
        return reader.stream().noneMatch(WellKnown::isDataWord)
                && !WellKnown.isInfrastructure(String.join("-", reader));
    }

    private static List<String> nameWords(Workload reader, String owner) {
        var words = SettingKey.words(owner.substring(owner.indexOf('/') + 1));
        words.removeIf(GENERIC::contains);
        return words.isEmpty() ? SettingKey.words(reader.name()) : words;
    }
}
