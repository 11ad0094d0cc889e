package dev.meshwright.topology.picture;

import dev.meshwright.topology.Edge;
import dev.meshwright.topology.Protocol;
import dev.meshwright.topology.Topology;
import java.util.List;
import java.util.Locale;

/// What a drawing of a topology shows, before anything has a place: boxes and the lines between them.
///
/// @param heading the sums
/// @param note how to read the picture where it is not one box per service; "" where it is
record Picture(String heading, String note, List<Node> nodes, List<Link> links) {
    /// More boxes than this are not readable.
    static final int MOST_NODES = 150;

    Picture {
        nodes = List.copyOf(nodes);
        links = List.copyOf(links);
    }

    /// One box per service where that can be read, else one per namespace.
    static Picture of(Topology topology) {
        long hosts =
                topology.external().stream().map(call -> call.host()).distinct().count();
        return topology.services().size() + hosts <= MOST_NODES
                ? ServicePicture.of(topology)
                : NamespacePicture.of(topology);
    }

    /// How a box or a line looks.
    enum Look {
        HTTP("HTTP"),
        GRPC("gRPC"),
        TCP("TCP and others"),
        INGRESS("from outside"),
        EXTERNAL("leaves the cluster"),
        NAMESPACE("namespace"),
        PLAIN("no port");

        /// What the legend says.
        final String legend;

        Look(String legend) {
            this.legend = legend;
        }

        static Look of(Protocol protocol) {
            return switch (protocol) {
                case HTTP -> HTTP;
                case GRPC -> GRPC;
                case TCP, UDP, TLS, MONGO, REDIS, MYSQL, POSTGRESQL, AMQP, MEMCACHED, KAFKA -> TCP;
            };
        }

        static Look of(Edge edge) {
            return edge.fromIngress() ? INGRESS : of(edge.protocol());
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// A box.
    ///
    /// @param id `namespace/name`, a namespace or a host
    /// @param badge the small line below the label
    /// @param title what is behind it, line by line
    record Node(String id, String label, String badge, Look look, String title) {}

    /// A line from one box to another, both as indexes of `nodes`.
    ///
    /// @param calls how many calls it stands for
    /// @param cycle whether it is part of a cycle
    /// @param certain whether a declaration or seen traffic is behind it
    record Link(int from, int to, Look look, int calls, boolean cycle, boolean certain, String title) {}
}
