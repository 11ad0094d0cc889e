package dev.meshwright.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.meshwright.analysis.Severity;
import dev.meshwright.manifest.ManifestReader;
import dev.meshwright.posture.Intended;
import dev.meshwright.posture.Mismatch;
import dev.meshwright.posture.PostureReport;
import dev.meshwright.posture.PostureReport.Verdict;
import dev.meshwright.posture.ProxyFolder;
import dev.meshwright.posture.verdict.Posture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// Proxies that were really run, as meant and tampered with.
class CapturesConformanceTest {
    /// One folder of a proxy, with what is known of it.
    ///
    /// @param tampered the resources of which one has to be named; empty for a proxy that is as it should be
    private record Case(String id, Path proxy, Path intent, Set<String> tampered) {}

    @Test
    void tellsTamperedProxiesFromTheOthers() throws IOException {
        var folder = SharedCases.folder("MESHWRIGHT_CAPTURES", "captures");
        assumeTrue(
                folder.isPresent(), "no captures: set MESHWRIGHT_CAPTURES to the folder that holds good, bad, benign");
        var cases = cases(folder.get());
        var failing = new ArrayList<String>();
        int outside = 0;
        for (var one : cases) {
            var report = judge(one);
            var strangers = report.mismatches().stream()
                    .filter(found -> found.severity() != Severity.INFO)
                    .filter(found -> !one.tampered().contains(found.resource()))
                    .toList();
            outside += strangers.size();
            strangers.forEach(found -> System.out.println(one.id() + " outside: " + line(found)));
            if (!isRight(one, report)) {
                failing.add(one.id() + " is " + report.verdict().word() + ", expected " + one.tampered());
            }
        }
        failing.forEach(System.out::println);
        System.out.println("mismatches that name a resource outside the case's: " + outside);
        System.out.println("captures: " + (cases.size() - failing.size()) + "/" + cases.size());
        assertThat(cases).isNotEmpty();
        assertThat(failing).isEmpty();
        assertThat(outside).isZero();
    }

    private static String line(Mismatch found) {
        return found.resource() + " " + found.code() + " " + found.message();
    }

    private static boolean isRight(Case one, PostureReport report) {
        if (one.tampered().isEmpty()) {
            return report.verdict() == Verdict.SAFE;
        }
        return report.verdict() == Verdict.UNSAFE
                && report.mismatches().stream()
                        .filter(found -> found.severity() != Severity.INFO)
                        .anyMatch(found -> one.tampered().contains(found.resource()));
    }

    private static PostureReport judge(Case one) {
        var intended = Intended.of(ManifestReader.read(List.of(one.intent())));
        return Posture.of(intended, ProxyFolder.read(one.proxy(), InstantSource.fixed(Instant.EPOCH)));
    }

    private static List<Case> cases(Path folder) throws IOException {
        var cases = new ArrayList<Case>();
        for (var proxy : below(folder.resolve("good"))) {
            if (Files.exists(proxy.resolve("config_dump.json"))) {
                cases.add(new Case(id(folder, proxy), proxy, folder.resolve("good/intent"), Set.of()));
            }
        }
        for (var kind : List.of("bad", "benign")) {
            for (var proxy : below(folder.resolve(kind))) {
                cases.add(new Case(id(folder, proxy), proxy, proxy.resolve("intent"), expected(proxy)));
            }
        }
        return cases;
    }

    private static Set<String> expected(Path proxy) throws IOException {
        var tampered = new HashSet<String>();
        var text = Files.readString(proxy.resolve("expected.json"));
        JsonMapper.shared().readTree(text).path("resources").forEach(one -> tampered.add(one.asString("")));
        return tampered;
    }

    private static String id(Path folder, Path proxy) {
        return folder.relativize(proxy).toString();
    }

    private static List<Path> below(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory).sorted().collect(Collectors.toList());
        }
    }
}
