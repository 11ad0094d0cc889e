/// Rules about who may call whom, and whether callers prove who they are. Start at `SecurityRules`.
@NullMarked
package dev.meshwright.analysis.security;

import org.jspecify.annotations.NullMarked;
