package dev.meshwright.analysis.meaning;

import dev.meshwright.access.Attribute;
import dev.meshwright.access.AuthorizationPolicy.Action;
import dev.meshwright.access.Decision.Verdict;
import dev.meshwright.access.condition.Field;
import dev.meshwright.access.condition.PathTemplate;
import dev.meshwright.access.condition.Request;
import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.analysis.meaning.MeaningView.Judged;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A DENY rule on a path or host that another spelling of the same gets past.
final class DenyBypassed implements Rule {
    private static final List<String> NONE = List.of();

    private static final RuleInfo INFO = new RuleInfo(
            "MW1406",
            "DenyBypassed",
            Category.SECURITY,
            Severity.WARNING,
            "A DENY rule with a way around it",
            "Applications often take other spellings of a path or host for the same; a DENY rule refuses only the ones it spells out.",
            "List the other spellings too (for paths also with a star at the end), or say with ALLOW what may be called instead.",
            Examples.cart("""
                    action: DENY
                    rules: [{to: [{operation: {paths: ["/admin"]}}]}]
                    """),
            Examples.cart("""
                    action: DENY
                    rules: [{to: [{operation: {paths: ["/admin", "/admin/*", "//*"]}}]}]
                    """),
            "https://istio.io/latest/docs/reference/config/security/authorization-policy/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return MeaningView.of(mesh)
                .rules()
                .filter(judged -> judged.policy().action() == Action.DENY && !judged.isNothing())
                .flatMap(judged -> waysAround(judged).map(request -> finding(judged, request)).stream());
    }

    /// The first request with another spelling that gets through.
    private static Optional<Request> waysAround(Judged judged) {
        return judged.settings().stream()
                .flatMap(setting -> judged.rule().to().stream()
                        .flatMap(entry -> entry.constraints().stream())
                        .filter(constraint -> !constraint.negated())
                        .flatMap(constraint -> constraint.values().stream()
                                .flatMap(value -> around(setting, judged, constraint.attribute(), value.text()))))
                .findFirst();
    }

    private static Stream<Request> around(Setting setting, Judged judged, Attribute attribute, String value) {
        var field = attribute == Attribute.PATH ? Field.PATH : Field.HOST;
        var spellings =
                attribute == Attribute.PATH ? ofPath(value) : attribute == Attribute.HOST ? ofHost(value) : NONE;
        var text = value.endsWith("*") ? value.substring(0, value.length() - 1) : value;
        return setting.set(judged.policy(), judged.rule()).witness().stream()
                .filter(_ -> !spellings.isEmpty())
                .map(refused -> refused.with(field, text))
                .filter(refused -> !isAllowed(setting, refused))
                .flatMap(refused -> spellings.stream()
                        .map(spelling -> refused.with(field, spelling))
                        .filter(other -> isAllowed(setting, other)));
    }

    private static boolean isAllowed(Setting setting, Request request) {
        return setting.inbound().decide(request).verdict() == Verdict.ALLOWED;
    }

    /// A slash more at the end or at the start. Templates spell out what they mean.
    private static List<String> ofPath(String path) {
        if (!path.startsWith("/") || path.length() < 2 || PathTemplate.isTemplate(path)) {
            return NONE;
        }
        return path.endsWith("*")
                ? List.of("/" + path.substring(0, path.length() - 1))
                : List.of(path + "/", "/" + path);
    }

    /// The same host with a port.
    private static List<String> ofHost(String host) {
        return host.contains("*") || host.contains(":") ? NONE : List.of(host + ":80");
    }

    private static Finding finding(Judged judged, Request request) {
        return Finding.of(
                INFO,
                judged.policy().object(),
                judged.rule().where(),
                "spec.rules[" + judged.rule().index() + "]",
                "does not refuse " + request.describe(Request.any(request.port())),
                INFO.fix());
    }
}
