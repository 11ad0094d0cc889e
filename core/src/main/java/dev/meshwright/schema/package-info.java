/// What the API server accepts: schemas of the Istio and Gateway API kinds per Istio minor version, and validation of
/// manifests against them. Start at [Schemas], which finds a kind's [Schema], and [SchemaValidator].
///
/// The facts lie beside the classes as JSON, written from the CRDs by `core/src/schema/generate.py`. A kind's file is
/// read when the first object of the kind is met.
@NullMarked
package dev.meshwright.schema;

import org.jspecify.annotations.NullMarked;
