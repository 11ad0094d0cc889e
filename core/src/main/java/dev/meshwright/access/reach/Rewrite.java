package dev.meshwright.access.reach;

import dev.meshwright.access.condition.Condition;
import dev.meshwright.access.condition.Field;
import dev.meshwright.access.condition.Match;
import dev.meshwright.access.condition.Request;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a route changes of a request before it goes on. The callee's proxy sees what comes of it.
///
/// @param host the new one; null to keep it
/// @param path what comes instead of the prefix, or of the whole path where there is none; null to keep it
/// @param prefix of the path that is replaced; null for the whole path
/// @param isUnclear whether more is changed than can be told
record Rewrite(
        @Nullable String host,
        @Nullable String path,
        @Nullable String prefix,
        boolean isUnclear) {
    static final Rewrite NOTHING = new Rewrite(null, null, null, false);

    private boolean isNothing() {
        return host == null && path == null && !isUnclear;
    }

    /// What still has to hold of the request as the callee sees it.
    Condition after(Condition when, Request before) {
        return isNothing()
                ? when
                : when.test(before) == Match.YES ? Condition.anything() : new Condition.Unclear("path");
    }

    Request apply(Request before) {
        var after = host == null ? before : before.with(Field.HOST, host);
        if (isUnclear) {
            return opened(after);
        }
        if (path == null) {
            return after;
        }
        var old = before.text(Field.PATH);
        if (prefix == null) {
            return after.with(Field.PATH, path + (old == null ? "" : query(old)));
        }
        return old == null || !old.startsWith(prefix) ? opened(after) : after.with(Field.PATH, joined(old));
    }

    private String joined(String old) {
        var rest = old.substring(prefix == null ? 0 : prefix.length());
        boolean hasTwoSlashes = path != null && path.endsWith("/") && rest.startsWith("/");
        var joined = path + (hasTwoSlashes ? rest.substring(1) : rest);
        return joined.startsWith("/") ? joined : "/" + joined;
    }

    private static String query(String path) {
        int at = path.indexOf('?');
        return at < 0 ? "" : path.substring(at);
    }

    private static Request opened(Request request) {
        Set<Field> open = EnumSet.of(Field.PATH);
        open.addAll(request.open());
        return new Request(
                request.port(), request.texts(), request.addresses(), request.headers(), request.claims(), open);
    }
}
