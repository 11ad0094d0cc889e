package dev.meshwright.it.conformance;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Where the cases lie that are no part of this project.
final class SharedCases {
    private SharedCases() {}

    /// The folder that a system property or, failing that, an environment variable names, by default the one in
    /// `../shared` beside the checkout; empty where it is missing.
    static Optional<Path> folder(String variable, String name) {
        var named = System.getProperty(variable, System.getenv(variable));
        var folder =
                named != null ? Path.of(named) : checkout().resolve("../shared").resolve(name);
        return Optional.of(folder).filter(Files::isDirectory);
    }

    /// A suite of the conformance cases.
    static Optional<Path> suite(String name) {
        return folder("MESHWRIGHT_CONFORMANCE", "conformance")
                .map(folder -> folder.resolve(name))
                .filter(Files::isDirectory);
    }

    private static Path checkout() {
        return Path.of(System.getProperty("meshwright.checkout", ""))
                .toAbsolutePath()
                .normalize();
    }
}
