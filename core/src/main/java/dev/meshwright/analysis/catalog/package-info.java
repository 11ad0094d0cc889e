/// All rules together: [Check] runs them, [RuleCatalog] lists them, [Explain] says what a code means. A package of its
/// own, because the rules' packages use `analysis` and this one uses the rules'.
@NullMarked
package dev.meshwright.analysis.catalog;

import org.jspecify.annotations.NullMarked;
