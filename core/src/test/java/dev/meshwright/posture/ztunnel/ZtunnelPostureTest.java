package dev.meshwright.posture.ztunnel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.manifest.ManifestReader;
import dev.meshwright.posture.Findings;
import dev.meshwright.posture.Intended;
import dev.meshwright.posture.Mismatch;
import dev.meshwright.posture.ProxyState;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

class ZtunnelPostureTest {
    private static final String INTENT = """
            apiVersion: v1
            kind: Namespace
            metadata: {name: depot, labels: {istio.io/dataplane-mode: ambient}}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: parcels, namespace: depot}
            spec: {selector: {app: parcels}, ports: [{name: http, port: 80, targetPort: web}]}
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: parcels, namespace: depot}
            spec:
              template:
                metadata: {labels: {app: parcels}}
                spec: {serviceAccountName: clerk, containers: [{name: app, image: x, ports: [{name: web, containerPort: 8080}]}]}
            ---
            apiVersion: security.istio.io/v1
            kind: PeerAuthentication
            metadata: {name: default, namespace: istio-system}
            spec: {mtls: {mode: STRICT}}
            ---
            apiVersion: security.istio.io/v1
            kind: AuthorizationPolicy
            metadata: {name: parcels, namespace: depot}
            spec:
              selector: {matchLabels: {app: parcels}}
              action: DENY
              rules:
              - from: [{source: {notPrincipals: [cluster.local/ns/depot/sa/*], notIpBlocks: [10.0.0.0/8]}}]
                to: [{operation: {ports: ["8080"], methods: [GET]}}]
            """;

    private static final String DUMP = """
            {"policies": [
               {"name": "parcels", "namespace": "depot", "action": "Deny", "scope": "WorkloadSelector", "dryRun": false,
                "rules": [[[{"notPrincipals": [{"Prefix": "cluster.local/ns/depot/sa/"}], "notSourceIps": ["10.0.0.0/8"]}],
                           [{"destinationPorts": [8080]}]]]},
               {"name": "istio_converted_static_strict", "namespace": "istio-system", "action": "Deny",
                "scope": "WorkloadSelector", "dryRun": false, "rules": [[[{"notPrincipals": [{"Presence": []}]}]]]}],
             "workloads": [
               {"uid": "Kubernetes//Pod/depot/parcels-5d6f7-abcde", "name": "parcels-5d6f7-abcde", "namespace": "depot",
                "workloadName": "parcels", "workloadType": "deployment", "serviceAccount": "clerk",
                "trustDomain": "cluster.local", "clusterId": "Kubernetes", "protocol": "HBONE", "networkMode": "Standard",
                "capacity": 1, "status": "Healthy", "node": "n1", "workloadIps": ["10.0.0.7"],
                "services": ["depot/parcels.depot.svc.cluster.local"],
                "authorizationPolicies": ["depot/parcels", "istio-system/istio_converted_static_strict"]}],
             "services": [
               {"name": "parcels", "namespace": "depot", "hostname": "parcels.depot.svc.cluster.local", "canonical": true,
                "ports": {"80": 0}, "vips": ["/10.96.0.9"], "subjectAltNames": [], "visibility": "Public",
                "endpoints": {"Kubernetes//Pod/depot/parcels-5d6f7-abcde":
                  {"workloadUid": "Kubernetes//Pod/depot/parcels-5d6f7-abcde", "port": {"80": 8080}, "status": "Healthy"}}}],
             "certificates": [{"identity": "spiffe://cluster.local/ns/depot/sa/clerk", "state": "Available", "rootCerts": [],
               "certChain": [{"validFrom": "2026-01-01T00:00:00Z", "expirationTime": "2026-01-02T00:00:00Z"}]}],
             "staticConfig": {"policies": [], "services": [], "workloads": []},
             "config": {"inboundAddr": "[::]:15008", "inboundPlaintextAddr": "[::]:15006", "outboundAddr": "[::]:15001",
               "xdsRootCert": {"File": "./var/run/secrets/istio/root-cert.pem"},
               "caRootCert": {"File": "./var/run/secrets/istio/root-cert.pem"}, "adminAddr": {"Localhost": [true, 15000]}, "fakeCa": false,
               "xdsAddress": "https://istiod.istio-system.svc:15012", "caAddress": "https://istiod.istio-system.svc:15012",
               "ztunnelIdentity": "spiffe://cluster.local/ns/istio-system/sa/ztunnel"}}
            """;

