package dev.meshwright.topology;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What the settings of a group say about hosts. Features that are switched off, a workload's own advertised address
/// and values meant for browsers are left out here.
final class MentionReader {
    private static final Set<String> NO = Set.of("false", "no", "off", "0", "disabled", "none");
    private static final Set<String> YES = Set.of("true", "yes", "on", "1", "enabled");
    private static final Set<String> SWITCH = Set.of("enabled", "enable", "active");
    private static final Set<String> UNSWITCH = Set.of("disabled", "disable");
    private static final Set<String> LEADING_SWITCH = Set.of("enable", "use", "with");

    private final Setting.Group group;
    private final Map<List<String>, Integer> ports = new HashMap<>();
    private final List<List<String>> off = new ArrayList<>();

    private MentionReader(Setting.Group group) {
        this.group = group;
        for (var setting : group.settings()) {
            if (setting.key().isPort()) {
                port(setting.value()).ifPresent(port -> ports.put(setting.key().subject(), port));
            }
            switchedOff(setting).ifPresent(off::add);
        }
    }

    static Stream<Mention> mentions(Setting.Group group) {
        var reader = new MentionReader(group);
        return group.settings().stream().filter(reader::counts).flatMap(reader::mentions);
    }

    private boolean counts(Setting setting) {
        return setting.value().length() > 1
                && !setting.key().isForOthers()
                && off.stream().noneMatch(setting.key()::startsWith);
    }

    private Stream<Mention> mentions(Setting setting) {
        boolean expected = setting.key().isAddress();
        return Addresses.in(setting.value()).stream()
                .map(address -> new Mention(group.workload(), setting, withSiblingPort(setting, address), expected));
    }

    private Address withSiblingPort(Setting setting, Address address) {
        Integer port = address.port() == 0 && address.scheme().isEmpty()
                ? ports.get(setting.key().subject())
                : null;
        return port == null ? address : address.withPort(port);
    }

    /// The words that all settings of a feature begin with, if this setting switches one off.
    private static Optional<List<String>> switchedOff(Setting setting) {
        var words = setting.key().words();
        if (words.size() < 2) {
            return Optional.empty();
        }
        String value = setting.value().strip().toLowerCase(Locale.ROOT);
        String first = words.getFirst();
        String last = words.getLast();
        if ((NO.contains(value) && SWITCH.contains(last)) || (YES.contains(value) && UNSWITCH.contains(last))) {
            return Optional.of(words.subList(0, words.size() - 1));
        }
        if ((NO.contains(value) && LEADING_SWITCH.contains(first))
                || (YES.contains(value) && UNSWITCH.contains(first))) {
            return Optional.of(words.subList(1, words.size()));
        }
        return Optional.empty();
    }

    private static Optional<Integer> port(String text) {
        try {
            int port = Integer.parseInt(text.strip());
            return port > 0 && port <= 65535 ? Optional.of(port) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
