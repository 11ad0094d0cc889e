package dev.meshwright.trust.release;

import dev.meshwright.trust.RefusedException;
import dev.meshwright.trust.bundle.Bundle;
import dev.meshwright.trust.bundle.WorkloadClass;
import dev.meshwright.trust.signature.VerificationKey;
import dev.meshwright.trust.tuf.Client;
import dev.meshwright.trust.tuf.Fetcher;
import dev.meshwright.trust.tuf.Listing;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/// What both authorities name for one instance. Both are roles of one repository: the director's lists the class's
/// releases, a team's lists the bundle. No key may speak for both, and none that is online for the bundle; that is
/// looked at here and not left to how the repository was set up.
/// @param release the director's
/// @param bundle the team's
public record Agreement(Release release, Bundle bundle) {
    /// What an instance is and has.
    /// @param name one that it keeps, such as its pod's
    /// @param ran the counter of what ran there last; 0 for nothing
    public record Instance(WorkloadClass workloadClass, String name, long ran) {}

    /// Where an approved bundle stands among the targets of a repository.
    public static String bundlePath(WorkloadClass workloadClass, String digest) {
        return "bundles/" + workloadClass + "/" + digest + ".json";
    }

    /// Asks a repository.
    /// @param client was refreshed
    /// @param targets where the repository has its targets
    /// @throws RefusedException unless both authorities name the same bundle for this instance at this moment
    public static Agreement of(Client client, Fetcher targets, Instance instance, Instant at) {
        var workloadClass = instance.workloadClass();
        var released = client.listing(ReleaseFile.path(workloadClass))
                .orElseThrow(() -> new RefusedException("the director has released nothing for " + workloadClass));
        var releases = ReleaseFile.read(client.download(released.file(), targets), workloadClass);
        var release = releases.choose(instance.name(), instance.ran(), at);
        var approved = client.listing(bundlePath(workloadClass, release.bundle()))
                .orElseThrow(() -> new RefusedException("release " + release.counter() + " is of bundle "
                        + release.bundle() + ", which no team approved"));
        requireOffline(approved, online(client, released));
        if (approved.file().length() != release.length()) {
            throw new RefusedException("the team approved a bundle of "
                    + approved.file().length() + " bytes, the director released one of " + release.length());
        }
        return new Agreement(release, bundle(client.download(approved.file(), targets), release, workloadClass));
    }

    private static Bundle bundle(byte[] bytes, Release release, WorkloadClass workloadClass) {
        var bundle = Bundle.read(bytes);
        if (!bundle.digest().equals(release.bundle())) {
            throw new RefusedException("the team approved bundle " + bundle.digest() + " under the name of "
                    + release.bundle() + ", which the director released");
        }
        if (!bundle.workloadClass().equals(workloadClass)) {
            throw new RefusedException(
                    "the bundle is for class " + bundle.workloadClass() + " instead of " + workloadClass);
        }
        return bundle;
    }

    private static Set<VerificationKey> online(Client client, Listing released) {
        var online = new HashSet<>(client.onlineKeys());
        online.addAll(released.keys());
        return online;
    }

    /// Refuses what someone could have listed with keys that are online.
    public static void requireOffline(Listing approved, Set<VerificationKey> online) {
        var approving = new HashSet<>(approved.keys());
        approving.addAll(approved.above());
        approving.retainAll(online);
        if (!approving.isEmpty()) {
            throw new RefusedException("the role " + approved.role() + ", which vouches for "
                    + approved.file().path() + ", or one above it has a key that is online: keep them apart");
        }
    }
}
