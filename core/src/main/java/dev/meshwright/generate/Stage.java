package dev.meshwright.generate;

/// How far a mesh is closed; the generated kustomizations are these stages.
public enum Stage {
    /// mTLS is PERMISSIVE and policies are only evaluated and counted: `DIR` itself.
    OBSERVE,
    /// mTLS is STRICT and policies refuse: `DIR/enforce`, and what the files hold.
    ENFORCE
}
