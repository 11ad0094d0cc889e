/// Meshwright's core: manifests in, topology, resources, findings and plan out, as pure functions.
@NullMarked
package dev.meshwright;

import org.jspecify.annotations.NullMarked;
