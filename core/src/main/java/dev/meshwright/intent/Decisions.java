package dev.meshwright.intent;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Optional;

/// What was decided for each service, with reasons.
public record Decisions(List<Decision> services) {
    public Decisions {
        services = List.copyOf(services);
    }

    public Optional<Decision> of(String id) {
        return services.stream()
                .filter(decision -> decision.service().equals(id))
                .findFirst();
    }

    /// The decisions for one service.
    ///
    /// @param service `namespace/name`
    /// @param why the reason for the class, in half a sentence
    /// @param settings every chosen value with its reason, in the order a reader wants them
    /// @param traffic the same values, typed
    public record Decision(
            String service,
            ServiceClass serviceClass,
            String why,
            List<Setting> settings,
            @JsonIgnore TrafficSettings traffic) {
        public Decision {
            settings = List.copyOf(settings);
        }

        /// A decision that leaves traffic as it is.
        public Decision(String service, ServiceClass serviceClass, String why, List<Setting> settings) {
            this(service, serviceClass, why, settings, TrafficSettings.NONE);
        }
    }

    /// A chosen value: `timeout`, `3s`, `answers callers that wait`.
    public record Setting(String name, String value, String why) {}
}
