/// Reads JSON that others wrote and that signatures cover, and gives it back in canonical bytes. Start with
/// [JsonReader][dev.meshwright.trust.json.JsonReader]; [Json][dev.meshwright.trust.json.Json] is what it gives, and
/// [CanonicalJson][dev.meshwright.trust.json.CanonicalJson] writes it.
/// Two readers that understand one text differently are a hole in any signature, so what leaves room for that
/// (duplicate
/// names, lone surrogates, integers past 64 bits) is refused instead of repaired.
@NullMarked
package dev.meshwright.trust.json;

import org.jspecify.annotations.NullMarked;
