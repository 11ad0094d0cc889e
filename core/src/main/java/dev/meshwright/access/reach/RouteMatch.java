package dev.meshwright.access.reach;

import dev.meshwright.access.condition.Condition;
import dev.meshwright.access.condition.Field;
import dev.meshwright.access.condition.TextPattern;
import dev.meshwright.access.reach.Routes.Aim;
import dev.meshwright.access.reach.Routes.Sender;
import dev.meshwright.manifest.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a match of a VirtualService asks of requests. Regular expressions and query parameters are not judged.
final class RouteMatch {
    private RouteMatch() {}

    static Condition of(Node match, Sender sender, Aim aim) {
        var parts = new ArrayList<Condition>();
        for (var field : match.entries()) {
            var value = field.value();
            switch (field.key()) {
                case "uri" ->
                    parts.add(
                            text(Field.PATH, value, match.bool("ignoreUriCase").orElse(false)));
                case "method" -> parts.add(text(Field.METHOD, value, false));
                case "authority" -> parts.add(text(Field.HOST, value, true));
                case "headers" -> value.entries().forEach(header -> parts.add(header(header)));
                case "withoutHeaders" ->
                    value.entries().forEach(header -> parts.add(new Condition.Not(header(header))));
                case "port" -> parts.add(holds(value.integer().orElse(-1) == aim.port()));
                case "gateways" ->
                    parts.add(holds(Visible.texts(match, "gateways").contains("mesh")));
                case "sourceNamespace" ->
                    parts.add(holds(sender.namespace().equals(value.text().orElse(""))));
                case "sourceLabels" -> parts.add(sourceLabels(value, sender));
                case "sniHosts" -> parts.add(sni(Visible.texts(match, "sniHosts")));
                case "queryParams", "scheme", "destinationSubnets" -> parts.add(new Condition.Unclear(field.key()));
                default -> {}
            }
        }
        return Condition.all(parts);
    }

    private static Condition holds(boolean holds) {
        return holds ? Condition.anything() : Condition.nothing();
    }

    /// Whether the handshake names one of these hosts.
    static Condition sni(List<String> hosts) {
        return Condition.any(hosts.stream()
                .<Condition>map(host ->
                        new Condition.Text(Field.SNI, TextPattern.of(host).ignoringCase()))
                .toList());
    }

    private static Condition sourceLabels(Node labels, Sender sender) {
        return holds(labels.entries().stream()
                .allMatch(label ->
                        label.value().text().orElse("").equals(sender.labels().get(label.key()))));
    }

    private static Condition text(Field field, Node match, boolean ignoresCase) {
        return pattern(match)
                .<Condition>map(pattern -> new Condition.Text(field, ignoresCase ? pattern.ignoringCase() : pattern))
                .orElseGet(() -> new Condition.Unclear(field.name()));
    }

    private static Condition header(Node.Entry header) {
        var isPresence = List.of("exact", "prefix", "regex").stream()
                .allMatch(kind -> header.value().at(kind).isEmpty());
        return isPresence
                ? new Condition.Header(header.key(), TextPattern.present())
                : pattern(header.value())
                        .<Condition>map(pattern -> new Condition.Header(header.key(), pattern))
                        .orElseGet(() -> new Condition.Unclear(header.key()));
    }

    private static Optional<TextPattern> pattern(Node match) {
        return match.text("exact")
                .map(TextPattern::exactly)
                .or(() -> match.text("prefix").map(TextPattern::startingWith));
    }
}
