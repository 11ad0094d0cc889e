package dev.meshwright.cli;

import com.sun.net.httpserver.SimpleFileServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Runs the commands that people run most, so that the AOT cache that the launcher records holds the classes they
/// load. Not a command: the launcher starts it once after a build, with a folder of manifests and an empty folder.
/// What the commands say and end with does not matter here.
final class Training {
    /// `SHOP` is the folder of manifests, `OUT` the folder to write to, `URL` where that is served.
    private static final List<String> COMMANDS = List.of(
            "version",
            "map SHOP",
            "map SHOP --format json",
            "check SHOP",
            "onboard SHOP -o OUT",
            "check SHOP OUT",
            "repository key OUT/key --password-file OUT/password",
            "repository init OUT/repo --root-key OUT/key --targets-key OUT/key --online-key OUT/key",
            "repository add OUT/repo OUT/password",
            "repository publish OUT/repo --key OUT/key --password-file OUT/password",
            "repository client --metadata-dir OUT/trusted init OUT/repo/metadata/1.root.json",
            "repository client --metadata-dir OUT/trusted --metadata-url URL/repo/metadata --target-name password "
                    + "--target-base-url URL/repo/targets --target-dir OUT/downloaded download");

    private Training() {}

    public static void main(String[] folders) throws IOException {
        var out = Files.createDirectories(Path.of(folders[1]).toAbsolutePath());
        Files.writeString(out.resolve("password"), "not a secret");
        var server = SimpleFileServer.createFileServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), out, SimpleFileServer.OutputLevel.NONE);
        server.start();
        var url = "http://127.0.0.1:" + server.getAddress().getPort();
        var nowhere = new PrintStream(OutputStream.nullOutputStream());
        var terminal = new Terminal(InputStream.nullInputStream(), nowhere, nowhere, false, false, false);
        for (var command : COMMANDS) {
            var words = Stream.of(command.split(" ", -1))
                    .map(word -> word.replace("SHOP", folders[0])
                            .replace("OUT", out.toString())
                            .replace("URL", url));
            Meshwright.run(terminal, words.toArray(String[]::new));
        }
        System.exit(0); // as commands end: leaving is trained, too
    }
}
