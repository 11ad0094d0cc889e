package dev.meshwright.analysis;

import dev.meshwright.manifest.Node;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a mesh is judged by besides its manifests.
///
/// @param meshConfig istiod's mesh config; null for the one of the ConfigMap `istio`, if the manifests hold it
/// @param meshNetworks the networks of the mesh; null likewise
/// @param now the moment that certificates have to be valid at; null leaves their dates unjudged, so that the same
///     manifests give the same findings at any time
public record Surroundings(
        @Nullable Node meshConfig,
        @Nullable Node meshNetworks,
        @Nullable Instant now) {
    public static final Surroundings NONE = new Surroundings(null, null, null);
}
