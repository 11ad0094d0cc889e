package dev.meshwright.cli.bundle;

import dev.meshwright.trust.bundle.Bundle;
import dev.meshwright.trust.bundle.ObjectKey;
import dev.meshwright.trust.json.CanonicalJson;
import dev.meshwright.trust.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What differs between two bundles, value by value.
///
/// @param changes by place
public record BundleDiff(List<Change> changes) {
    public BundleDiff {
        changes = List.copyOf(changes);
    }

    /// One value.
    ///
    /// @param where `policy.destinations`, or an object with the path in it
    /// @param before canonical JSON; null if it was not there
    /// @param after the same; null if it is gone
    public record Change(
            String where, @Nullable String before, @Nullable String after) {}

    public static BundleDiff of(Bundle before, Bundle after) {
        var changes = new ArrayList<Change>();
        compare("", json(before), json(after), changes);
        return new BundleDiff(changes);
    }

    /// Objects by their keys, so that one more does not move the others.
    private static Json.Obj json(Bundle bundle) {
        var members = new LinkedHashMap<String, Json>();
        members.put("class", new Json.Text(bundle.workloadClass().toString()));
        members.put("policy", bundle.policy().toJson());
        members.put(
                "trustBundle",
                new Json.Arr(
                        bundle.trustBundle().stream().<Json>map(Json.Text::new).toList()));
        members.put("proxyConfig", bundle.proxyConfig());
        members.put("bootstrap", bundle.bootstrap());
        bundle.objects().forEach(object -> members.put(ObjectKey.of(object).toString(), object));
        return new Json.Obj(members);
    }

    private static void compare(String where, Json before, Json after, List<Change> changes) {
        if (before instanceof Json.Obj(var old) && after instanceof Json.Obj(var now)) {
            for (var name : names(old, now)) {
                var path = where.isEmpty()
                        ? name
                        : where + (where.contains(" ") && !where.contains(": ") ? ": " : ".") + name;
                var was = old.get(name);
                var is = now.get(name);
                if (was == null || is == null) {
                    changes.add(new Change(path, text(was), text(is)));
                } else {
                    compare(path, was, is, changes);
                }
            }
        } else if (before instanceof Json.Arr(var old)
                && after instanceof Json.Arr(var now)
                && old.size() == now.size()) {
            for (int i = 0; i < old.size(); i++) {
                compare(where + "[" + i + "]", old.get(i), now.get(i), changes);
            }
        } else if (!before.equals(after)) {
            changes.add(new Change(where, text(before), text(after)));
        }
    }

    private static List<String> names(Map<String, Json> old, Map<String, Json> now) {
        var names = new TreeSet<>(old.keySet());
        names.addAll(now.keySet());
        return List.copyOf(names);
    }

    private static @Nullable String text(@Nullable Json value) {
        return value == null ? null : new String(CanonicalJson.jcs(value), StandardCharsets.UTF_8);
    }
}
