package dev.meshwright.posture.ztunnel;

import dev.meshwright.posture.Intended;
import dev.meshwright.posture.Mismatch;
import dev.meshwright.posture.MismatchCode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Compares how ztunnel was started: whom it listens to, and that it holds nothing that istiod did not send.
final class SettingsCheck {
    private static final String REST = "bootstrap/rest";
    private static final String ROOT = "/var/run/secrets/istio/root-cert.pem";

    private final Intended intended;
    private final List<Mismatch> found;

    SettingsCheck(Intended intended, List<Mismatch> found) {
        this.intended = intended;
        this.found = found;
    }

    void run(JsonNode dump) {
        for (var kind : dump.path("staticConfig").properties()) {
            if (!kind.getValue().isEmpty()) {
                report(
                        MismatchCode.BOOTSTRAP,
                        REST,
                        "",
                        kind.getKey() + " " + kind.getValue(),
                        "it was started with its own " + kind.getKey() + ", which no control plane sent");
            }
        }
        var config = dump.path("config");
        if (config.isMissingNode()) {
            return;
        }
        checkAdmin(config);
        checkControlPlane(config);
        checkEnd(config, "inboundAddr", ":15008", "callers reach it at another port");
        checkEnd(config, "inboundPlaintextAddr", ":15006", "callers reach it at another port");
        checkEnd(config, "outboundAddr", ":15001", "what pods send does not reach it");
        for (var field : List.of("xdsRootCert", "caRootCert")) {
            var file = config.path(field).path("File").asString("");
            if (!file.equals(ROOT) && !file.equals("." + ROOT)) {
                report(
                        MismatchCode.CONTROL_PLANE,
                        REST,
                        field + " " + ROOT,
                        field + " " + EntryCheck.text(config.path(field)),
                        "it believes another authority when it asks the control plane");
            }
        }
        checkFixed(config);
    }

    private void checkAdmin(JsonNode config) {
        var address = config.path("adminAddr");
        boolean isLocal = address.path("Localhost").path(0).asBoolean(false)
                || Pattern.compile("(127\\.0\\.0\\.1|\\[::1]|localhost):[0-9]+")
                        .matcher(address.path("SocketAddr").asString(""))
                        .matches();
        if (!isLocal) {
            report(
                    MismatchCode.ADMIN,
                    "bootstrap/admin",
                    "localhost",
                    address.toString(),
                    "whoever reaches the node reads its configuration and stops it");
        }
    }

    private void checkControlPlane(JsonNode config) {
        var root = intended.settings().rootNamespace();
        var written = intended.meshConfig().text("defaultConfig", "discoveryAddress");
        var istiod = Pattern.compile("https://("
                + written.map(Pattern::quote).map(address -> address + "|").orElse("")
                + "istiod(-[a-z0-9-]+)?\\." + Pattern.quote(root) + "\\.svc(\\.cluster\\.local)?:15012)");
        for (var field : List.of("xdsAddress", "caAddress")) {
            var active = config.path(field).asString("");
            if (!istiod.matcher(active).matches() && !isIntendedCa(field, active)) {
                report(
                        MismatchCode.CONTROL_PLANE,
                        REST,
                        "https://" + written.orElse("istiod." + root + ".svc:15012"),
                        field + " " + active,
                        field.equals("caAddress")
                                ? "its certificates come from another place than the mesh's control plane"
                                : "its configuration comes from another place than the mesh's control plane");
            }
        }
    }

    /// @param end what the text of the field ends with
    private void checkEnd(JsonNode config, String field, String end, String message) {
        var active = EntryCheck.text(config.path(field));
        if (!active.endsWith(end)) {
            report(MismatchCode.CONTROL_PLANE, REST, field + " " + end, field + " " + active, message);
        }
    }

    private boolean isIntendedCa(String field, String active) {
        var ca = intended.meshConfig()
                .text("caCertificates")
                .or(() -> intended.meshConfig().text("defaultConfig", "caAddress"));
        return field.equals("caAddress") && ca.isPresent() && active.endsWith(ca.get());
    }

    /// What istiod, the installation and ztunnel itself set in every mesh.
    private void checkFixed(JsonNode config) {
        var wanted = new TreeMap<String, String>(Map.of(
                "altCaHostname", "",
                "altXdsHostname", "",
                "caHeaders", "[]",
                "xdsHeaders", "[]",
                "fakeCa", "false",
                "fakeSelfInbound", "false",
                "proxy", "true",
                "socks5Addr", "",
                "crlPath", ""));
        wanted.put("clusterDomain", "cluster.local");
        wanted.put(
                "ztunnelIdentity",
                "spiffe://" + intended.settings().trustDomain() + "/ns/"
                        + intended.settings().rootNamespace() + "/sa/ztunnel");
        wanted.forEach((field, value) -> {
            if (config.has(field) && !EntryCheck.text(config.path(field)).equals(value)) {
                report(
                        MismatchCode.BOOTSTRAP,
                        REST,
                        field + " " + value,
                        field + " " + EntryCheck.text(config.path(field)),
                        "it was started with another `" + field + "` than Istio gives");
            }
        });
    }

    private void report(MismatchCode code, String resource, String intended, String active, String message) {
        found.add(Mismatch.of(code, resource, intended, active, message));
    }
}
