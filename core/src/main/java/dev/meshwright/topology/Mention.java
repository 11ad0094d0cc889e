package dev.meshwright.topology;

/// A workload's setting names a host; whether that is a Service, a host outside or nobody is the [Resolver]'s to say.
///
/// @param setting where it stands
/// @param address the host, with the port of a sibling setting where its own has none
/// @param isExpected whether the key says that the value is an address
record Mention(Workload from, Setting setting, Address address, boolean isExpected) {}
