package dev.meshwright.intent;

import dev.meshwright.Closest;
import dev.meshwright.intent.Intent.PublicPort;
import dev.meshwright.intent.Intent.ServiceIntent;
import dev.meshwright.manifest.ManifestReader;
import dev.meshwright.manifest.Node;
import dev.meshwright.manifest.Problem;
import dev.meshwright.manifest.Source;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads an intent file key by key; what does not fit is reported and left at its default.
final class IntentReader {
    static final List<String> KEYS = List.of(
            "trustDomain",
            "istioVersion",
            "ingressGateways",
            "tracingProvider",
            "notProduction",
            "services",
            "acknowledged");
    static final List<String> SERVICE_KEYS =
            List.of("class", "timeout", "retries", "idempotent", "streaming", "criticality", "publicPorts", "callers");
    static final List<String> PORT_KEYS = List.of("port", "paths", "reason");
    static final List<String> ACKNOWLEDGEMENT_KEYS = List.of("code", "resource", "reason", "until");
    static final List<String> CRITICALITIES = List.of("worker", "internal", "core", "gateway");
    static final int MOST_RETRIES = 10;

    private static final Pattern ID = Pattern.compile("[^/\\s]+/[^/\\s]+");
    private static final Pattern CODE = Pattern.compile("[A-Z]+\\d+");
    private static final Pattern RESOURCE = Pattern.compile("[^/\\s]+(/[^/\\s]+)?");
    private static final String DATE = "a date such as 2027-01-31";
    private static final Pattern TRUST_DOMAIN = Pattern.compile("[a-z0-9]([a-z0-9._-]*[a-z0-9])?");

    private final String file;
    private final List<Problem> problems = new ArrayList<>();

    IntentReader(String file) {
        this.file = file;
    }

    IntentFile read(String text) {
        var tree = ManifestReader.tree(file, text, problems)
                .filter(node -> node.at().isPresent());
        var places = new LinkedHashMap<String, Source>();
        var intent = Intent.defaults();
        if (tree.isPresent()) {
            var root = tree.get();
            checkKeys(root, KEYS);
            var services = new LinkedHashMap<String, ServiceIntent>();
            for (var entry : root.entries("services")) {
                if (!ID.matcher(entry.key()).matches()) {
                    wrong(
                            entry.value(),
                            "a service is named namespace/name, not " + quoted(entry.key()),
                            "Write namespace/name.");
                } else if (entry.value() instanceof Node.Mapping mapping) {
                    places.put(entry.key(), entry.where());
                    services.put(entry.key(), service(mapping));
                } else {
                    wrong(entry.value(), quoted(entry.key()) + " must hold keys and values", "See the schema.");
                }
            }
            root.at("services")
                    .filter(node -> !(node instanceof Node.Mapping))
                    .ifPresent(node -> wrong(node, "services must be a mapping by namespace/name", "See the schema."));
            intent = new Intent(
                    text(root, "trustDomain", TRUST_DOMAIN, "a trust domain such as cluster.local")
                            .orElse(intent.trustDomain()),
                    text(
                                    root,
                                    "istioVersion",
                                    Pattern.compile("\\d+\\.\\d+"),
                                    "a minor version in quotes such as \"1.31\"")
                            .orElse(intent.istioVersion()),
                    list(root, "ingressGateways", ID, "namespace/serviceAccount"),
                    text(root, "tracingProvider", Pattern.compile("\\S+"), "the name of an extension provider")
                            .orElse(null),
                    list(root, "notProduction", Pattern.compile("[^/\\s]+"), "a namespace"),
                    services,
                    acknowledged(root));
        }
        return new IntentFile(intent, problems, places);
    }

    private ServiceIntent service(Node.Mapping node) {
        checkKeys(node, SERVICE_KEYS);
        return new ServiceIntent(
                word(
                                node,
                                "class",
                                Arrays.stream(ServiceClass.values())
                                        .map(ServiceClass::word)
                                        .toList())
                        .map(IntentReader::serviceClass)
                        .orElse(null),
                timeout(node),
                retries(node),
                bool(node, "idempotent"),
                bool(node, "streaming"),
                word(node, "criticality", CRITICALITIES).orElse(null),
                publicPorts(node),
                list(node, "callers", ID, "namespace/name"));
    }

    private static ServiceClass serviceClass(String word) {
        return Arrays.stream(ServiceClass.values())
                .filter(value -> value.word().equals(word))
                .findFirst()
                .orElseThrow();
    }

    private @Nullable String timeout(Node node) {
        var text = text(node, "timeout", Pattern.compile(".*"), "a duration such as 3s");
        if (text.isPresent() && Durations.parse(text.get()).isEmpty()) {
            wrong(
                    node.at("timeout").orElse(node),
                    quoted(text.get()) + " is no duration",
                    "Write 3s or 500ms, or 0s for none.");
            return null;
        }
        return text.orElse(null);
    }

    private @Nullable Integer retries(Node node) {
        var value = node.at("retries");
        if (value.isEmpty()) {
            return null;
        }
        var number = node.integer("retries").filter(n -> n >= 0 && n <= MOST_RETRIES);
        if (number.isEmpty()) {
            wrong(value.get(), "retries must be a whole number from 0 to " + MOST_RETRIES, "2 is the default.");
        }
        return number.orElse(null);
    }

