package dev.meshwright.analysis.validity;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Edit;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.ObjectRule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.analysis.Subject;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Node.Scalar;
import dev.meshwright.schema.Schemas;
import java.util.stream.Stream;

/// The object uses an alpha or beta version of a kind that has a stable one.
final class DeprecatedVersion implements ObjectRule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW0104",
            "DeprecatedVersion",
            Category.TRAFFIC,
            Severity.INFO,
            "There is a stable version of this kind",
            "v1 has the same fields. The older versions are kept for now and will be removed one day.",
            "Write v1 in apiVersion.",
            """
            apiVersion: networking.istio.io/v1alpha3
            kind: DestinationRule
            metadata:
              name: orders
            spec:
              host: orders
            """,
            """
            apiVersion: networking.istio.io/v1
            kind: DestinationRule
            metadata:
              name: orders
            spec:
              host: orders
            """,
            "https://istio.io/latest/blog/2024/v1-apis/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Subject subject) {
        var schemas = Schemas.of(subject.istioVersion());
        return Stream.of(subject.object())
                .filter(object -> isSuperseded(schemas, object))
                .map(object -> finding(schemas, object));
    }

    private static Finding finding(Schemas schemas, Manifest object) {
        var stable = object.group() + "/v1";
        var finding = Finding.of(
                INFO,
                object,
                object.where("apiVersion"),
                "apiVersion",
                object.kind() + " is stable as " + stable + "; this is " + object.version(),
                "Write `apiVersion: " + stable + "`.");
        var where = object.where("apiVersion");
        var edit = new Edit.Replace(object, where, new Scalar(where, stable, Scalar.Type.STRING));
        return isEverywhere(object) && isSame(schemas, object, edit) ? finding.withEdit(edit) : finding;
    }

    /// Whether every cluster that runs such an Istio has the stable version: those of the Gateway API are installed on
    /// their own.
    private static boolean isEverywhere(Manifest object) {
        return object.group().endsWith(".istio.io");
    }

    private static boolean isSame(Schemas schemas, Manifest object, Edit edit) {
        return schemas.find(object.apiVersion(), object.kind())
                .flatMap(before -> schemas.find(object.group() + "/v1", object.kind())
                        .map(after -> Correction.isHarmless(edit, before.schema(), after.schema())))
                .orElse(false);
    }

    private static boolean isSuperseded(Schemas schemas, Manifest object) {
        return !object.version().equals("v1")
                && schemas.find(object.apiVersion(), object.kind()).isPresent()
                && schemas.find(object.group() + "/v1", object.kind()).isPresent();
    }
}
