/// Rules about Istio's annotations on namespaces, services and pods. Start at `AnnotationRules`.
@NullMarked
package dev.meshwright.analysis.annotations;

import org.jspecify.annotations.NullMarked;