    private static Findings findings(String intent, String dump) {
        var missing = MissingNode.getInstance();
        var state = new ProxyState(
                missing,
                JsonMapper.shared().readTree(dump),
                missing,
                missing,
                missing,
                missing,
                missing,
                missing,
                null,
                Instant.parse("2026-01-01T12:00:00Z"));
        return ZtunnelPosture.of(Intended.of(ManifestReader.parse("mesh.yaml", intent)), state);
    }

    private static List<String> resources(String intent, String dump) {
        return findings(intent, dump).mismatches().stream()
                .map(Mismatch::resource)
                .distinct()
                .toList();
    }

    @Test
    void whatFollowsFromTheIntentIsSilent() {
        assertThat(findings(INTENT, DUMP).mismatches()).isEmpty();
        assertThat(findings(INTENT, DUMP).decidable()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"Prefix\": \"cluster.local/ns/depot/sa/\"} | {\"Exact\": \"cluster.local/ns/depot/sa/\"} | policy/depot/parcels",
                "[\"10.0.0.0/8\"] | [\"10.0.0.0/8\", \"192.0.2.0/24\"] | policy/depot/parcels",
                "{\"destinationPorts\": [8080]} | {\"destinationPorts\": [8081]} | policy/depot/parcels",
                "\"notSourceIps\" | \"sourceIps\" | policy/depot/parcels",
                "\"scope\": \"WorkloadSelector\" | \"scope\": \"Namespace\" | policy/depot/parcels",
                "\"action\": \"Deny\" | \"action\": \"Allow\" | policy/depot/parcels",
                "\"dryRun\": false | \"dryRun\": true | policy/depot/parcels",
                "\"name\": \"parcels\", \"namespace\": \"depot\", \"action\" | \"name\": \"other\", \"namespace\": \"depot\", \"action\" | policy/depot/other",
                "\"rules\": [[[{\"notPrincipals\": [{\"Presence\": []}]}]]] | \"rules\": [] | policy/istio-system/istio_converted_static_strict",
                "\"serviceAccount\": \"clerk\" | \"serviceAccount\": \"boss\" | workload/depot/parcels:boss",
                "\"trustDomain\": \"cluster.local\" | \"trustDomain\": \"old.example\" | workload/depot/parcels:clerk",
                "\"protocol\": \"HBONE\" | \"protocol\": \"TCP\" | workload/depot/parcels:clerk",
                "\"protocol\": \"HBONE\" | \"protocol\": \"HBONE\", \"nativeTunnel\": true | workload/depot/parcels:clerk",
                "\"networkMode\": \"Standard\" | \"networkMode\": \"HostNetwork\" | workload/depot/parcels:clerk",
                "\"capacity\": 1 | \"capacity\": 50 | workload/depot/parcels:clerk",
                "[\"depot/parcels.depot.svc.cluster.local\"] | [] | workload/depot/parcels:clerk",
                "[\"depot/parcels\", \"istio-system/istio_converted_static_strict\"] | [\"depot/parcels\"] | workload/depot/parcels:clerk",
                "\"node\": \"n1\" | \"networkGateway\": {\"destination\": \"/192.0.2.1\", \"hboneMtlsPort\": 15008} | workload/depot/parcels:clerk",
                "\"node\": \"n1\" | \"waypoint\": {\"destination\": \"/192.0.2.1\", \"hboneMtlsPort\": 15008} | workload/depot/parcels:clerk",
                "\"workloadName\": \"parcels\" | \"workloadName\": \"ghost\" | workload/depot/ghost:clerk",
                "\"uid\": \"Kubernetes//Pod/depot/parcels-5d6f7-abcde\" | \"uid\": \"East//Pod/depot/parcels-5d6f7-abcde\" | workload/depot/parcels:clerk",
                "\"ports\": {\"80\": 0} | \"ports\": {\"80\": 9999} | service/depot/parcels.depot.svc.cluster.local",
                "\"port\": {\"80\": 8080} | \"port\": {\"80\": 22} | service/depot/parcels.depot.svc.cluster.local",
                "\"subjectAltNames\": [] | \"subjectAltNames\": [\"evil.example\"] | service/depot/parcels.depot.svc.cluster.local",
                "\"visibility\": \"Public\" | \"visibility\": \"Public\", \"loadBalancer\": {\"mode\": \"Strict\"} | service/depot/parcels.depot.svc.cluster.local",
                "\"protocol\": \"HBONE\" | \"protocol\": \"PLAIN\" | workload/depot/parcels:clerk",
                "[::]:15006 | [::]:15007 | bootstrap/rest",
                "\"xdsRootCert\": {\"File\": \"./var | \"xdsRootCert\": {\"File\": \"./tmp/var | bootstrap/rest",
                "\"caRootCert\": {\"File\" | \"caRootCert\": {\"Static\" | bootstrap/rest",
                "\"fakeCa\": false | \"fakeCa\": true | bootstrap/rest",
                "\"policies\": [], \"services\": [] | \"policies\": [{}], \"services\": [] | bootstrap/rest",
                "\"xdsAddress\": \"https://istiod.istio-system.svc:15012\" | \"xdsAddress\": \"https://istiod.evil.svc:15012\" | bootstrap/rest",
                "{\"Localhost\": [true, 15000]} | {\"SocketAddr\": \"0.0.0.0:15000\"} | bootstrap/admin",
                "\"expirationTime\": \"2026-01-02T00:00:00Z\" | \"expirationTime\": \"2026-01-01T11:00:00Z\" | secret/spiffe://cluster.local/ns/depot/sa/clerk",
                "\"identity\": \"spiffe://cluster.local/ns/depot/sa/clerk\" | \"identity\": \"spiffe://cluster.local/ns/bank/sa/vault\" | secret/spiffe://cluster.local/ns/bank/sa/vault"
            })
    void aChangeIsTold(String was, String becomes, String resource) {
        assertThat(DUMP).contains(was);

        assertThat(resources(INTENT, DUMP.replaceFirst(java.util.regex.Pattern.quote(was), becomes)))
                .contains(resource);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"status\": \"Healthy\" | \"status\": \"Unhealthy\"",
                "\"node\": \"n1\" | \"node\": \"n2\"",
                "\"workloadIps\": [\"10.0.0.7\"] | \"workloadIps\": [\"10.0.0.8\"]",
                "parcels-5d6f7-abcde | parcels-7f9c8-vwxyz",
                "\"vips\": [\"/10.96.0.9\"] | \"vips\": [\"/10.96.1.1\"]",
                "{\"SocketAddr\": \"x\"} | {\"SocketAddr\": \"127.0.0.1:15000\"}"
            })
    void whatARestartChangesIsNot(String was, String becomes) {
        assertThat(resources(INTENT, DUMP.replace(was, becomes))).isEmpty();
    }

    @Test
    void rulesOfAnAllowPolicyThatNeedARequestAreNotThere() {
        var intent = INTENT.replace("action: DENY", "action: ALLOW");
        var dump = DUMP.replaceFirst("\"action\": \"Deny\"", "\"action\": \"Allow\"");

        assertThat(resources(intent, dump)).containsExactly("policy/depot/parcels");
        assertThat(resources(intent, dump.replaceFirst("\"rules\": \\[\\[\\[.*\\s+.*8080]}]]]}", "\"rules\": []}")))
                .isEmpty();
    }

    @Test
    void anExceptionOfOnePortBecomesAPolicyOfItsOwn() {
        var intent = INTENT + """
                ---
                apiVersion: security.istio.io/v1
                kind: PeerAuthentication
                metadata: {name: open, namespace: depot}
                spec: {selector: {matchLabels: {app: parcels}}, portLevelMtls: {"9000": {mode: PERMISSIVE}}}
                """;
        var policy = """
                {"name": "converted_peer_authentication_open", "namespace": "depot", "action": "Deny",
                 "scope": "WorkloadSelector", "dryRun": false,
                 "rules": [[[{"notDestinationPorts": [9000]}], [{"notPrincipals": [{"Presence": []}]}]]]},
                """;
        var dump = DUMP.replace("{\"policies\": [\n", "{\"policies\": [" + policy)
                .replace(
                        "\"istio-system/istio_converted_static_strict\"]",
                        "\"depot/converted_peer_authentication_open\"]");

        assertThat(resources(intent, dump)).isEmpty();
        assertThat(resources(intent, dump.replace("[9000]", "[8080]")))
                .containsExactly("policy/depot/converted_peer_authentication_open");
    }

    @Test
    void aWaypointThatIsAskedForMustBeThere() {
        var intent = INTENT.replace(
                        "name: parcels, namespace: depot}\nspec: {selector",
                        "name: parcels, namespace: depot, labels: {istio.io/use-waypoint: gate}}\nspec: {selector")
                + """
                ---
                apiVersion: gateway.networking.k8s.io/v1
                kind: Gateway
                metadata: {name: gate, namespace: depot}
                spec: {gatewayClassName: istio-waypoint, listeners: [{name: mesh, port: 15008, protocol: HBONE}]}
                """;
        var dump = DUMP.replace(
                "\"visibility\": \"Public\"",
                "\"visibility\": \"Public\", \"waypoint\": {\"hboneMtlsPort\": 15008,"
                        + " \"destination\": {\"namespace\": \"depot\", \"hostname\": \"gate.depot.svc.cluster.local\"}}");

        assertThat(resources(intent, DUMP)).containsExactly("service/depot/parcels.depot.svc.cluster.local");
        assertThat(resources(intent, dump)).isEmpty();
        assertThat(resources(intent, dump.replace("gate.depot", "gate.evil")))
                .containsExactly("service/depot/parcels.depot.svc.cluster.local");
    }

    @Test
    void twoWorkloadsWithOneAddressAreTold() {
        var twin = DUMP.replace(
                "\"workloads\": [\n",
                "\"workloads\": [{\"uid\": \"Kubernetes//Pod/depot/parcels-5d6f7-fghij\","
                        + " \"name\": \"parcels-5d6f7-fghij\", \"namespace\": \"depot\", \"serviceAccount\": \"clerk\","
                        + " \"workloadName\": \"parcels\", \"workloadIps\": [\"10.0.0.7\"]},");

        assertThat(findings(INTENT, twin).mismatches())
                .extracting(Mismatch::message)
                .anyMatch(message ->
                        message.startsWith("it has the address of Kubernetes//Pod/depot/parcels-5d6f7-fghij"));
    }

    @Test
    void whatTheDumpLacksIsSaid() {
        var findings = findings(INTENT, "{\"workloads\": []}");

        assertThat(findings.unchecked()).anyMatch(line -> line.startsWith("policies: "));
        assertThat(findings.mismatches()).isEmpty();
        assertThat(findings(INTENT, "[]").decidable()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"policies\": 7, \"workloads\": {\"a\": 1}, \"services\": \"x\", \"certificates\": [1], \"config\": []}",
                "{\"policies\": [null, 1, {\"rules\": {\"a\": [1]}}], \"workloads\": [null, {\"uid\": 5}], \"services\": [[]]}",
                "{\"policies\": [{\"rules\": [[[7]]]}], \"certificates\": [{\"rootCerts\": [{\"pem\": \"%%%\"}]}]}"
            })
    void nonsenseIsNoCrash(String dump) {
        assertThat(findings(INTENT, dump).unchecked()).isNotNull();
    }
}
