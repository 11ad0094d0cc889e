package dev.meshwright.kube;

import dev.meshwright.MeshwrightException;

/// The cluster did not answer; nothing was changed there.
public final class ClusterUnreachableException extends MeshwrightException {
    ClusterUnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
