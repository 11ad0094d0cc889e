package dev.meshwright.access;

import dev.meshwright.intent.Intent;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Manifests;
import dev.meshwright.topology.Workload;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// The identities that traffic from outside arrives with.
public final class Gateways {
    private static final String ASSUMED = "istio-system/istio-ingressgateway-service-account";

    private final SequencedMap<String, String> accounts = new LinkedHashMap<>();
    private final boolean assumed;

    private Gateways(Manifests manifests, List<Workload> workloads, Intent intent) {
        for (var workload : workloads) {
            if (isGateway(workload)) {
                accounts.putIfAbsent(workload.namespace() + "/" + workload.serviceAccount(), workload.id());
            }
        }
        manifests
                .ofKind("gateway.networking.k8s.io", "Gateway")
                .filter(gateway -> className(gateway).equals("istio"))
                .forEach(gateway -> accounts.putIfAbsent(gateway.id() + "-istio", gateway.id() + "-istio"));
        intent.ingressGateways().forEach(account -> accounts.putIfAbsent(account, account));
        this.assumed = accounts.isEmpty();
        if (assumed) {
            accounts.put(ASSUMED, "istio-system/istio-ingressgateway");
        }
    }

    static Gateways of(Manifests manifests, List<Workload> workloads, Intent intent) {
        return new Gateways(manifests, workloads, intent);
    }

    /// Whether the pods are proxies that take traffic from outside.
    public static boolean isGateway(Workload workload) {
        return workload.isGateway();
    }

    /// `namespace/serviceAccount` to the name that a reader knows it by.
    SequencedMap<String, String> accounts() {
        return accounts;
    }

    /// Whether nothing tells, and Istio's default gateway is taken for it.
    boolean areAssumed() {
        return assumed;
    }

    private static String className(Manifest gateway) {
        return gateway.root().text("spec", "gatewayClassName").orElse("");
    }
}
