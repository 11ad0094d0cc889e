package dev.meshwright.topology;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How services are called in messages: by name, with the namespace where two have the same name.
public final class Names {
    private final Map<String, Integer> uses = new HashMap<>();

    public Names(List<Service> services) {
        services.forEach(service -> uses.merge(service.name(), 1, Integer::sum));
    }

    public String shown(String id) {
        String name = id.substring(id.indexOf('/') + 1);
        return uses.getOrDefault(name, 0) > 1 ? id : name;
    }
}
