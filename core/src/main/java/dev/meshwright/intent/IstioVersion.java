package dev.meshwright.intent;

import java.util.regex.Pattern;

/// Compares minor versions of Istio.
public final class IstioVersion {
    private static final Pattern FORM = Pattern.compile("(\\d{1,3})\\.(\\d{1,4})(\\..*)?");

    private IstioVersion() {}

    static boolean isValid(String version) {
        return FORM.matcher(version).matches();
    }

    /// A version that is none counts as the newest.
    public static boolean isAtLeast(String version, int major, int minor) {
        var match = FORM.matcher(version);
        if (!match.matches()) {
            return true;
        }
        int theirs = Integer.parseInt(match.group(1));
        return theirs > major || (theirs == major && Integer.parseInt(match.group(2)) >= minor);
    }
}
