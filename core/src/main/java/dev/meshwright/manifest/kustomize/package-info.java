/// Builds kustomizations: bases, components, generators, patches and the other changes that `kustomize build` makes,
/// with the place in the user's files kept for every value. Start at [KustomizeReader].
///
/// What is built here is what the tool builds, except for what [Kustomizing] says it leaves out. See
/// https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/
@NullMarked
package dev.meshwright.manifest.kustomize;

import org.jspecify.annotations.NullMarked;
