package dev.meshwright;

import java.util.List;

/// JUnit's XML, which build servers show as test results.
public final class JunitXml {
    private JunitXml() {}

    /// A test case.
    ///
    /// @param failure its type, such as `error`; "" for a case that passed
    /// @param message of the failure, in one line
    /// @param details of the failure
    /// @param output what else there is to say; "" for nothing
    public record Case(String name, String failure, String message, String details, String output) {
        public static Case passed(String name) {
            return new Case(name, "", "", "", "");
        }

        boolean failed() {
            return !failure.isEmpty();
        }
    }

    /// A file with one suite.
    public static String of(String suite, List<Case> cases) {
        long failures = cases.stream().filter(Case::failed).count();
        var counts = " name=\"%s\" tests=\"%d\" failures=\"%d\" errors=\"0\""
                .formatted(escaped(suite), cases.size(), failures);
        var out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        out.append("<testsuites").append(counts).append(">\n");
        out.append("  <testsuite").append(counts).append(" skipped=\"0\">\n");
        cases.forEach(one -> out.append(text(one)));
        return out.append("  </testsuite>\n</testsuites>\n").toString();
    }

    private static String text(Case one) {
        var out = new StringBuilder("    <testcase classname=\"meshwright\" name=\"" + escaped(one.name()) + "\"");
        if (!one.failed() && one.output().isEmpty()) {
            return out.append("/>\n").toString();
        }
        out.append(">\n");
        if (one.failed()) {
            out.append("      <failure type=\"").append(escaped(one.failure()));
            out.append("\" message=\"").append(escaped(one.message())).append("\">");
            out.append(escaped(one.details())).append("</failure>\n");
        }
        if (!one.output().isEmpty()) {
            out.append("      <system-out>").append(escaped(one.output())).append("</system-out>\n");
        }
        return out.append("    </testcase>\n").toString();
    }

    /// XML has no way to write most control characters, half a surrogate pair, or U+FFFE and U+FFFF.
    private static String escaped(String text) {
        var escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\t', '\n' -> escaped.append((char) c);
                default -> escaped.appendCodePoint(isXml(c) ? c : 0xFFFD);
            }
        });
        return escaped.toString();
    }

    private static boolean isXml(int c) {
        return c >= 0x20 && (c < 0xD800 || c > 0xDFFF) && c != 0xFFFE && c != 0xFFFF;
    }
}
