package dev.meshwright.trust.bundle;

import dev.meshwright.trust.RefusedException;
import dev.meshwright.trust.json.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/// What holds for a workload whatever its proxy is told.
/// @param identity the SPIFFE ID that its certificate has to carry
/// @param minimumTls `TLSv1.2` or `TLSv1.3`
/// @param destinations where it may connect to; sorted
public record AgentPolicy(String identity, String minimumTls, List<Destination> destinations) {
    private static final Set<String> TLS = Set.of("TLSv1.2", "TLSv1.3");
    private static final Comparator<Destination> ORDER =
            Comparator.comparing(Destination::host).thenComparingInt(Destination::port);

    /// A host with a port.
    /// @param port 0 for each of its ports, where the calls do not tell which
    public record Destination(String host, int port) {
        private static final int HIGHEST_PORT = 65_535;

        public Destination {
            if (host.isEmpty() || port < 0 || port > HIGHEST_PORT) {
                throw new RefusedException("\"" + host + ":" + port + "\" is not a destination");
            }
        }

        @Override
        public String toString() {
            return host + ":" + (port == 0 ? "*" : port);
        }
    }

    public AgentPolicy {
        if (!identity.startsWith("spiffe://")) {
            throw new RefusedException("the identity \"" + identity + "\" is not a SPIFFE ID");
        }
        if (!TLS.contains(minimumTls)) {
            throw new RefusedException("the lowest TLS version \"" + minimumTls + "\" is neither TLSv1.2 nor TLSv1.3");
        }
        destinations = destinations.stream().distinct().sorted(ORDER).toList();
    }

    static AgentPolicy read(Json.Obj json) {
        Members.require(json, "destinations", "identity", "minimumTls");
        var destinations = new ArrayList<Destination>();
        for (var item : json.array("destinations")) {
            if (!(item instanceof Json.Obj destination)) {
                throw new RefusedException("a destination is not an object");
            }
            Members.require(destination, "host", "port");
            destinations.add(new Destination(
                    destination.text("host"), Math.clamp(destination.integer("port"), -1, Integer.MAX_VALUE)));
        }
        return new AgentPolicy(json.text("identity"), json.text("minimumTls"), destinations);
    }

    public Json.Obj toJson() {
        var members = new LinkedHashMap<String, Json>();
        members.put("identity", new Json.Text(identity));
        members.put("minimumTls", new Json.Text(minimumTls));
        members.put(
                "destinations",
                new Json.Arr(destinations.stream().map(AgentPolicy::json).toList()));
        return new Json.Obj(members);
    }

    private static Json json(Destination destination) {
        var members = new LinkedHashMap<String, Json>();
        members.put("host", new Json.Text(destination.host()));
        members.put("port", new Json.Int(destination.port()));
        return new Json.Obj(members);
    }
}
