package dev.meshwright.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.meshwright.analysis.Severity;
import dev.meshwright.manifest.ManifestReader;
import dev.meshwright.posture.Intended;
import dev.meshwright.posture.PostureReport;
import dev.meshwright.posture.ProxyFolder;
import dev.meshwright.posture.ProxyState;
import dev.meshwright.posture.verdict.Posture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Single edits of what real proxies ran: how many of them are told. What is not told is listed by field, for somebody
/// to judge.
class PostureMutationIT {
    private static final int EDITS = 2_000;
    private static final long SEED = 8;

    /// Bookkeeping of the dump itself, and what the proxy calls itself, which no message of the mesh reads.
    private static final Set<String> BOOKKEEPING = Set.of(
            "@type",
            "version_info",
            "last_updated",
            "node",
            "workloadState",
            "version",
            "stagedServices",
            "client_status");

    /// A place in a dump that can be edited.
    ///
    /// @param parent an object or a list
    /// @param key of the object; "" for a list
    /// @param index in the list
    /// @param field the way to it without places in lists and without names
    private record Site(JsonNode parent, String key, int index, String field) {
        JsonNode value() {
            return parent.isObject() ? parent.path(key) : parent.path(index);
        }
    }

    @Test
    void mostEditsAreToldAndNoneCrashes() throws IOException {
        var folder = SharedCases.folder("MESHWRIGHT_CAPTURES", "captures");
        assumeTrue(
                folder.isPresent(), "no captures: set MESHWRIGHT_CAPTURES to the folder that holds good, bad, benign");
        var intended = Intended.of(ManifestReader.read(List.of(folder.get().resolve("good/intent"))));
        var random = new Random(SEED);
        var missed = new TreeMap<String, Integer>();
        int told = 0;
        var proxies = proxies(folder.get().resolve("good"));
        for (int i = 0; i < EDITS; i++) {
            var state = ProxyFolder.read(proxies.get(i % proxies.size()), InstantSource.fixed(Instant.EPOCH));
            var sites = new ArrayList<Site>();
            collect(state.configDump(), "", sites);
            var site = sites.get(random.nextInt(sites.size()));
            var edit = edit(site, random);
            if (isUnsafe(intended, state)) {
                told++;
            } else {
                missed.merge(edit + " " + site.field(), 1, Integer::sum);
            }
        }
        missed.forEach((field, count) -> System.out.println("not told: " + count + " x " + field));
        System.out.println("posture-mutation: " + told + "/" + EDITS);
        assertThat(told).isGreaterThan(EDITS / 2);
    }

    private static boolean isUnsafe(Intended intended, ProxyState state) {
        PostureReport report = Posture.of(intended, state);
        return report.mismatches().stream().anyMatch(one -> one.severity() != Severity.INFO);
    }

    private static List<Path> proxies(Path good) throws IOException {
        try (var entries = Files.list(good)) {
            return entries.filter(proxy -> Files.exists(proxy.resolve("config_dump.json")))
                    .sorted()
                    .toList();
        }
    }

    private static void collect(JsonNode node, String field, List<Site> sites) {
        if (node.isObject()) {
            for (var name : new TreeSet<>(node.propertyNames())) {
                if (!BOOKKEEPING.contains(name)) {
                    var below = field + "." + (name.matches("[a-zA-Z_]+") ? name : "*");
                    sites.add(new Site(node, name, 0, below));
                    collect(node.path(name), below, sites);
                }
            }
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                sites.add(new Site(node, "", i, field + "[]"));
                collect(node.path(i), field + "[]", sites);
            }
        }
    }

    /// Edits a place and says how.
    private static String edit(Site site, Random random) {
        var value = site.value();
        if (value.isValueNode() && random.nextInt(3) > 0) {
            set(site, changed(value));
            return "changed";
        }
        if (site.parent() instanceof ArrayNode list && random.nextBoolean()) {
            list.add(varied(value, random));
            return "added to";
        }
        if (site.parent() instanceof ObjectNode object) {
            object.remove(site.key());
        } else if (site.parent() instanceof ArrayNode list) {
            list.remove(site.index());
        }
        return "removed";
    }

    private static void set(Site site, JsonNode value) {
        if (site.parent() instanceof ObjectNode object) {
            object.set(site.key(), value);
        } else if (site.parent() instanceof ArrayNode list) {
            list.set(site.index(), value);
        }
    }

    private static JsonNode changed(JsonNode value) {
        var nodes = JsonNodeFactory.instance;
        if (value.isBoolean()) {
            return nodes.booleanNode(!value.asBoolean());
        }
        return value.isNumber() ? nodes.numberNode(value.asLong() + 1) : nodes.stringNode(value.asString("") + "x");
    }

    /// A copy of which one value is another one.
    private static JsonNode varied(JsonNode value, Random random) {
        if (value.isValueNode()) {
            return changed(value);
        }
        var copy = value.deepCopy();
        var sites = new ArrayList<Site>();
        collect(copy, "", sites);
        var scalars = sites.stream().filter(site -> site.value().isValueNode()).toList();
        if (!scalars.isEmpty()) {
            var site = scalars.get(random.nextInt(scalars.size()));
            set(site, changed(site.value()));
        }
        return copy;
    }
}
