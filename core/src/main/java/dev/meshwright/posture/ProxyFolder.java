package dev.meshwright.posture;

import dev.meshwright.MeshwrightException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/// Reads a folder with what was collected from one proxy.
public final class ProxyFolder {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private ProxyFolder() {}

    /// Every file may be missing, but not all of them.
    ///
    /// @param clock for folders whose `facts.json` does not say when they were collected
    /// @throws MeshwrightException if there is no such folder, if it holds nothing, or if a file is no JSON
    public static ProxyState read(Path folder, InstantSource clock) {
        if (!Files.isDirectory(folder)) {
            throw new MeshwrightException("the folder " + folder + " does not exist. Name the folder that holds "
                    + "config_dump.json and the other files of one proxy.");
        }
        var facts = json(folder, "facts.json");
        var state = new ProxyState(
                facts,
                json(folder, "config_dump.json"),
                json(folder, "certs.json"),
                json(folder, "server_info.json"),
                json(folder, "stats.json"),
                json(folder, "listeners.json"),
                json(folder, "clusters.json"),
                json(folder, "istiod_syncz.json"),
                text(folder, "metrics.txt"),
                time(folder, facts, clock));
        if (isEmpty(state)) {
            throw new MeshwrightException("the folder " + folder + " holds nothing of a proxy. It needs at least "
                    + "config_dump.json, which Envoy gives at /config_dump?include_eds.");
        }
        return state;
    }

    private static boolean isEmpty(ProxyState state) {
        return state.configDump().isMissingNode()
                && state.certs().isMissingNode()
                && state.serverInfo().isMissingNode()
                && state.listeners().isMissingNode()
                && state.clusters().isMissingNode()
                && state.facts().isMissingNode();
    }

    private static JsonNode json(Path folder, String name) {
        var file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            return MissingNode.getInstance();
        }
        try (var input = Files.newInputStream(file)) {
            return MAPPER.readTree(input);
        } catch (IOException | JacksonException e) {
            throw new MeshwrightException(
                    file + " cannot be read as JSON (" + firstLine(e) + "). Collect it again.", e);
        }
    }

    private static @Nullable String text(Path folder, String name) {
        var file = folder.resolve(name);
        try {
            return Files.isRegularFile(file) ? Files.readString(file, StandardCharsets.UTF_8) : null;
        } catch (IOException e) {
            throw new MeshwrightException(file + " cannot be read (" + firstLine(e) + ").", e);
        }
    }

    private static Instant time(Path folder, JsonNode facts, InstantSource clock) {
        var written = facts.path("capturedAt").asString("");
        if (written.isEmpty()) {
            return clock.instant();
        }
        try {
            return Instant.parse(written);
        } catch (DateTimeException e) {
            throw new MeshwrightException(
                    folder.resolve("facts.json") + ": capturedAt \"" + written
                            + "\" is no time. Write it as 2026-11-21T14:12:58Z.",
                    e);
        }
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
