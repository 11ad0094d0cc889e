/// Checks a loaded mesh again after a change, at the cost of the change: start at [LoadedMesh].
///
/// A change is seen from the objects near it alone. [Links] knows who is near whom: objects of one application (one
/// name, selected pods, one host) make a part, and parts are neighbours where one names the other. Rules run again over
/// a mesh of the changed parts, their neighbours and the neighbours of these; of what they find, what is about the
/// changed parts and their neighbours replaces what was found before. Rules that look further say so with
/// [dev.meshwright.analysis.Reads] and run over the whole mesh.
///
/// What it gives is what a check of everything would give, byte for byte: a property test holds it to that. Changes
/// that
/// can be seen from everywhere (the mesh config, what lies in the root namespace) are answered by a check of
/// everything.
@NullMarked
package dev.meshwright.analysis.recheck;

import org.jspecify.annotations.NullMarked;
