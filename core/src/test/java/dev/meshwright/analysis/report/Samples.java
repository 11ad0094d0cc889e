package dev.meshwright.analysis.report;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.catalog.Check;
import dev.meshwright.intent.Intent;
import dev.meshwright.manifest.ManifestReader;
import java.util.List;
import java.util.Set;

/// Findings of a small mesh.
final class Samples {
    static final String FILE = "k8s/my shop.yaml";

    static final String TEXT = """
            apiVersion: v1
            kind: Service
            metadata: {name: reviews, namespace: shop}
            spec:
              ports: [{name: web, port: 80}]
            ---
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: reviews, namespace: shop}
            spec:
              hosts: [reviews]
              http:
                - route:
                    - destination:
                        host: reviews.shop
                        port: {number: 80}
            """;

    static final List<Finding> FINDINGS = Check.run(
            Mesh.of(ManifestReader.parse(FILE, TEXT), Intent.defaults(), Intent.NEWEST_ISTIO),
            new Check.Options(Set.of("IST0101", "IST0118"), Set.of()));

    private Samples() {}

    static List<String> lines(String file) {
        return file.equals(FILE) ? TEXT.lines().toList() : List.of();
    }
}
