/// YAML and JSON text becomes Kubernetes objects whose every node knows its file, line and column. Start at
/// [ManifestReader]; [Manifests] is what it returns; [Node] is the tree, [Manifest] one object.
///
/// What cannot be read is a [Problem] with its place, never an exception: the rest of the input is still read.
/// This is the package of `core` that opens manifests: every command, the server and the tools for AI agents read
/// them the same way.
@NullMarked
package dev.meshwright.manifest;

import org.jspecify.annotations.NullMarked;
