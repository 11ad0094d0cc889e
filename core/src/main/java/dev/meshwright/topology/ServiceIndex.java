package dev.meshwright.topology;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Finds the Service that a host name means, as the cluster's DNS would.
///
/// Known forms: `svc`, `svc.ns`, `svc.ns.svc`, `svc.ns.svc.cluster.local`, and the same behind the name of a
/// StatefulSet's pod (`pod-0.svc.ns`) where the Service is headless. Case and a trailing dot do not matter. Other
/// cluster domains are not matched.
public final class ServiceIndex {
    private static final Pattern POD = Pattern.compile("[a-z0-9-]*[a-z0-9]-[0-9]+");
    private static final List<String> CLUSTER_SUFFIXES = List.of(".svc.cluster.local", ".svc");

    private final Map<String, Service> byId = new HashMap<>();

    private ServiceIndex() {}

    /// Entries for workloads without a Service have no host name and are left out.
    public static ServiceIndex of(List<Service> services) {
        var index = new ServiceIndex();
        for (var service : services) {
            if (!service.isWorkloadOnly()) {
                index.byId.putIfAbsent(id(service.name(), service.namespace()), service);
            }
        }
        return index;
    }

    /// The Service that `host` means to a pod of `namespace`.
    public Optional<Service> resolve(String host, String namespace) {
        String name = normal(host);
        for (var suffix : CLUSTER_SUFFIXES) {
            if (name.endsWith(suffix)) {
                return qualified(name.substring(0, name.length() - suffix.length()));
            }
        }
        if (name.indexOf('.') < 0) {
            return service(name, namespace);
        }
        return qualified(name).or(() -> podOf(name, namespace));
    }

    /// `svc.ns` or `pod-0.svc.ns`.
    private Optional<Service> qualified(String name) {
        int namespaceAt = name.lastIndexOf('.');
        if (namespaceAt < 0) {
            return Optional.empty();
        }
        String rest = name.substring(0, namespaceAt);
        String namespace = name.substring(namespaceAt + 1);
        return rest.indexOf('.') < 0 ? service(rest, namespace) : podOf(rest, namespace);
    }

    /// `pod-0.svc`.
    private Optional<Service> podOf(String name, String namespace) {
        int serviceAt = name.indexOf('.');
        return POD.matcher(name.substring(0, serviceAt)).matches()
                ? service(name.substring(serviceAt + 1), namespace)
                        .filter(service -> service.type() == Service.Type.HEADLESS)
                : Optional.empty();
    }

    private Optional<Service> service(String name, String namespace) {
        return Optional.ofNullable(byId.get(id(name, namespace)));
    }

    /// Lower case, without the trailing dot.
    static String normal(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    private static String id(String name, String namespace) {
        return namespace.toLowerCase(Locale.ROOT) + "/" + name.toLowerCase(Locale.ROOT);
    }
}