    private @Nullable Boolean bool(Node node, String key) {
        var value = node.at(key);
        if (value.isPresent() && node.bool(key).isEmpty()) {
            wrong(value.get(), key + " must be true or false", "Write it without quotes.");
        }
        return node.bool(key).orElse(null);
    }

    private List<PublicPort> publicPorts(Node node) {
        var ports = new ArrayList<PublicPort>();
        mustBeList(node, "publicPorts");
        for (var item : node.items("publicPorts")) {
            checkKeys(item, PORT_KEYS);
            var port = item.integer("port").filter(number -> number > 0 && number < 65536);
            var reason = item.text("reason").filter(text -> !text.isBlank());
            if (port.isEmpty()) {
                wrong(item, "a public port needs its number, from 1 to 65535", "port: 8443");
            } else if (reason.isEmpty()) {
                wrong(item, "public port " + port.get() + " needs a reason", "reason: say why it must be so.");
            } else {
                ports.add(new PublicPort(
                        port.get(),
                        list(item, "paths", Pattern.compile("[/*]\\S*"), "a path such as /hooks"),
                        reason.get()));
            }
        }
        return ports;
    }

    /// One that is wrong in any part does not count, lest it covers more than was meant.
    private List<Acknowledgement> acknowledged(Node root) {
        var acknowledged = new ArrayList<Acknowledgement>();
        mustBeList(root, "acknowledged");
        for (var item : root.items("acknowledged")) {
            int before = problems.size();
            checkKeys(item, ACKNOWLEDGEMENT_KEYS);
            item.entries().stream()
                    .filter(entry -> item.at(entry.key()).isEmpty())
                    .forEach(entry -> wrong(entry.value(), entry.key() + " is empty", "Say it, or remove the key."));
            var code = text(item, "code", CODE, "the code of a rule such as MW1301");
            var resource = text(item, "resource", RESOURCE, "an object as namespace/name");
            var reason = item.text("reason").filter(text -> !text.isBlank());
            var until = text(item, "until", Pattern.compile(".*"), DATE).flatMap(text -> date(item, text));
            if (problems.size() == before && code.isEmpty()) {
                wrong(item, "an acknowledgement needs the code of a rule", "code: MW1301");
            } else if (problems.size() == before && reason.isEmpty()) {
                wrong(
                        item,
                        "the acknowledgement of " + code.orElse("") + " needs a reason",
                        "Say why it is all right.");
            }
            if (problems.size() == before) {
                acknowledged.add(new Acknowledgement(
                        code.orElseThrow(), resource.orElse(null), reason.orElseThrow(), until.orElse(null)));
            }
        }
        return acknowledged;
    }

    private Optional<LocalDate> date(Node item, String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException e) {
            wrong(item.at("until").orElse(item), "until must be " + DATE, "Correct it or leave it out.");
            return Optional.empty();
        }
    }

    private Optional<String> word(Node node, String key, List<String> words) {
        var text = node.text(key);
        if (node.at(key).isPresent() && (text.isEmpty() || !words.contains(text.get()))) {
            var typed = text.orElse("");
            wrong(
                    node.at(key).orElse(node),
                    quoted(typed) + " is no " + key,
                    Closest.to(typed, words)
                            .map(closest -> "Did you mean " + closest + "?")
                            .orElse("It is one of " + String.join(", ", words) + "."));
            return Optional.empty();
        }
        return text;
    }

    private Optional<String> text(Node node, String key, Pattern form, String what) {
        var value = node.at(key);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        var text = node.text(key).filter(t -> form.matcher(t).matches());
        if (text.isEmpty()) {
            wrong(value.get(), key + " must be " + what, "Correct it or leave it out.");
        }
        return text;
    }

    private List<String> list(Node node, String key, Pattern form, String what) {
        var texts = new ArrayList<String>();
        mustBeList(node, key);
        for (var item : node.items(key)) {
            var text = item.text().filter(t -> form.matcher(t).matches());
            if (text.isEmpty()) {
                wrong(item, "an entry of " + key + " must be " + what, "Correct it or remove it.");
            }
            text.ifPresent(texts::add);
        }
        return texts;
    }

    private void mustBeList(Node node, String key) {
        node.at(key)
                .filter(value -> !(value instanceof Node.Sequence))
                .ifPresent(value -> wrong(value, key + " must be a list", "Begin each entry with a dash."));
    }

    private void checkKeys(Node node, List<String> keys) {
        if (!(node instanceof Node.Mapping mapping)) {
            wrong(node, "here keys and values are expected", "See the schema.");
            return;
        }
        for (var entry : mapping.entries()) {
            if (!keys.contains(entry.key())) {
                problems.add(Problem.error(
                        entry.where(),
                        "unknown key " + quoted(entry.key()),
                        Closest.to(entry.key(), keys)
                                .map(closest -> "Did you mean " + closest + "?")
                                .orElse("It is one of " + String.join(", ", keys) + ".")));
            }
        }
    }

    private void wrong(Node node, String message, String fix) {
        problems.add(Problem.error(node.where(), message, fix));
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }
}
