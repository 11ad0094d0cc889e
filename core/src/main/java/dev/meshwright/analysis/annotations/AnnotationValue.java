package dev.meshwright.analysis.annotations;

import dev.meshwright.manifest.ManifestReader;
import dev.meshwright.manifest.Node;
import dev.meshwright.manifest.Problem;
import dev.meshwright.schema.syntax.IpAddress;
import dev.meshwright.schema.syntax.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// The values that istiod's injector accepts.
final class AnnotationValue {
    private static final Set<String> BOOLEANS =
            Set.of("1", "t", "T", "TRUE", "true", "True", "0", "f", "F", "FALSE", "false", "False");
    private static final Set<String> INTERCEPTION = Set.of("REDIRECT", "TPROXY", "NONE");
    private static final long LARGEST_UINT32 = 0xFFFF_FFFFL;

    private static final Map<String, Function<String, Optional<String>>> CHECKS = Map.ofEntries(
            Map.entry("sidecar.istio.io/interceptionMode", AnnotationValue::interception),
            Map.entry("status.sidecar.istio.io/port", AnnotationValue::port),
            Map.entry("readiness.status.sidecar.istio.io/initialDelaySeconds", AnnotationValue::number),
            Map.entry("readiness.status.sidecar.istio.io/periodSeconds", AnnotationValue::number),
            Map.entry("readiness.status.sidecar.istio.io/failureThreshold", AnnotationValue::number),
            Map.entry("traffic.sidecar.istio.io/includeOutboundIPRanges", orAll(AnnotationValue::blocks)),
            Map.entry("traffic.sidecar.istio.io/excludeOutboundIPRanges", AnnotationValue::blocks),
            Map.entry("traffic.sidecar.istio.io/includeInboundPorts", orAll(AnnotationValue::ports)),
            Map.entry("traffic.sidecar.istio.io/excludeInboundPorts", AnnotationValue::ports),
            Map.entry("traffic.sidecar.istio.io/excludeOutboundPorts", AnnotationValue::ports),
            Map.entry("prometheus.istio.io/merge-metrics", AnnotationValue::bool),
            Map.entry("proxy.istio.io/config", AnnotationValue::proxyConfig));

    private AnnotationValue() {}

    /// What is wrong with the annotation's value; empty for nothing.
    static Optional<String> fault(String name, String value) {
        return CHECKS.getOrDefault(name, _ -> Optional.empty()).apply(value);
    }

    private static Function<String, Optional<String>> orAll(Function<String, Optional<String>> check) {
        return value -> value.equals("*") ? Optional.empty() : check.apply(value);
    }

    private static Optional<String> interception(String value) {
        return INTERCEPTION.contains(value) ? Optional.empty() : Optional.of("it must be REDIRECT, TPROXY or NONE");
    }

    private static Optional<String> bool(String value) {
        return BOOLEANS.contains(value) ? Optional.empty() : Optional.of("it must be true or false");
    }

    private static Optional<String> number(String value) {
        return Numbers.whole(value)
                        .filter(number -> number >= 0 && number <= LARGEST_UINT32)
                        .isPresent()
                ? Optional.empty()
                : Optional.of("it must be a whole number from 0");
    }

    private static Optional<String> port(String value) {
        var text = value.strip();
        return Numbers.whole(text).filter(port -> port >= 0 && port <= 65535).isPresent()
                ? Optional.empty()
                : Optional.of("`" + text + "` is no port");
    }

    private static Optional<String> ports(String value) {
        return value.isBlank()
                ? Optional.empty()
                : List.of(value.split(",", -1)).stream()
                        .map(AnnotationValue::port)
                        .flatMap(Optional::stream)
                        .findFirst();
    }

    private static Optional<String> blocks(String value) {
        return value.isEmpty()
                ? Optional.empty()
                : List.of(value.split(",", -1)).stream()
                        .filter(block -> !IpAddress.isBlock(block))
                        .map(block -> "`" + block + "` is no CIDR block")
                        .findFirst();
    }

    private static Optional<String> proxyConfig(String value) {
        var problems = new ArrayList<Problem>();
        var tree = ManifestReader.tree("", value, problems);
        if (problems.stream().anyMatch(problem -> problem.level() == Problem.Level.ERROR)
                || tree.filter(node -> !(node instanceof Node.Mapping)).isPresent()) {
            return Optional.of("it must be a ProxyConfig in YAML");
        }
        return tree.flatMap(config -> config.text("concurrency"))
                .filter(concurrency -> number(concurrency).isPresent())
                .map(concurrency -> "concurrency `" + concurrency + "` is no whole number from 0");
    }
}
