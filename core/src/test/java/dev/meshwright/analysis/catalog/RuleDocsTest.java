package dev.meshwright.analysis.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RuleDocsTest {
    private static final Path FOLDER = Path.of("../docs/rules");

    @Test
    void docsSayWhatTheRulesSay() throws IOException {
        var pages = new TreeMap<>(RuleDocs.pages());
        if (System.getProperty("golden", "").equals("write")) {
            write(pages);
        }

        assertThat(read())
                .as("docs/rules is stale; rewrite it with: mvn -pl core test -Dtest=RuleDocsTest -Dgolden=write")
                .isEqualTo(pages);
    }

    private static void write(Map<String, String> pages) throws IOException {
        Files.createDirectories(FOLDER);
        for (var stale : read().keySet()) {
            Files.delete(FOLDER.resolve(stale));
        }
        for (var page : pages.entrySet()) {
            Files.writeString(FOLDER.resolve(page.getKey()), page.getValue());
        }
    }

    private static Map<String, String> read() throws IOException {
        var pages = new TreeMap<String, String>();
        if (Files.isDirectory(FOLDER)) {
            try (Stream<Path> files = Files.list(FOLDER)) {
                for (var file : files.toList()) {
                    pages.put(file.getFileName().toString(), Files.readString(file));
                }
            }
        }
        return pages;
    }
}
