package dev.meshwright.generate;

import static dev.meshwright.generate.Resource.map;

import dev.meshwright.intent.Durations;
import dev.meshwright.intent.TrafficSettings;
import dev.meshwright.topology.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;

/// The VirtualService of a service: timeout and retries of calls to it from within the mesh.
final class VirtualServices {
    private static final Set<String> SETTINGS = Set.of("timeout", "retries", "perTryTimeout", "retryOn", "backoff");

    private VirtualServices() {}

    static GeneratedFile file(Target target) {
        var service = target.service();
        var routes = new ArrayList<Object>();
        var ports = target.httpPorts();
        for (var port : ports) {
            routes.add(route(service, port, ports.size() > 1, target.decision().traffic()));
        }
        return new FileText("VirtualService of " + target.id() + ": how calls to it are tried.")
                .note(target.kind())
                .reasons(target.settings(SETTINGS))
                .document(Resource.of(
                        "networking.istio.io/v1",
                        "VirtualService",
                        service.namespace(),
                        service.name(),
                        map("hosts", List.of(service.host()), "http", routes)))
                .at(target.folder() + "/virtual-service.yaml");
    }

    private static SequencedMap<String, Object> route(
            Service service, Service.Port port, boolean several, TrafficSettings traffic) {
        var route = map();
        if (several) {
            route.put("match", List.of(map("port", port.port())));
        }
        route.put(
                "route", List.of(map("destination", map("host", service.host(), "port", map("number", port.port())))));
        if (traffic.timeout() != null) {
            route.put("timeout", Durations.text(traffic.timeout()));
        }
        route.put("retries", retries(traffic));
        return route;
    }

    private static SequencedMap<String, Object> retries(TrafficSettings traffic) {
        // Leaving retries out means Istio's default of two.
        var retries = map("attempts", traffic.retries());
        if (traffic.retries() > 0) {
            if (traffic.perTryTimeout() != null) {
                retries.put("perTryTimeout", Durations.text(traffic.perTryTimeout()));
            }
            retries.put("retryOn", String.join(",", traffic.retryOn()));
            if (traffic.backoff() != null) {
                retries.put("backoff", Durations.text(traffic.backoff()));
            }
        }
        return retries;
    }
}
