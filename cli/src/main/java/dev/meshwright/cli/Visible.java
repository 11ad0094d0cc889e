package dev.meshwright.cli;

/// Text of the user's files as a terminal may show it: nothing in it steers the terminal or breaks a line.
final class Visible {
    private Visible() {}

    /// The text with each control character, also those that turn the direction of writing, as `?`.
    static String text(String text) {
        return text.replaceAll("[\\p{Cntrl}\\x{202A}-\\x{202E}\\x{2066}-\\x{2069}\\x{2028}\\x{2029}]", "?");
    }
}
