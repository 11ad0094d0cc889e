package dev.meshwright.analysis.validity;

import dev.meshwright.manifest.Manifest;
import dev.meshwright.schema.syntax.DomainName;
import dev.meshwright.schema.syntax.IpAddress;

/// Address, ports and labels of a WorkloadEntry, and of the endpoints that other kinds hold.
final class WorkloadEntryCheck implements KindCheck {
    private static final String SOCKET = "unix://";

    @Override
    public String group() {
        return "networking.istio.io";
    }

    @Override
    public String kind() {
        return "WorkloadEntry";
    }

    @Override
    public void check(Manifest object, Place spec, Verdict verdict) {
        address(spec, true, verdict);
        Syntax.labels(spec, "labels", verdict);
    }

    /// The address of an endpoint.
    ///
    /// @param mayBeName whether a host name will do
    static void address(Place endpoint, boolean mayBeName, Verdict verdict) {
        var address = endpoint.text("address");
        if (address.isEmpty()) {
            noAddress(endpoint, verdict);
        } else if (address.startsWith(SOCKET)) {
            socket(endpoint, address.substring(SOCKET.length()), verdict);
        } else if (!IpAddress.isAddress(address)
                && !(mayBeName && DomainName.fault(address).isEmpty())) {
            verdict.error(
                    endpoint,
                    "`" + address + "` is no " + (mayBeName ? "host name or " : "") + "IP address",
                    "Write an address without port.");
        }
        endpoint.values("ports").forEach(port -> Syntax.port(port, 1, verdict));
    }

    private static void noAddress(Place endpoint, Verdict verdict) {
        if (endpoint.text("network").isEmpty()) {
            verdict.error(endpoint, "the endpoint has no address", "Add `address`.");
        } else {
            verdict.warning(endpoint, "the endpoint has a network, but no address", "Add `address`.");
        }
    }

    private static void socket(Place endpoint, String path, Verdict verdict) {
        if (!path.startsWith("/") && !path.startsWith("@")) {
            verdict.error(endpoint, "`" + path + "` is no absolute path of a socket", "Start it with `/`.");
        }
        if (!endpoint.values("ports").isEmpty()) {
            verdict.error(endpoint, "an endpoint on a Unix socket has no ports", "Remove `ports`.");
        }
    }
}
