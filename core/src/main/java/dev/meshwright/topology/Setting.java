package dev.meshwright.topology;

import dev.meshwright.manifest.Source;
import java.util.List;

/// One thing that a workload is configured with.
///
/// @param key the variable, the option without dashes, or the path in a file (`grpc.client.user.address`); "" for
///     free text such as a line of a script
/// @param value with `$(VAR)` expanded
/// @param how `env`, `args`, `config`, `annotation` or `source`
/// @param reach whose setting it is
record Setting(SettingKey key, String value, Source where, String how, Reach reach) {
    /// From a source tree.
    static final String SOURCE = "source";

    /// Whose setting it is.
    enum Reach {
        /// Written for this workload.
        OWN,
        /// From a ConfigMap or a file that other workloads read too.
        SHARED
    }

    Setting(String key, String value, Source where, String how, Reach reach) {
        this(SettingKey.of(key), value, where, how, reach);
    }

    /// Settings that stand together, so that `X_PORT` completes `X_HOST` and `X_ENABLED` switches both off: the
    /// variables of a container, its arguments, or a file.
    record Group(Workload workload, List<Setting> settings) {
        Group {
            settings = List.copyOf(settings);
        }
    }

    Evidence evidence() {
        return new Evidence(where.file(), where.line(), how, Shown.text(key.text(), value));
    }

    boolean isSource() {
        return how.equals(SOURCE);
    }

    /// Whether it stands in a file that other workloads read too: then nothing tells whose it is.
    boolean isOfSharedFile() {
        return isShared() && key.text().indexOf('.') >= 0;
    }

    boolean isShared() {
        return reach == Reach.SHARED;
    }
}
