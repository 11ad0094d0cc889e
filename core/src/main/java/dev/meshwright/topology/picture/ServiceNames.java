package dev.meshwright.topology.picture;

import dev.meshwright.topology.Service;
import dev.meshwright.topology.Topology;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What people call services: the name alone where it occurs in one namespace only, else `namespace/name`.
final class ServiceNames {
    private final Set<String> ambiguous = new HashSet<>();

    ServiceNames(Topology topology) {
        Map<String, String> seen = new HashMap<>();
        for (var service : topology.services()) {
            var other = seen.putIfAbsent(service.name(), service.namespace());
            if (other != null && !other.equals(service.namespace())) {
                ambiguous.add(service.name());
            }
        }
    }

    String of(String id) {
        String name = id.substring(id.indexOf('/') + 1);
        return printable(ambiguous.contains(name) ? id : name);
    }

    String of(Service service) {
        return of(service.id());
    }

    List<String> of(List<String> ids) {
        return ids.stream().map(this::of).toList();
    }

    /// The text without what could steer a terminal or break a line: each control character becomes `?`.
    static String printable(String text) {
        var out = new StringBuilder(text.length());
        text.codePoints().map(c -> isPrintable(c) ? c : '?').forEach(out::appendCodePoint);
        return out.toString();
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
