package dev.meshwright.topology.observed;

import dev.meshwright.manifest.Source;
import java.util.Map;

/// A value of a Prometheus series.
///
/// @param metric "" where the query has dropped the name, as `rate` and `sum` do
record Sample(String metric, Map<String, String> labels, double value, Source where) {
    /// The first of these labels that says something; "" where none does.
    String label(String... names) {
        for (var name : names) {
            String value = labels.getOrDefault(name, "");
            if (!value.isEmpty() && !value.equals("unknown")) {
                return value;
            }
        }
        return "";
    }

    boolean has(String label) {
        return labels.containsKey(label);
    }
}
