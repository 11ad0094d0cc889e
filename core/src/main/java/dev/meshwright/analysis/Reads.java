package dev.meshwright.analysis;

/// How far a rule looks from the object that a finding is about. After a change it runs again for those objects alone
/// that it could see the change from.
public enum Reads {
    /// The object, and nothing else; such a rule is an [ObjectRule].
    OBJECT,
    /// The object and what has to do with it: selected, named, in charge of it, one step further, and whether the input
    /// holds any object of a kind.
    NEIGHBOURS,
    /// Who calls whom in the whole mesh, and the services' retries: of objects only where they stand.
    CALLS,
    /// Anything.
    MESH
}
