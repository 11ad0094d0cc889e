package dev.meshwright.topology;

import dev.meshwright.manifest.ManifestReader;
import java.util.Arrays;
import java.util.stream.Collectors;

/// Manifests of services in the namespace `shop`, for tests about timeouts, retries and probes.
final class SmallMesh {
    private SmallMesh() {}

    static Topology map(String... objects) {
        return TopologyMapper.map(ManifestReader.parse("test.yaml", String.join("---\n", objects)));
    }

    /// A service that calls these others.
    ///
    /// @param variables further settings, such as `MAX_RETRIES=3`, in one string
    static String service(String name, String variables, String... called) {
        String hosts = Arrays.stream(called)
                .map(host -> "{name: %s_URL, value: 'http://%s'}, ".formatted(host, host))
                .collect(Collectors.joining());
        String others = Arrays.stream(variables.split(" "))
                .filter(variable -> !variable.isEmpty())
                .map(variable -> variable.split("="))
                .map(variable -> "{name: %s, value: '%s'}, ".formatted(variable[0], variable[1]))
                .collect(Collectors.joining());
        return """
                apiVersion: v1
                kind: Service
                metadata: {name: %1$s, namespace: shop}
                spec: {selector: {app: %1$s}, ports: [{name: http, port: 80}]}
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: %1$s, namespace: shop, labels: {app: %1$s}}
                spec: {containers: [{name: c, env: [%2$s]}]}
                """.formatted(name, hosts + others);
    }

    /// A VirtualService for calls of a service.
    static String route(String to, String settings) {
        return """
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: %1$s, namespace: shop}
                spec: {hosts: [%1$s], http: [{route: [{destination: {host: %1$s}}], %2$s}]}
                """.formatted(to, settings);
    }
}
