package dev.meshwright.analysis.fix;

import java.util.ArrayList;
import java.util.List;

/// The difference of two texts as `git apply` and `patch -p1` take it.
public final class UnifiedDiff {
    private static final int CONTEXT = 3;
    private static final String NO_BREAK = "\\ No newline at end of file\n";

    private final List<String> before;
    private final List<String> after;

    /// @param sign `-`, `+`, or a blank
    /// @param old, fresh the lines of the two texts that stand before it, from 0
    private record Line(char sign, String text, int old, int fresh) {}

    private UnifiedDiff(String before, String after) {
        this.before = lines(before);
        this.after = lines(after);
    }

    /// The diff; "" for the same text.
    ///
    /// @param file with `/` between names
    public static String of(String file, String before, String after) {
        if (before.equals(after)) {
            return "";
        }
        var name = file.startsWith("/") ? file : "/" + file;
        return "--- a" + name + "\n+++ b" + name + "\n" + new UnifiedDiff(before, after).hunks();
    }

    /// Lines with their breaks.
    private static List<String> lines(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split("(?<=\n)"));
    }

    private String hunks() {
        var all = script();
        var out = new StringBuilder();
        int at = 0;
        while (at < all.size()) {
            int change = nextChange(all, at);
            if (change == all.size()) {
                break;
            }
            int last = change;
            for (int next = change;
                    next < all.size() && next - last <= 2 * CONTEXT + 1;
                    next = nextChange(all, next + 1)) {
                last = next;
            }
            int end = Math.min(all.size(), last + CONTEXT + 1);
            hunk(all.subList(Math.max(at, change - CONTEXT), end), out);
            at = end;
        }
        return out.toString();
    }

    private static int nextChange(List<Line> all, int from) {
        int at = from;
        while (at < all.size() && all.get(at).sign() == ' ') {
            at++;
        }
        return at;
    }

    private static void hunk(List<Line> lines, StringBuilder out) {
        out.append("@@ -")
                .append(range(lines, '+', lines.getFirst().old()))
                .append(" +")
                .append(range(lines, '-', lines.getFirst().fresh()))
                .append(" @@\n");
        for (var line : lines) {
            out.append(line.sign()).append(line.text());
            if (!line.text().endsWith("\n")) {
                out.append('\n').append(NO_BREAK);
            }
        }
    }

    /// First line and count; a side without lines names the line before.
    private static String range(List<Line> lines, char otherSide, int before) {
        long count = lines.stream().filter(line -> line.sign() != otherSide).count();
        return (count == 0 ? before : before + 1) + "," + count;
    }

    /// Every line of both texts. Edits are small and far apart, so the nearest lines that agree again are taken, which
    /// is not always the shortest diff, but always a right one.
    private List<Line> script() {
        var script = new ArrayList<Line>();
        int i = 0;
        int j = 0;
        while (i < before.size() || j < after.size()) {
            if (agree(i, j)) {
                script.add(new Line(' ', before.get(i), i++, j++));
                continue;
            }
            int removed = 0;
            int added = 1;
            while (!agree(i + removed, j + added)) {
                boolean isLast = added == 0;
                added = isLast ? removed + 1 : added - 1;
                removed = isLast ? 0 : removed + 1;
            }
            for (int end = i + removed; i < end; i++) {
                script.add(new Line('-', before.get(i), i, j));
            }
            for (int end = j + added; j < end; j++) {
                script.add(new Line('+', after.get(j), i, j));
            }
        }
        return script;
    }

    /// Whether both have the same line there, or both end there.
    private boolean agree(int i, int j) {
        if (i < before.size() && j < after.size()) {
            return before.get(i).equals(after.get(j));
        }
        return i == before.size() && j == after.size();
    }
}
