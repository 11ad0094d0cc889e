package dev.meshwright.posture;

import dev.meshwright.analysis.Severity;
import java.util.Locale;
import java.util.Optional;

/// The kinds of mismatch, by what they mean for whoever relies on the mesh. `meshwright explain` prints them.
public enum MismatchCode {
    LISTENER_UNEXPLAINED(
            9001,
            Severity.CRITICAL,
            "the proxy listens where nothing in the intent or in Istio makes it listen",
            "Whoever reaches that address gets through the proxy, or out of it, by rules that nobody wrote.",
            "Find out who added it (EnvoyFilter, a second control plane), remove it, restart the pod."),
    LISTENER_MISSING(
            9002,
            Severity.WARNING,
            "a listener that the intent needs is not there",
            "Traffic for it is treated as unknown: refused, or let through unprotected.",
            "See whether the proxy is connected to istiod and what it rejected; restart the pod."),
    FILTER_UNEXPLAINED(
            9003,
            Severity.CRITICAL,
            "a filter stands in the way of traffic that nothing explains",
            "A filter reads, changes or answers everything that passes: bodies, tokens, headers.",
            "Remove what adds it (EnvoyFilter, WasmPlugin); if it is meant, put that object into the intent."),
    FILTER_MISSING(
            9004,
            Severity.ERROR,
            "a filter that the intent needs is not there",
            "What the filter checks or counts is not checked or counted.",
            "Remove what takes it out; see that the proxy has istiod's newest configuration."),
    PLAINTEXT_INBOUND(
            9005,
            Severity.CRITICAL,
            "connections are taken in another way than the peer authentications say",
            "Where plaintext is taken, anyone in the network can call and listen, and no caller has an identity.",
            "Compare the PeerAuthentications in the cluster with those of the intent."),
    TLS_PARAMETERS(
            9006,
            Severity.ERROR,
            "TLS is negotiated by other parameters than Istio's",
            "Older versions, weaker ciphers and skipped checks make encrypted connections readable.",
            "Remove what changes them (EnvoyFilter, meshMTLS settings)."),
    TRUST(
            9007,
            Severity.CRITICAL,
            "certificates are trusted that the intent does not trust",
            "Whoever holds the key of a trusted root can issue any identity of the mesh.",
            "Restore the mesh's root (ConfigMap istio-ca-root-cert) and restart the pod."),
    AUTHORIZATION(
            9008,
            Severity.CRITICAL,
            "the proxy admits or refuses other callers than the authorization policies say",
            "Callers get through that no policy admits, or are refused that one admits.",
            "Compare the AuthorizationPolicies in the cluster with those of the intent."),
    JWT(
            9009,
            Severity.CRITICAL,
            "tokens are checked in another way than the request authentications say",
            "Tokens of strangers may be taken for genuine, or genuine ones are not looked at.",
            "Compare the RequestAuthentications in the cluster with those of the intent."),
    OUTBOUND_MODE(
            9010,
            Severity.ERROR,
            "what is sent to unknown places goes another way than the egress mode says",
            "With REGISTRY_ONLY nothing leaves that no service or ServiceEntry names; here it can.",
            "Compare the mesh config and the Sidecars in the cluster with those of the intent."),
    DESTINATION(
            9011,
            Severity.CRITICAL,
            "requests go to another place than the routes say",
            "Traffic, or a copy of it, goes to a receiver that nobody meant.",
            "Compare the VirtualServices and HTTPRoutes in the cluster with those of the intent."),
    ROUTE_POLICY(
            9012,
            Severity.WARNING,
            "requests are treated in another way than the routes say",
            "Timeouts, retries, faults and headers decide whether callers survive a slow callee.",
            "Compare the VirtualServices and HTTPRoutes in the cluster with those of the intent."),
    CLUSTER_UNEXPLAINED(
            9013,
            Severity.ERROR,
            "the proxy can send to a destination that nothing in the intent names",
            "Data can leave by it without any policy seeing the name.",
            "Remove what adds it (EnvoyFilter, ServiceEntry); if it is meant, put it into the intent."),
    CLUSTER_MISSING(
            9014,
            Severity.WARNING,
            "a destination that the intent names is not there",
            "Calls to it fail, or go through as unknown traffic.",
            "See whether the proxy is connected to istiod and what it rejected."),
    UPSTREAM_TLS(
            9015,
            Severity.CRITICAL,
            "connections to a destination are secured in another way than the intent says",
            "Without mutual TLS anyone in the network can read the call, and the callee does not know who calls.",
            "Compare the DestinationRules in the cluster with those of the intent."),
    SERVER_IDENTITY(
            9016,
            Severity.CRITICAL,
            "the identity of a callee is checked in another way than the intent says",
            "Any workload of the mesh can pose as the callee, or one that took over an account.",
            "Compare service accounts, DestinationRules and EnvoyFilters in the cluster with the intent."),
    CLUSTER_POLICY(
            9017,
            Severity.WARNING,
            "load on a destination is limited and spread in another way than the intent says",
            "Pools and ejection keep one bad instance from taking its callers down.",
            "Compare the DestinationRules in the cluster with those of the intent."),
    PROTOCOL(
            9018,
            Severity.WARNING,
            "a destination is spoken to in another protocol than the intent says",
            "gRPC needs HTTP/2; without requests being read there are no routes, retries or path rules.",
            "Compare the port names and `appProtocol` of the Service in the cluster with the intent."),
    ENDPOINT(
            9019,
            Severity.CRITICAL,
            "an address stands behind a destination that is no instance of it",
            "Calls to the destination go to a stranger.",
            "Find out who added it (EndpointSlice, WorkloadEntry, a foreign control plane)."),
    SECRET_UNEXPLAINED(
            9020,
            Severity.CRITICAL,
            "the proxy holds a key or a trust bundle that nothing explains",
            "Keys and roots decide who the proxy is and whom it believes.",
            "Find out what refers to it and remove that; restart the pod."),
    CERTIFICATE_IDENTITY(
            9021,
            Severity.CRITICAL,
            "the proxy's certificate is that of another workload",
            "It is taken for somebody else by every peer: policies for that other workload apply to it.",
            "Compare the service account of the pod with the intent; restart the pod; look at the CA's log."),
    CERTIFICATE_EXPIRED(
            9022,
            Severity.CRITICAL,
            "the proxy's certificate is not valid now",
            "Peers refuse it; where they do not, nobody vouches for the identity any more.",
            "See whether the proxy's agent runs and reaches the CA; restart the pod."),
    CERTIFICATE_EXPIRING(
            9023,
            Severity.ERROR,
            "the proxy's certificate should have been renewed by now",
            "Agents renew at half of the lifetime; this one did not, and soon no peer takes it.",
            "See whether the proxy's agent runs and reaches the CA."),
    ADMIN(
            9025,
            Severity.CRITICAL,
            "the proxy's admin interface is set up in another way than Istio does",
            "Whoever reaches it reads the configuration, changes log levels and stops the proxy.",
            "Restore the bootstrap: remove the custom template, restart the pod."),
    CONTROL_PLANE(
            9026,
            Severity.CRITICAL,
            "the proxy takes its configuration or its keys from another place than the mesh's control plane",
            "Whoever sends configuration decides everything else.",
            "Restore the bootstrap, restart the pod, and compare everything that the proxy got since."),
    BOOTSTRAP(
            9027,
            Severity.ERROR,
            "the proxy was started with settings that Istio does not give",
            "Static listeners, code, tracers and runtime switches of the bootstrap are outside every policy.",
            "Restore the bootstrap: remove the custom template, restart the pod."),
    TELEMETRY(
            9028,
            Severity.ERROR,
            "what the proxy tells about traffic goes to a place that nothing explains",
            "Logs and traces hold paths, headers and tokens of every request.",
            "Compare Telemetry objects, the mesh config's providers and EnvoyFilters with the intent."),
    REQUEST_HANDLING(
            9029,
            Severity.ERROR,
            "requests are read in another way than Istio reads them",
            "Paths, addresses and client certificates are what policies look at; read otherwise, policies miss.",
            "Remove what changes it (EnvoyFilter, mesh config)."),
    REJECTED(
            9030,
            Severity.ERROR,
            "the proxy rejected configuration that it was sent",
            "It goes on with what it had; what was meant to change did not.",
            "Read the error in the dump; repair the object that causes it."),
    WARMING(
            9031,
            Severity.WARNING,
            "configuration that was sent is not in force yet",
            "The proxy waits for something (endpoints, a secret) and runs the old state meanwhile.",
            "If it stays, find out what it waits for."),
    STALE(
            9032,
            Severity.WARNING,
            "the proxy does not run the newest configuration that istiod sent",
            "What was changed since is not in force here.",
            "See whether the proxy is connected and what it rejected; restart the pod."),
    VIEWS_DISAGREE(
            9034,
            Severity.ERROR,
            "two views of the same proxy disagree",
            "One of them is not true. A proxy that lies about itself is not safe.",
            "Take the views again at one time; if they still disagree, isolate the pod."),
    UNKNOWN_TYPE(
            9035,
            Severity.ERROR,
            "the dump holds a part of a kind that is not known here",
            "What cannot be read cannot be explained.",
            "Find out what the part is; a newer Meshwright may know it."),
    FIELD_UNEXPLAINED(
            9036,
            Severity.ERROR,
            "a setting differs from what follows from the intent and from Istio",
            "Nothing explains it, so somebody or something else set it.",
            "Find out who set it; if it is meant, put the object that says so into the intent."),
    ZTUNNEL_POLICY(
            9050,
            Severity.CRITICAL,
            "ztunnel enforces other policies than the intent says",
            "Callers get through that no policy admits, or are refused that one admits.",
            "Compare AuthorizationPolicies and PeerAuthentications in the cluster with those of the intent."),
    ZTUNNEL_WORKLOAD(
            9051,
            Severity.CRITICAL,
            "ztunnel knows a workload that the intent does not hold, or knows it otherwise",
            "Whoever stands behind it has that identity and gets the traffic of its services.",
            "Find out who added it (WorkloadEntry, pod)."),
    ZTUNNEL_SERVICE(
            9052,
            Severity.CRITICAL,
            "ztunnel knows a service that the intent does not hold, or knows it otherwise",
            "Calls to the service go elsewhere.",
            "Compare Services and ServiceEntries in the cluster with those of the intent.");

    private final int number;
    private final Severity severity;
    private final String title;
    private final String why;
    private final String fix;

    MismatchCode(int number, Severity severity, String title, String why, String fix) {
        this.number = number;
        this.severity = severity;
        this.title = title;
        this.why = why;
        this.fix = fix;
    }

    /// Such as `MW9001`.
    public String code() {
        return "MW" + number;
    }

    /// How bad it is where the case itself does not say.
    public Severity severity() {
        return severity;
    }

    public static Optional<MismatchCode> of(String code) {
        for (var one : values()) {
            if (one.code().equals(code)) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }

    /// What `meshwright explain` prints.
    public String explanation() {
        return """
                %s %s (%s, posture)
                %s.

                why   %s
                fix   %s
                from  docs/posture.md
                """.formatted(code(), camelCase(), severity.word(), upper(title), why, fix);
    }

    private String camelCase() {
        var text = new StringBuilder();
        for (var word : name().split("_", -1)) {
            text.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return text.toString();
    }

    private static String upper(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
