package dev.meshwright.trust.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The `openssl` of this machine, if it has one.
public final class OpenSsl {
    private OpenSsl() {}

    public static boolean isInstalled() throws InterruptedException {
        try {
            return start(Path.of("."), "version").waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    public static void run(Path folder, String... arguments) throws IOException, InterruptedException {
        var process = start(folder, arguments);
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    private static Process start(Path folder, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
    }
}
