package dev.meshwright.cli.bundle;

import dev.meshwright.MeshwrightException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.TreeWalk;

/// One commit of the repository that a path lies in. What is read comes from the commit itself and not from the work
/// tree, where files may be ignored, converted or half edited.
public final class GitRevision implements AutoCloseable {
    private static final String NOTHING_BUILT = " Nothing was built.";
    private static final int SHOWN_CHANGES = 5;
    private static final List<String> MANIFESTS = List.of(".yaml", ".yml", ".json");

    static {
        System.setProperty("slf4j.internal.verbosity", "ERROR"); // JGit logs, and we take no log
    }

    private final Repository repository;
    private final Path top;
    private final ObjectId commit;

    private GitRevision(Repository repository, ObjectId commit) throws IOException {
        this.repository = repository;
        this.top = repository.getWorkTree().toPath().toRealPath();
        this.commit = commit;
    }

    /// Pins a revision.
    ///
    /// @param path lies in the repository
    /// @param name a commit, branch or tag
    /// @throws MeshwrightException if there is none, or the work tree differs from its commit
    public static GitRevision of(Path path, String name) {
        try {
            var repository = open(path);
            var commit = commit(repository, name);
            requireClean(repository);
            return new GitRevision(repository, commit);
        } catch (IOException | GitAPIException | RuntimeException e) {
            if (e instanceof MeshwrightException ours) {
                throw ours;
            }
            throw new MeshwrightException(
                    "the Git repository of " + path + " cannot be read (" + e.getMessage() + ")." + NOTHING_BUILT, e);
        }
    }

    private static Repository open(Path path) throws IOException {
        if (!Files.exists(path)) {
            throw new MeshwrightException(path + " does not exist." + NOTHING_BUILT);
        }
        var found = new FileRepositoryBuilder().findGitDir(path.toRealPath().toFile());
        if (found.getGitDir() == null) {
            throw new MeshwrightException(path
                    + " is not in a Git repository: a bundle is built from a commit, so that it can be traced."
                    + NOTHING_BUILT);
        }
        var repository = found.setMustExist(true).build();
        if (repository.isBare()) {
            throw new MeshwrightException(path + " is in a bare repository. Give a checkout." + NOTHING_BUILT);
        }
        return repository;
    }

    private static ObjectId commit(Repository repository, String name) throws IOException {
        var commit = repository.resolve(name + "^{commit}");
        if (commit == null) {
            throw new MeshwrightException("there is no commit \"" + name + "\"." + NOTHING_BUILT);
        }
        return commit;
    }

    private static void requireClean(Repository repository) throws GitAPIException {
        try (var git = new Git(repository)) {
            var status = git.status().call();
            var changed = new TreeSet<>(status.getUncommittedChanges());
            changed.addAll(status.getUntracked());
            if (!changed.isEmpty()) {
                var first = changed.stream().limit(SHOWN_CHANGES).toList();
                throw new MeshwrightException("the work tree has uncommitted changes: " + changed.size() + " ("
                        + String.join(", ", first) + (changed.size() > first.size() ? ", …" : "")
                        + "). Commit them, or put them aside; nothing was built.");
            }
        }
    }

    /// The commit, in hex.
    public String id() {
        return commit.name();
    }

    /// A path relative to the top of the tree, with `/` between names; "" for the top itself.
    ///
    /// @throws MeshwrightException if it lies elsewhere
    public String relative(Path path) {
        try {
            var real = path.toRealPath();
            if (real.startsWith(top)) {
                return top.relativize(real).toString().replace(File.separatorChar, '/');
            }
        } catch (IOException e) {
            throw new MeshwrightException(path + " cannot be read (" + e.getMessage() + ")." + NOTHING_BUILT, e);
        }
        throw new MeshwrightException(
                path + " lies outside of the Git repository " + top.getFileName() + "." + NOTHING_BUILT);
    }

    /// Writes the commit's files to an empty folder: everything below these paths, and manifests elsewhere, as
    /// kustomizations build on them. Links and submodules are left out.
    public void extract(List<String> paths, Path folder) {
        try (var revisions = new RevWalk(repository);
                var files = new TreeWalk(repository)) {
            files.addTree(revisions.parseCommit(commit).getTree());
            files.setRecursive(true);
            while (files.next()) {
                var path = files.getPathString();
                boolean isFile = FileMode.REGULAR_FILE.equals(files.getRawMode(0))
                        || FileMode.EXECUTABLE_FILE.equals(files.getRawMode(0));
                if (isFile && isWanted(path, paths)) {
                    write(folder, path, repository.open(files.getObjectId(0)).getBytes());
                }
            }
        } catch (IOException e) {
            throw new MeshwrightException(
                    "the commit " + id() + " cannot be read (" + e.getMessage() + ")." + NOTHING_BUILT, e);
        }
    }

    private static boolean isWanted(String path, List<String> paths) {
        return MANIFESTS.stream().anyMatch(path::endsWith)
                || paths.stream()
                        .anyMatch(wanted -> wanted.isEmpty() || path.equals(wanted) || path.startsWith(wanted + "/"));
    }

    private static void write(Path folder, String path, byte[] bytes) throws IOException {
        var target = folder.resolve(path).normalize();
        if (!target.startsWith(folder)) {
            throw new IOException("the tree has the path " + path);
        }
        Files.createDirectories(Objects.requireNonNull(target.getParent()));
        Files.write(target, bytes);
    }

    @Override
    public void close() {
        repository.close();
    }
}
