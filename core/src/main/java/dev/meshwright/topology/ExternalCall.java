package dev.meshwright.topology;

import java.util.Comparator;
import java.util.List;

/// A call that leaves the cluster.
///
/// @param from `namespace/name` of a service
/// @param port 443 or 80 by the URL's scheme where it names none; 0 where nothing tells
public record ExternalCall(String from, String host, int port, Protocol protocol, List<Evidence> evidence) {
    static final Comparator<ExternalCall> ORDER = Comparator.comparing(ExternalCall::from)
            .thenComparing(ExternalCall::host)
            .thenComparingInt(ExternalCall::port);

    public ExternalCall {
        evidence = List.copyOf(evidence);
    }
}
