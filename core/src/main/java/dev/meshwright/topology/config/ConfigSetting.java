package dev.meshwright.topology.config;

import dev.meshwright.manifest.Source;

/// One setting of a configuration file.
///
/// @param key the path to it, its segments joined by dots (`grpc.client.user.address`); items of lists are `#0`, `#1`;
///     "" for a line without a key
/// @param value as written, with placeholders
/// @param profile the Spring profiles under which it counts, as written; "" where it always does
public record ConfigSetting(String key, String value, Source where, String profile) {
    ConfigSetting(String key, String value, Source where) {
        this(key, value, where, "");
    }
}
