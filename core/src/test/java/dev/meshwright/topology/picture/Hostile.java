package dev.meshwright.topology.picture;

import dev.meshwright.topology.Topology;

/// A topology whose names try to break out of every format.
final class Hostile {
    static final String NAME = "</script><img/src=x/onerror=alert(1)>\"'`]]>--%\\\u0007\u202e#quot;{{script}}";

    private Hostile() {}

    static Topology topology() {
        return ShopTopology.of("web http 3 -> " + NAME + "\n" + NAME + " grpc 0 -> web\n");
    }
}
