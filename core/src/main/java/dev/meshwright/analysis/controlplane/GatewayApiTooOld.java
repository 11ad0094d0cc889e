package dev.meshwright.analysis.controlplane;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.manifest.Manifest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A kind of the Gateway API is installed in a version that istiod does not read.
final class GatewayApiTooOld implements Rule {
    private static final String BUNDLE_VERSION = "gateway.networking.k8s.io/bundle-version";

    /// `v1.5.0`, perhaps with a pre-release, which counts as the release.
    private static final Pattern VERSION =
            Pattern.compile("v?(\\d{1,6})(?:\\.(\\d{1,6}))?(?:\\.(\\d{1,6}))?(?:[-+].*)?");

    /// The least version of the kinds that Istio reads only from some version on.
    private static final Map<String, List<Integer>> LEAST = Map.of(
            "grpcroutes.gateway.networking.k8s.io", List.of(1, 1, 0),
            "backendtlspolicies.gateway.networking.k8s.io", List.of(1, 4, 0),
            "tlsroutes.gateway.networking.k8s.io", List.of(1, 5, 0));

    private static final RuleInfo INFO = new RuleInfo(
            "IST0176",
            "GatewayApiTooOld",
            Category.VALIDITY,
            Severity.WARNING,
            "A Gateway API kind is older than Istio needs",
            "istiod does not read objects of this kind at all: routes that the API server accepts have no" + " effect.",
            "Install the Gateway API of the version that the message names.",
            """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata:
              name: tlsroutes.gateway.networking.k8s.io
              annotations: {gateway.networking.k8s.io/bundle-version: v1.4.1}
            spec: {group: gateway.networking.k8s.io, names: {kind: TLSRoute}}
            """,
            """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata:
              name: tlsroutes.gateway.networking.k8s.io
              annotations: {gateway.networking.k8s.io/bundle-version: v1.5.0}
            spec: {group: gateway.networking.k8s.io, names: {kind: TLSRoute}}
            """,
            "https://istio.io/latest/docs/reference/config/analysis/ist0176/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return mesh.objects("apiextensions.k8s.io", "CustomResourceDefinition").stream()
                .flatMap(definition -> finding(definition).stream());
    }

    private static Optional<Finding> finding(Manifest definition) {
        var least = LEAST.get(definition.name());
        var written = definition.annotations().getOrDefault(BUNDLE_VERSION, "");
        var version = VERSION.matcher(written);
        if (least == null || !version.matches()) {
            return Optional.empty();
        }
        var installed = List.of(number(version.group(1)), number(version.group(2)), number(version.group(3)));
        return compare(installed, least) >= 0
                ? Optional.empty()
                : Optional.of(Finding.of(
                        INFO,
                        definition,
                        definition.where("metadata", "annotations", BUNDLE_VERSION),
                        "metadata.annotations",
                        definition.name() + " is of Gateway API " + written + ", but Istio needs v" + text(least),
                        INFO.fix()));
    }

    private static int compare(List<Integer> version, List<Integer> other) {
        for (int i = 0; i < other.size(); i++) {
            if (!version.get(i).equals(other.get(i))) {
                return Integer.compare(version.get(i), other.get(i));
            }
        }
        return 0;
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private static String text(List<Integer> version) {
        return version.stream().map(String::valueOf).collect(Collectors.joining("."));
    }
}
