package dev.meshwright.analysis.readiness;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.manifest.Node;
import dev.meshwright.topology.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A container is told to listen on the loopback address on a port that a Service leads to.
final class ListensOnLocalhost implements Rule {
    /// Settings about where to listen, whatever else is in their name.
    private static final Pattern LISTENING = Pattern.compile("(?i)(.*[-_.])?(bind|listen)([-_.]?[a-z].*)?");

    /// Settings that mean the container's own address where it has the port.
    private static final Pattern ADDRESS = Pattern.compile("(?i)((http|grpc|web)[-_.]?)?(addr|address)");

    private static final Pattern LOOPBACK =
            Pattern.compile("(?:127\\.0\\.0\\.1|localhost|\\[::1\\])(?::([0-9]{1,5}))?");
    private static final Pattern OPTION = Pattern.compile("-{1,2}([A-Za-z][\\w.-]*)=(.+)");

    private static final RuleInfo INFO = new RuleInfo(
            "MW5301",
            "ListensOnLocalhost",
            Category.INJECTION,
            Severity.WARNING,
            "An application listens where the proxy does not call",
            "The proxy delivers calls to the pod's address. What listens on 127.0.0.1 only does not take them there:"
                    + " callers get a 503.",
            "Let it listen on 0.0.0.0 (or ::), or on the pod's address.",
            Examples.NAMESPACE
                    + Examples.SERVICE
                    + Examples.cart("", "{containers: [{name: cart, args: [\"--listen=127.0.0.1:8080\"]}]}"),
            Examples.NAMESPACE
                    + Examples.SERVICE
                    + Examples.cart("", "{containers: [{name: cart, args: [\"--listen=0.0.0.0:8080\"]}]}"),
            "https://istio.io/latest/docs/ops/deployment/application-requirements/#server-first-protocols");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        var view = ReadinessView.of(mesh);
        return view.withSidecar().filter(ListensOnLocalhost::namesLoopback).flatMap(workload -> {
            var targets = new TreeSet<Integer>();
            view.servicesOf(workload)
                    .forEach(service -> service.ports().forEach(port -> targets.add(port.targetPort())));
            targets.remove(0);
            return targets.isEmpty()
                    ? Stream.empty()
                    : Containers.of(workload).stream()
                            .flatMap(container -> settings(container).stream()
                                    .filter(setting -> isMeant(
                                            setting,
                                            container,
                                            targets,
                                            Containers.of(workload).size() == 1)))
                            .limit(1)
                            .map(setting -> finding(workload, setting, targets));
        });
    }

    private static boolean namesLoopback(Workload workload) {
        return Containers.of(workload).stream()
                .flatMap(Containers::texts)
                .anyMatch(text -> LOOPBACK.matcher(text).find());
    }

    /// A setting of a container by its name.
    private record Setting(Node node, String name, String value) {}

    private static List<Setting> settings(Node container) {
        var settings = new ArrayList<Setting>();
        var words = Containers.words(container);
        for (int i = 0; i < words.size(); i++) {
            var word = words.get(i).text().orElse("");
            Matcher option = OPTION.matcher(word);
            if (option.matches()) {
                settings.add(new Setting(words.get(i), option.group(1), option.group(2)));
            } else if (word.startsWith("-") && i + 1 < words.size()) {
                var next = words.get(i + 1);
                settings.add(new Setting(
                        next, word.replaceFirst("^-+", ""), next.text().orElse("")));
            }
        }
        for (var variable : container.items("env")) {
            variable.at("value")
                    .ifPresent(value -> settings.add(new Setting(
                            value,
                            variable.text("name").orElse(""),
                            value.text().orElse(""))));
        }
        return settings;
    }

    /// Whether it sets the listening address of a port that is called. Without a port it has to be the only one that
    /// the
    /// pod can mean.
    private static boolean isMeant(Setting setting, Node container, Set<Integer> targets, boolean isAlone) {
        var loopback = LOOPBACK.matcher(setting.value());
        if (!loopback.matches()) {
            return false;
        }
        boolean isListening = LISTENING.matcher(setting.name()).matches();
        if (loopback.group(1) == null) {
            return isListening && isAlone && targets.size() == 1;
        }
        int port = Integer.parseInt(loopback.group(1));
        boolean isOwn = isAlone
                || container.items("ports").stream()
                        .anyMatch(own -> own.integer("containerPort").orElse(0) == port);
        return targets.contains(port)
                && (isListening || (isOwn && ADDRESS.matcher(setting.name()).matches()));
    }

    private static Finding finding(Workload workload, Setting setting, Set<Integer> targets) {
        return Finding.of(
                INFO,
                workload.manifest(),
                setting.node().where(),
                "spec.template.spec.containers",
                workload.id() + " listens on " + setting.value() + " by " + setting.name()
                        + ", while its Service leads to " + targets + " of the pod's address",
                INFO.fix());
    }
}
