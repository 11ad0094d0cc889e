package dev.meshwright.cli;

import dev.meshwright.MeshwrightException;
import dev.meshwright.trust.RefusedException;
import dev.meshwright.trust.bundle.Bundle;
import dev.meshwright.trust.bundle.WorkloadClass;
import dev.meshwright.trust.dsse.Envelope;
import dev.meshwright.trust.dsse.Statement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/// A bundle on disk with what is said about it: `NAME.bundle.json`, `NAME.statement.json`, which is to be signed, and
/// `NAME.intoto.json`, which is signed.
record BundleFile(Path folder, String name) {
    private static final String BUNDLE = ".bundle.json";
    private static final String STATEMENT = ".statement.json";
    private static final String ENVELOPE = ".intoto.json";

    static BundleFile in(Path folder, WorkloadClass workloadClass) {
        return new BundleFile(folder, workloadClass.namespace() + "." + workloadClass.name());
    }

    /// The one that any of its files belongs to.
    static BundleFile of(Path file) {
        var name = Objects.toString(file.getFileName(), "");
        for (var ending : new String[] {BUNDLE, STATEMENT, ENVELOPE}) {
            if (name.endsWith(ending)) {
                var folder = file.getParent() == null ? Path.of("") : file.getParent();
                return new BundleFile(folder, name.substring(0, name.length() - ending.length()));
            }
        }
        throw new MeshwrightException(
                file + " is not named like a bundle (" + BUNDLE + ") or its statement (" + STATEMENT + ").");
    }

    Path bundle() {
        return folder.resolve(name + BUNDLE);
    }

    Path statement() {
        return folder.resolve(name + STATEMENT);
    }

    Path envelope() {
        return folder.resolve(name + ENVELOPE);
    }

    /// @throws RefusedException if the file is not a bundle
    Bundle readBundle() {
        return Bundle.read(read(bundle()));
    }

    Statement readStatement() {
        return Statement.read(read(statement()));
    }

    Envelope readEnvelope() {
        return Envelope.read(read(envelope()));
    }

    boolean isSigned() {
        return Files.exists(envelope());
    }

    void writeBundle(Bundle bundle) {
        write(bundle(), bundle.bytes());
    }

    /// A statement that changes takes the signatures of the earlier one with it.
    void writeStatement(Statement statement) {
        try {
            boolean same = Files.exists(statement())
                    && java.util.Arrays.equals(Files.readAllBytes(statement()), statement.bytes());
            if (!same) {
                write(statement(), statement.bytes());
                Files.deleteIfExists(envelope());
            }
        } catch (IOException e) {
            throw cannot("written", statement(), e);
        }
    }

    void writeEnvelope(Envelope envelope) {
        write(envelope(), envelope.bytes());
    }

    private static byte[] read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new MeshwrightException("the file " + file + " does not exist.");
        }
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw cannot("read", file, e);
        }
    }

    static void write(Path file, byte[] bytes) {
        try {
            Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
            Files.write(file, bytes);
        } catch (IOException e) {
            throw cannot("written", file, e);
        }
    }

    private static MeshwrightException cannot(String what, Path file, IOException e) {
        return new MeshwrightException("the file " + file + " cannot be " + what + " (" + e.getMessage() + ").", e);
    }
}
