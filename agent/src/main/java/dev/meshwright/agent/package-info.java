/// What runs beside a proxy: pulls, verifies and gates configuration. It uses `trust` and nothing else of the
/// house: what a proxy's state means is judged by the authority. Nothing is in this room yet.
@NullMarked
package dev.meshwright.agent;

import org.jspecify.annotations.NullMarked;
