/// Makes bundles from a Git revision, and refuses what must not be in one. Start with
/// [BundleBuild][dev.meshwright.cli.bundle.BundleBuild].
@NullMarked
package dev.meshwright.cli.bundle;

import org.jspecify.annotations.NullMarked;
