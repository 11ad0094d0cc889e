package dev.meshwright.topology;

import java.util.Set;
import java.util.regex.Pattern;

/// What a host name that no Service bears looks like.
public final class HostNames {
    private static final Set<String> TOP_LEVEL = Set.of(
            "com",
            "net",
            "org",
            "dev",
            "app",
            "cloud",
            "info",
            "biz",
            "edu",
            "gov",
            "mil",
            "internal",
            "corp",
            "lan",
            "local",
            "intranet",
            "arpa");
    private static final Pattern COUNTRY = Pattern.compile("[a-z]{2}");
    private static final Set<String> LOCAL = Set.of("localhost", "host.docker.internal", "localhost.localdomain");
    private static final Set<String> NO_NETWORK = Set.of(
            "file",
            "classpath",
            "s3",
            "s3a",
            "gs",
            "abfs",
            "abfss",
            "wasbs",
            "data",
            "unix",
            "docker",
            "oci",
            "git",
            "secret",
            "memory",
            "mem",
            "arn",
            "urn",
            "android",
            "chrome-extension",
            "spiffe",
            "k8s",
            "kubernetes");

    private HostNames() {}

    static boolean isLocal(String host) {
        return LOCAL.contains(host) || host.endsWith(".localhost");
    }

    /// Whether it can only be meant for the cluster's own DNS.
    static boolean isCluster(String host) {
        return host.endsWith(".svc") || host.endsWith(".svc.cluster.local");
    }

    /// The namespace in a cluster name or in `svc.ns`; "" where it has none.
    static String namespace(String host) {
        String name = ServiceIndex.normal(host).replaceFirst("\\.svc(\\.cluster\\.local)?$", "");
        return name.substring(name.lastIndexOf('.') + 1, name.length()).equals(name)
                ? ""
                : name.substring(name.lastIndexOf('.') + 1);
    }

    /// Kubernetes' own: the API server, and DNS and whatever else lives in `kube-system`.
    static boolean isKubernetes(String host) {
        return host.equals("kubernetes")
                || host.startsWith("kubernetes.default")
                || namespace(host).equals("kube-system");
    }

    /// Whether it ends as names do that are found outside of a cluster.
    public static boolean looksPublic(String host) {
        String last = host.substring(host.lastIndexOf('.') + 1);
        return host.indexOf('.') > 0
                && (TOP_LEVEL.contains(last) || COUNTRY.matcher(last).matches())
                && !isCluster(host);
    }

    static boolean isNetwork(String scheme) {
        return !NO_NETWORK.contains(scheme);
    }
}
