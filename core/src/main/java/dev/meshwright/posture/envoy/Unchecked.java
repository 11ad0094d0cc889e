package dev.meshwright.posture.envoy;

import dev.meshwright.posture.ProxyState;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// What cannot be looked at because it was not collected. It makes the answer less certain, never milder.
final class Unchecked {
    private Unchecked() {}

    /// In sentences.
    static List<String> of(ProxyState state, EnvoyDump dump) {
        var unchecked = new ArrayList<String>();
        if (state.configDump().isMissingNode()) {
            unchecked.add("what the proxy runs: config_dump.json is missing");
        } else {
            for (var part : dump.lacking()) {
                unchecked.add("config_dump.json has no " + part + ": take it whole, with ?include_eds");
            }
        }
        add(unchecked, state.certs(), "certs.json", "no second view of the certificates");
        add(unchecked, state.listeners(), "listeners.json", "no second view of the listeners");
        add(unchecked, state.clusters(), "clusters.json", "no second view of the destinations");
        add(unchecked, state.serverInfo(), "server_info.json", "the command line was not looked at");
        return unchecked;
    }

    private static void add(List<String> unchecked, JsonNode view, String file, String what) {
        if (view.isMissingNode()) {
            unchecked.add(what + ": " + file + " is missing");
        }
    }
}
