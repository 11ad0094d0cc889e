package dev.meshwright.trust.bundle;

import dev.meshwright.trust.RefusedException;
import dev.meshwright.trust.json.CanonicalJson;
import dev.meshwright.trust.json.Json;
import dev.meshwright.trust.json.JsonReader;
import dev.meshwright.trust.tuf.Hashes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;

/// What an agent needs for one workload class. A bundle is its bytes: the same content is the same bytes, their SHA-256
/// is its name, and nothing else in the world decides what it means.
/// @param objects the Istio objects that concern the class, in the order of [ObjectKey]
/// @param bootstrap what decides how the proxy starts
/// @param proxyConfig the effective ProxyConfig
/// @param trustBundle certificates (base64 of DER) that the workload trusts; sorted
public record Bundle(
        WorkloadClass workloadClass,
        List<Json.Obj> objects,
        Json.Obj bootstrap,
        Json.Obj proxyConfig,
        List<String> trustBundle,
        AgentPolicy policy) {
    private static final String FORMAT = "meshwright.dev/bundle/v1";

    public Bundle {
        objects = sorted(objects);
        trustBundle = trustBundle.stream().distinct().sorted().toList();
        if (trustBundle.isEmpty()) {
            throw new RefusedException("the bundle has no certificate to trust");
        }
        trustBundle.forEach(Bundle::requireBase64);
    }

    private static void requireBase64(String certificate) {
        try {
            if (Base64.getEncoder()
                    .encodeToString(Base64.getDecoder().decode(certificate))
                    .equals(certificate)) {
                return;
            }
        } catch (IllegalArgumentException e) {
            throw new RefusedException("a certificate of the trust bundle is not base64", e);
        }
        throw new RefusedException("a certificate of the trust bundle is not base64 as an encoder writes it");
    }

    private static List<Json.Obj> sorted(List<Json.Obj> objects) {
        var byKey = new TreeMap<ObjectKey, Json.Obj>();
        for (var object : objects) {
            var key = ObjectKey.of(object);
            if (byKey.put(key, object) != null) {
                throw new RefusedException("the bundle has " + key + " twice");
            }
        }
        return List.copyOf(byKey.values());
    }

    /// The bundle of these bytes, which have to be the ones it would be written as.
    /// @throws RefusedException otherwise
    public static Bundle read(byte[] bytes) {
        var json = JsonReader.readObject(bytes);
        Members.require(json, "bootstrap", "class", "format", "objects", "policy", "proxyConfig", "trustBundle");
        if (!json.text("format").equals(FORMAT)) {
            throw new RefusedException("the bundle is " + json.text("format") + " instead of " + FORMAT);
        }
        var bundle = new Bundle(
                WorkloadClass.parse(json.text("class")),
                json.array("objects").stream().map(Bundle::object).toList(),
                json.object("bootstrap"),
                json.object("proxyConfig"),
                json.texts("trustBundle"),
                AgentPolicy.read(json.object("policy")));
        if (!Arrays.equals(bundle.bytes(), bytes)) {
            throw new RefusedException("the bundle is not in its canonical form");
        }
        return bundle;
    }

    /// Canonical JSON (RFC 8785).
    /// @throws RefusedException if it holds an integer past 2^53
    public byte[] bytes() {
        var members = new LinkedHashMap<String, Json>();
        members.put("format", new Json.Text(FORMAT));
        members.put("class", new Json.Text(workloadClass.toString()));
        members.put("objects", new Json.Arr(List.copyOf(objects)));
        members.put("bootstrap", bootstrap);
        members.put("proxyConfig", proxyConfig);
        members.put(
                "trustBundle",
                new Json.Arr(trustBundle.stream().<Json>map(Json.Text::new).toList()));
        members.put("policy", policy.toJson());
        return CanonicalJson.jcs(new Json.Obj(members));
    }

    /// SHA-256 of [#bytes], in lower-case hex.
    public String digest() {
        return Hashes.sha256(bytes());
    }

    /// The files that an agent lays out for a proxy, by name: the bundle itself, and each part of it in the form that
    /// its reader takes.
    public SequencedMap<String, byte[]> files() {
        var list = new LinkedHashMap<String, Json>();
        list.put("apiVersion", new Json.Text("v1"));
        list.put("kind", new Json.Text("List"));
        list.put("items", new Json.Arr(List.copyOf(objects)));
        var files = new LinkedHashMap<String, byte[]>();
        files.put("bundle.json", bytes());
        files.put("objects.json", CanonicalJson.jcs(new Json.Obj(list)));
        files.put("bootstrap.json", CanonicalJson.jcs(bootstrap));
        files.put("proxy-config.json", CanonicalJson.jcs(proxyConfig));
        files.put("policy.json", CanonicalJson.jcs(policy.toJson()));
        files.put("trust-bundle.pem", pem().getBytes(StandardCharsets.US_ASCII));
        return files;
    }

    private String pem() {
        var lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
        var text = new StringBuilder();
        for (var certificate : trustBundle) {
            text.append("-----BEGIN CERTIFICATE-----\n")
                    .append(lines.encodeToString(Base64.getDecoder().decode(certificate)))
                    .append("\n-----END CERTIFICATE-----\n");
        }
        return text.toString();
    }

    private static Json.Obj object(Json json) {
        if (json instanceof Json.Obj object) {
            return object;
        }
        throw new RefusedException("one of \"objects\" is not an object");
    }
}
