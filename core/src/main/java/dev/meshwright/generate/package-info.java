/// Topology and intent become Istio resources: one class per kind, one folder per service. Start at `Generator`;
/// [Generation] is what it returns: texts with paths, for the command to write.
///
/// The files hold the last stage (STRICT, policies enforced); the stages before it are kustomize overlays over them.
@NullMarked
package dev.meshwright.generate;

import org.jspecify.annotations.NullMarked;
