/// Whether a proxy runs what was meant: its active configuration, read from what it shows on its admin port, against
/// the objects of the intent.
///
/// Start at [PostureReport]: what comes out. In go [ProxyState], the proxy's side as pure data, and [Intended], the
/// other side. The rule of the house is explanation: whatever the proxy runs has to follow from the intent or from
/// Istio's documented behaviour. What does not is a [Mismatch]; there is no list of known attacks. The packages `envoy`
/// and `ztunnel` explain one kind of proxy each, `verdict` puts their words together.
@NullMarked
package dev.meshwright.posture;

import org.jspecify.annotations.NullMarked;
