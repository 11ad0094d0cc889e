/// What source trees say about hosts: string literals with what stands around them, configuration files, Dockerfiles.
/// Start at [SourceReader]: folders in, [SourceTrees] out.
///
/// Comments, tests, generated and vendored code, documentation and code for browsers are left out here. Which
/// workload a folder belongs to, and whether a text names a Service, is decided in `dev.meshwright.topology`, which
/// knows the manifests; this package does not.
@NullMarked
package dev.meshwright.topology.source;

import org.jspecify.annotations.NullMarked;
