package dev.meshwright.posture.envoy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.POJONode;

/// Compares a derived message with an active one, field by field: every field of either side has to be explained by the
/// other side, by an [Expected], by [Tolerances] or as one of [IstioFilters].
///
/// Lists of things with names are compared by name, and by order where [Lists] says that order counts. Numbers and
/// durations are compared by value, because writers of JSON differ in how they show them.
final class Differences {
    private static final JsonNode NOTHING = MissingNode.getInstance();
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,19}");
    private static final Pattern DURATION = Pattern.compile("-?[0-9]{1,15}(?:\\.[0-9]{1,9})?s");

    private final List<Difference> found = new ArrayList<>();

    /// A place in a message; its text is only made where it is needed.
    ///
    /// @param step a field's name, or the name of an item of a list
    private record Place(@Nullable Place parent, String step, boolean isItem) {
        static final Place TOP = new Place(null, "", false);

        Place field(String name) {
            return new Place(this, name, false);
        }

        Place item(String name) {
            return new Place(this, name, true);
        }

        @Override
        public String toString() {
            var before = parent == null ? "" : parent.toString();
            if (isItem) {
                return before + "[" + step + "]";
            }
            return before.isEmpty() ? step : before + "." + step;
        }
    }

    private Differences() {}

    static List<Difference> between(JsonNode intended, JsonNode active) {
        var differences = new Differences();
        differences.compare(Place.TOP, Message.typeOf(intended), intended, active);
        return differences.found;
    }

    private void compare(Place path, String type, JsonNode intended, JsonNode active) {
        if (intended instanceof POJONode pojo && pojo.getPojo() instanceof Expected expected) {
            if (!expected.explains(active)) {
                add(path, intended, active);
            }
        } else if (intended.isObject() && active.isObject()) {
            compareFields(path, type, intended, active);
        } else if (intended.isArray() && active.isArray()) {
            compareItems(path, type, intended, active);
        } else if (!isSameValue(intended, active) && !(intended.isMissingNode() && IstioFilters.areAll(active))) {
            add(path, intended, active);
        }
    }

    private void add(Place path, JsonNode intended, JsonNode active) {
        found.add(new Difference(path.toString(), intended, active));
    }

    private void compareFields(Place path, String type, JsonNode intended, JsonNode active) {
        var own = Message.typeOf(active);
        var within = own.isEmpty() ? type : own;
        var names = new TreeSet<String>(intended.propertyNames());
        names.addAll(active.propertyNames());
        for (var name : names) {
            if (!Tolerances.isHarmless(within, name) && !Tolerances.isIstioMetadata(name, active.path(name))) {
                compare(path.field(name), within, intended.path(name), active.path(name));
            }
        }
    }

    /// @param type of the message that holds the list
    private void compareItems(Place path, String type, JsonNode intended, JsonNode active) {
        var field = path.step();
        var itemType = Lists.itemType(type, field);
        var rule = Lists.of(field);
        if (rule == Lists.Rule.SET) {
            compareSets(path, intended, active);
            return;
        }
        if (field.equals("virtual_hosts") && intended.size() == 1 && active.size() == 1) {
            compare(path.item(Lists.name(active.get(0), 0)), itemType, intended.get(0), active.get(0));
            return;
        }
        var left = byName(rule, intended);
        var right = byName(rule, active);
        for (var item : left.entrySet()) {
            var other = right.getOrDefault(item.getKey(), NOTHING);
            compare(path.item(item.getKey()), itemType, item.getValue(), other);
        }
        for (var item : right.entrySet()) {
            if (!left.containsKey(item.getKey()) && !IstioFilters.isOne(item.getValue())) {
                add(path.item(item.getKey()), NOTHING, item.getValue());
            }
        }
        if (rule == Lists.Rule.ORDERED && !order(left, right).equals(order(right, left))) {
            add(path, Message.list(order(left, right)), Message.list(order(right, left)));
        }
    }

    /// The names of the first that the second has too, in the first's order.
    private static List<String> order(SequencedMap<String, JsonNode> of, SequencedMap<String, JsonNode> also) {
        return of.keySet().stream().filter(also::containsKey).toList();
    }

    private static SequencedMap<String, JsonNode> byName(Lists.Rule rule, JsonNode list) {
        var byName = new LinkedHashMap<String, JsonNode>();
        int position = 0;
        for (var item : list) {
            var name = rule == Lists.Rule.BY_POSITION ? String.valueOf(position) : Lists.name(item, position);
            var unique = name;
            for (int i = 2; byName.containsKey(unique); i++) {
                unique = name + "#" + i;
            }
            byName.put(unique, item);
            position++;
        }
        return byName;
    }

    /// What one side has more of. An item that an [Expected] on the other side explains is on both sides.
    private void compareSets(Place path, JsonNode intended, JsonNode active) {
        var missing = new TreeMap<String, JsonNode>();
        var open = new ArrayList<Expected>();
        for (var item : intended) {
            if (item instanceof POJONode pojo && pojo.getPojo() instanceof Expected expected) {
                open.add(expected);
            } else {
                missing.put(item.toString(), item);
            }
        }
        for (var item : active) {
            if (missing.remove(item.toString()) == null
                    && open.stream().noneMatch(expected -> expected.explains(item))) {
                add(path.item(Difference.shown(item)), NOTHING, item);
            }
        }
        missing.forEach((text, item) -> add(path.item(Difference.shown(item)), item, NOTHING));
    }

    private static boolean isSameValue(JsonNode intended, JsonNode active) {
        if (intended.isMissingNode() || active.isMissingNode() || intended.isContainer() || active.isContainer()) {
            return intended.equals(active);
        }
        var one = intended.asString("");
        var other = active.asString("");
        return one.equals(other) || value(one, NUMBER, other) || value(one, DURATION, other);
    }

    private static boolean value(String one, Pattern form, String other) {
        return form.matcher(one).matches()
                && form.matcher(other).matches()
                && decimal(one).compareTo(decimal(other)) == 0;
    }

    private static BigDecimal decimal(String text) {
        return new BigDecimal(text.endsWith("s") ? text.substring(0, text.length() - 1) : text);
    }
}
