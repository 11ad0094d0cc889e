/// The policy authority: distribution, fleet, approvals. Nothing is in this room yet.
@NullMarked
package dev.meshwright.server;

import org.jspecify.annotations.NullMarked;
