package dev.meshwright.analysis.traffic;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A match is for a gateway that the VirtualService is not for.
final class MatchForOtherGateway implements Rule {
    private static final String MESH = "mesh";

    private static final RuleInfo INFO = new RuleInfo(
            "MW1112",
            "MatchForOtherGateway",
            Category.REFERENCE,
            Severity.WARNING,
            "A match names a gateway that the VirtualService lacks",
            "A match can only choose among the gateways of its VirtualService (`mesh`, the sidecars, if it names none): for"
                    + " any other it never applies.",
            "Add the gateway to spec.gateways, or correct the name.",
            route("public-gateway"),
            route("public"),
            "https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPMatchRequest");

    private static String route(String gateway) {
        return """
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: cart, namespace: shop}
                spec:
                  hosts: [cart.shop.svc.cluster.local]
                  gateways: [mesh, public]
                  http:
                    - match: [{gateways: [%s]}]
                      route: [{destination: {host: cart}}]
                """.formatted(gateway);
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return Istio.virtualServices(mesh).stream().flatMap(object -> findings(object).stream());
    }

    private static List<Finding> findings(Manifest object) {
        var findings = new ArrayList<Finding>();
        var own = Istio.texts(object, "gateways").stream()
                .map(name -> fullName(object, name))
                .collect(Collectors.toSet());
        // A delegate has no gateways: those of the VirtualService that names it count.
        if (Istio.hosts(object).isEmpty()) {
            return findings;
        }
        for (var protocol : List.of("http", "tls", "tcp")) {
            var routes = object.root().items("spec", protocol);
            for (int i = 0; i < routes.size(); i++) {
                var matches = routes.get(i).items("match");
                for (int j = 0; j < matches.size(); j++) {
                    var path = "spec." + protocol + "[" + i + "].match[" + j + "].gateways";
                    for (var gateway : matches.get(j).items("gateways")) {
                        if (!isAmong(object, gateway, own)) {
                            findings.add(finding(object, gateway, path));
                        }
                    }
                }
            }
        }
        return findings;
    }

    private static boolean isAmong(Manifest object, Node gateway, Set<String> own) {
        var name = gateway.text().orElse("");
        return own.isEmpty() ? name.equals(MESH) : own.contains(fullName(object, name));
    }

    private static String fullName(Manifest object, String name) {
        return name.equals(MESH) || name.contains("/") ? name : object.namespaceOrDefault() + "/" + name;
    }

    private static Finding finding(Manifest object, Node gateway, String path) {
        return Finding.of(
                INFO,
                object,
                gateway.where(),
                path,
                "gateway " + gateway.text().orElse("") + " is none of this VirtualService's: the match never applies",
                INFO.fix());
    }
}
