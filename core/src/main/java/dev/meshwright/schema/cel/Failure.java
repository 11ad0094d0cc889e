package dev.meshwright.schema.cel;

/// The value of an expression that has none: a missing field, a wrong type. It spreads like CEL's errors do, and is
/// taken up by `&&` and `||` where the other side decides.
record Failure(String why) {}
