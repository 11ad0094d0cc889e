package dev.meshwright.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `check --watch` as a process of its own, over files that change.
@Timeout(120)
class CheckWatchIT {
    private static final String SERVICE = """
            apiVersion: v1
            kind: Service
            metadata: {name: reviews, namespace: shop}
            spec: {ports: [{name: http, port: 80}]}
            """;
    private static final String ROUTE = """
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: reviews, namespace: shop}
            spec:
              hosts: [reviews]
              http: [{route: [{destination: {host: reviews}}]}]
            """;

    @TempDir
    private Path folder;

    /// The process, and what it prints.
    private record Watching(Process process, BufferedReader out) implements AutoCloseable {
        List<String> upTo(String text) throws IOException {
            var lines = new ArrayList<String>();
            String line;
            do {
                line = out.readLine();
                assertThat(line).as("the process goes on, after " + lines).isNotNull();
                lines.add(line);
            } while (!line.contains(text));
            return lines;
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    private Watching watch() throws IOException {
        Files.writeString(folder.resolve("service.yaml"), SERVICE);
        Files.writeString(folder.resolve("route.yaml"), ROUTE);
        var process = new ProcessBuilder(
                        Processes.meshwright("check", folder.toString(), "--watch", "--only", "IST0101"))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new Watching(process, process.inputReader(UTF_8));
    }

    @Test
    void saysWhatIsNewAndWhatIsGoneAndEndsWithTheCodeOfTheLastLook() throws Exception {
        try (var watching = watch()) {
            assertThat(watching.upTo("objects checked")).last().asString().contains("nothing found");

            Files.writeString(folder.resolve("route.yaml"), ROUTE.replace("host: reviews", "host: ratings"));
            assertThat(watching.upTo("2 objects"))
                    .anyMatch(line -> line.startsWith("new   ")
                            && line.contains("route.yaml:6:")
                            && line.contains("error  IST0101")
                            && line.contains("ratings"));

            watching.process().destroy();
            assertThat(watching.process().waitFor()).isEqualTo(1);
        }
    }

    @Test
    void seesFilesThatAreRenamedIntoPlaceAndFoldersThatComeAndGo() throws Exception {
        try (var watching = watch()) {
            watching.upTo("objects checked");

            // As editors save: a new file beside the old one, then renamed over it.
            var draft = Files.writeString(
                    folder.resolve(".route.yaml.swp"), ROUTE.replace("host: reviews", "host: ratings"));
            Files.move(draft, folder.resolve("route.yaml"), StandardCopyOption.REPLACE_EXISTING);
            assertThat(watching.upTo("2 objects"))
                    .anyMatch(line -> line.startsWith("new ") && line.contains("ratings"));

            var other = Files.createDirectory(folder.resolve("other"));
            Files.writeString(other.resolve("ratings.yaml"), SERVICE.replace("reviews", "ratings"));
            assertThat(watching.upTo("3 objects"))
                    .anyMatch(line -> line.startsWith("gone ") && line.contains("ratings"));

            Files.delete(other.resolve("ratings.yaml"));
            Files.delete(other);
            assertThat(watching.upTo("2 objects"))
                    .anyMatch(line -> line.startsWith("new ") && line.contains("ratings"));
        }
    }

    @Test
    void goesOnWhereNothingCanBeReadForAWhile() throws Exception {
        try (var watching = watch()) {
            watching.upTo("objects checked");

            Files.delete(folder.resolve("service.yaml"));
            Files.delete(folder.resolve("route.yaml"));
            Files.writeString(folder.resolve("route.yaml"), ROUTE.replace("host: reviews", "host: ratings"));

            assertThat(watching.upTo("1 objects"))
                    .anyMatch(line -> line.startsWith("new ") && line.contains("ratings"));
        }
    }
}
