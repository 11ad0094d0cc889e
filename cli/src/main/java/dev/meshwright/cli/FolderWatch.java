package dev.meshwright.cli;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Waits until something changes in files and folders. Where the system cannot watch that many folders, it says that
/// something may have changed every now and then.
final class FolderWatch implements AutoCloseable {
    private static final List<WatchEvent.Kind<?>> KINDS = List.of(
            StandardWatchEventKinds.ENTRY_CREATE,
            StandardWatchEventKinds.ENTRY_MODIFY,
            StandardWatchEventKinds.ENTRY_DELETE);

    /// Editors write a file in several steps, and a checkout writes many files: what follows within this time belongs
    /// together.
    private static final long QUIET_MILLIS = 100;

    private static final long POLL_MILLIS = 2_000;

    private final List<Path> paths;
    private final WatchService service;
    private boolean isComplete = true;

    /// @param paths files, and folders with all that is below
    FolderWatch(List<Path> paths) throws IOException {
        this.paths = List.copyOf(paths);
        this.service = FileSystems.getDefault().newWatchService();
        register();
    }

    /// Whether every folder is watched; else changes are seen with a delay.
    boolean isComplete() {
        return isComplete;
    }

    /// Returns when something changed and nothing follows for a moment.
    ///
    /// @return false if it was closed
    boolean await() throws InterruptedException {
        try {
            var key = isComplete ? service.take() : service.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
            boolean isNewFolder = false;
            while (key != null) {
                isNewFolder |= mayHoldFolder(key);
                key.reset();
                key = service.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS);
            }
            if (isNewFolder) {
                register();
            }
            return true;
        } catch (ClosedWatchServiceException _) {
            return false;
        }
    }

    private static boolean mayHoldFolder(WatchKey key) {
        return key.pollEvents().stream().anyMatch(event -> !event.kind().equals(StandardWatchEventKinds.ENTRY_MODIFY));
    }

    /// Registering a folder again does nothing.
    private void register() {
        try {
            for (var path : paths) {
                if (Files.isDirectory(path)) {
                    Files.walkFileTree(path, new Registering());
                } else {
                    var folder = path.toAbsolutePath().getParent();
                    if (folder != null && Files.isDirectory(folder)) {
                        watch(folder);
                    }
                }
            }
        } catch (IOException _) {
            isComplete = false;
        }
    }

    private void watch(Path folder) throws IOException {
        folder.register(service, KINDS.toArray(new WatchEvent.Kind<?>[0]));
    }

    @Override
    public void close() throws IOException {
        service.close();
    }

    private final class Registering extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
            if (isHidden(folder)) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            watch(folder);
            return FileVisitResult.CONTINUE;
        }

        private boolean isHidden(Path folder) {
            var name = folder.getFileName();
            return name != null && name.toString().startsWith(".") && !paths.contains(folder);
        }

        /// It is gone again.
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return FileVisitResult.CONTINUE;
        }
    }
}
