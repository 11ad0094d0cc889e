package dev.meshwright.generate;

import static dev.meshwright.generate.Resource.map;

import dev.meshwright.intent.Decisions.Setting;
import java.util.ArrayList;
import java.util.LinkedHashMap;

/// The PeerAuthentication of a service's pods: mutual TLS, but for ports that are open to outside for a reason.
final class PeerAuthentications {
    private PeerAuthentications() {}

    static GeneratedFile file(Target target, PublicPorts open) {
        var service = target.service();
        var reasons = new ArrayList<Setting>();
        reasons.add(new Setting("mode", "STRICT", "whoever calls shows a certificate of the mesh"));
        var spec = map("selector", Resource.selector(service.selector()), "mtls", map("mode", "STRICT"));
        if (!open.declared().isEmpty()) {
            var ports = new LinkedHashMap<String, Object>();
            open.declared().forEach((port, why) -> {
                ports.put("" + port, map("mode", "PERMISSIVE"));
                reasons.add(new Setting("port " + port, "PERMISSIVE", why.reason()));
            });
            spec.put("portLevelMtls", ports);
        }
        return new FileText("PeerAuthentication of " + target.id() + ": who calls its pods proves who it is.")
                .reasons(reasons)
                .document(Resource.of(
                        "security.istio.io/v1", "PeerAuthentication", service.namespace(), service.name(), spec))
                .at(target.folder() + "/peer-authentication.yaml");
    }
}
