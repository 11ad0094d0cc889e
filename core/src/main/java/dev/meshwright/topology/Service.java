package dev.meshwright.topology;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.meshwright.manifest.Source;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// A Kubernetes Service, or a workload that no Service selects (then `ports` is empty).
///
/// @param type what kind of entry this is
/// @param selector the pod labels it selects; empty where it has none
/// @param workloads the workloads behind it, as `namespace/name`
/// @param serviceAccount the account of its workloads; "" where it has no workload, or several with different
///     accounts
/// @param timeouts the timeouts its workloads have today, as far as their settings tell
/// @param retries how its workloads, and routes to it, repeat calls today
/// @param where the Service object, or the workload
public record Service(
        String name,
        String namespace,
        Type type,
        @JsonIgnore SequencedMap<String, String> selector,
        List<Port> ports,
        List<String> workloads,
        String serviceAccount,
        List<Timeout> timeouts,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Retry> retries,
        Source where) {

    public Service {
        ports = List.copyOf(ports);
        workloads = List.copyOf(workloads);
        timeouts = List.copyOf(timeouts);
        retries = List.copyOf(retries);
    }

    /// A service of which no retries are known.
    public Service(
            String name,
            String namespace,
            Type type,
            SequencedMap<String, String> selector,
            List<Port> ports,
            List<String> workloads,
            String serviceAccount,
            List<Timeout> timeouts,
            Source where) {
        this(name, namespace, type, selector, ports, workloads, serviceAccount, timeouts, List.of(), where);
    }

    public enum Type {
        CLUSTER_IP,
        HEADLESS,
        NODE_PORT,
        LOAD_BALANCER,
        EXTERNAL_NAME,
        /// Not a Service: a workload without one.
        WORKLOAD
    }

    /// One port of a Service.
    ///
    /// @param port the Service's port
    /// @param name the port's name; "" where it has none
    /// @param targetPort the port of the pods, 0 where a name could not be resolved
    /// @param evidence why this protocol
    public record Port(int port, String name, Protocol protocol, int targetPort, Evidence evidence) {
        /// Whether proxies pass bytes here and read no requests. They do only where the port itself says so; elsewhere
        /// Istio looks whether the bytes are requests.
        @JsonIgnore
        public boolean isOnlyBytes() {
            return !protocol.isHttp()
                    && (evidence.how().equals("port-name") || evidence.how().equals("app-protocol"));
        }
    }

    /// `namespace/name`.
    @JsonIgnore
    public String id() {
        return namespace + "/" + name;
    }

    /// The host name that is the same from everywhere in the cluster.
    @JsonIgnore
    public String host() {
        return name + "." + namespace + ".svc.cluster.local";
    }

    public Optional<Port> port(int number) {
        return ports.stream().filter(port -> port.port() == number).findFirst();
    }

    @JsonIgnore
    public boolean isWorkloadOnly() {
        return type == Type.WORKLOAD;
    }
}
