/// Rules about code that is loaded into proxies: where it comes from, and whether it is the code that was meant. Start
/// at `ExtensionRules`.
@NullMarked
package dev.meshwright.analysis.extensions;

import org.jspecify.annotations.NullMarked;
