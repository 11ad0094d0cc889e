package dev.meshwright.kube;

import dev.meshwright.manifest.Manifest;

/// An object that the API server would not take.
///
/// @param reason in the words of the API server
public record Refusal(Manifest object, String reason) {}
