package dev.meshwright.analysis.validity;

import dev.meshwright.Closest;
import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.ObjectRule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.analysis.Subject;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.schema.Schemas;
import dev.meshwright.schema.Schemas.ApiKind;
import java.util.Set;
import java.util.stream.Stream;

/// No CRD of the target Istio version declares this version and kind of an Istio group.
final class UnknownKind implements ObjectRule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW0103",
            "UnknownKind",
            Category.VALIDITY,
            Severity.ERROR,
            "Istio has no such kind or version",
            "The API server knows no resource for it and refuses the object.",
            "Correct apiVersion or kind.",
            """
            apiVersion: networking.istio.io/v1
            kind: VirtualServices
            metadata:
              name: orders
            spec:
              hosts: [orders]
              http:
                - route: [{destination: {host: orders}}]
            """,
            """
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata:
              name: orders
            spec:
              hosts: [orders]
              http:
                - route: [{destination: {host: orders}}]
            """,
            "https://istio.io/latest/docs/reference/config/");

    /// Groups whose kinds the facts hold in full; of the Gateway API they hold the standard channel only.
    private static final Set<String> GROUPS =
            Set.of("networking.istio.io", "security.istio.io", "telemetry.istio.io", "extensions.istio.io");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Subject subject) {
        var schemas = Schemas.of(subject.istioVersion());
        return Stream.of(subject.object())
                .filter(object -> GROUPS.contains(object.group()))
                .filter(object -> schemas.find(object.apiVersion(), object.kind())
                        .filter(ApiKind::served)
                        .isEmpty())
                .map(object -> finding(schemas, object));
    }

    private static Finding finding(Schemas schemas, Manifest object) {
        var ofGroup = schemas.ofGroup(object.group());
        var versions = ofGroup.stream()
                .filter(kind -> kind.kind().equals(object.kind()) && kind.served())
                .map(ApiKind::apiVersion)
                .sorted()
                .toList();
        if (!versions.isEmpty()) {
            return Finding.of(
                    INFO,
                    object,
                    object.where("apiVersion"),
                    "apiVersion",
                    object.kind() + " has no version `" + object.version() + "` in Istio " + schemas.istioVersion(),
                    "Write `apiVersion: " + versions.getFirst() + "`.");
        }
        var since = Schemas.istioVersions().reversed().stream()
                .filter(version -> Schemas.of(version)
                        .find(object.apiVersion(), object.kind())
                        .isPresent())
                .findFirst();
        if (since.isPresent()) {
            return Finding.of(
                    INFO,
                    object,
                    object.where("kind"),
                    "kind",
                    object.kind() + " came with Istio " + since.get() + "; this mesh is judged by "
                            + schemas.istioVersion(),
                    "Upgrade to Istio " + since.get() + ", or remove the object.");
        }
        var names = ofGroup.stream().map(ApiKind::kind).distinct().sorted().toList();
        return Finding.of(
                INFO,
                object,
                object.where("kind"),
                "kind",
                object.group() + " has no kind `" + object.kind() + "` in Istio " + schemas.istioVersion(),
                Closest.to(object.kind(), names)
                        .map(name -> "Did you mean `" + name + "`?")
                        .orElse("Use one of " + String.join(", ", names) + "."));
    }
}
