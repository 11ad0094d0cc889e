package dev.meshwright.agent;

import dev.meshwright.trust.DurableFile;
import dev.meshwright.trust.RefusedException;
import dev.meshwright.trust.tuf.FolderStore;
import dev.meshwright.trust.tuf.TrustStore;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// Where a gate keeps its state and the trusted metadata; one gate at a time.
final class StateFolder implements AutoCloseable {
    private static final String STATE = "state.json";
    private static final int PATIENCE_MILLIS = 10_000;
    private static final int PAUSE_MILLIS = 50;

    private final Path folder;
    private final FileChannel lock;

    private StateFolder(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /// Locks the folder.
    /// @throws RefusedException if it is not there and may not be made, or another gate holds it
    static StateFolder open(Path folder, boolean mayMake) {
        if (!Files.isDirectory(folder) && !mayMake) {
            throw lost(folder, "the state folder " + folder + " is not there");
        }
        try {
            Files.createDirectories(folder);
            var channel = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            for (int waited = 0; waited < PATIENCE_MILLIS; waited += PAUSE_MILLIS) {
                if (isLocked(channel)) {
                    return new StateFolder(folder, channel);
                }
                Thread.sleep(PAUSE_MILLIS);
            }
            channel.close();
            throw new RefusedException("another gate uses " + folder + " since " + PATIENCE_MILLIS / 1000 + " s");
        } catch (IOException e) {
            throw new RefusedException("the state folder " + folder + " cannot be used (" + e.getMessage() + ")", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RefusedException("interrupted while waiting for " + folder, e);
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // held by this process
        }
    }

    TrustStore metadata() {
        return new FolderStore(folder.resolve("metadata"));
    }

    /// Where targets are kept that were verified.
    Path targets() {
        return folder.resolve("targets");
    }

    /// The state; nothing if there is none.
    /// @throws RefusedException if it is damaged
    Optional<GateState> read() {
        var file = folder.resolve(STATE);
        try {
            return Files.exists(file) ? Optional.of(GateState.read(Files.readAllBytes(file))) : Optional.empty();
        } catch (IOException | RefusedException e) {
            throw lost(folder, "the state " + file + " is damaged (" + e.getMessage() + ")");
        }
    }

    void write(GateState state) {
        try {
            DurableFile.write(folder.resolve(STATE), state.bytes());
        } catch (IOException e) {
            throw new RefusedException("the state cannot be written to " + folder + " (" + e.getMessage() + ")", e);
        }
    }

    /// Without its memory a gate could be sold an old release as the latest. Only a person can say what ran here.
    RefusedException lost() {
        return lost(folder, "there is no state in " + folder);
    }

    private static RefusedException lost(Path folder, String what) {
        return new RefusedException(what + ". If this is the first start here, start with --root and --floor N. If not,"
                + " find out why it is lost, remove " + folder
                + ", and start with --root and the counter of the last release known to have run as --floor");
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new RefusedException("the lock of " + folder + " cannot be given back", e);
        }
    }
}
