/// The small languages inside manifests, as Kubernetes and Istio (in Go) read them: durations, IP addresses, URLs,
/// patterns, host names, numbers. Each class is one of them.
@NullMarked
package dev.meshwright.schema.syntax;

import org.jspecify.annotations.NullMarked;
