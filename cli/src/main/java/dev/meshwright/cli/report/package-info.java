/// The report that onboarding leaves for people: one HTML file that works offline. Start at [OnboardReport].
@NullMarked
package dev.meshwright.cli.report;

import org.jspecify.annotations.NullMarked;
