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

    /// Every line of both texts, by a longest common subsequence between what both begin and end with: edits are
    /// small and close, so what lies between is short.
    private List<Line> script() {
        int start = 0;
        int most = Math.min(before.size(), after.size());
        while (start < most && before.get(start).equals(after.get(start))) {
            start++;
        }
        int same = 0;
        while (same < most - start && before.get(before.size() - 1 - same).equals(after.get(after.size() - 1 - same))) {
            same++;
        }
        int oldEnd = before.size() - same;
        int freshEnd = after.size() - same;
        var lengths = lengths(start, oldEnd, freshEnd);
        var script = new ArrayList<Line>();
        int i = 0;
        int j = 0;
        while (i < before.size() || j < after.size()) {
            boolean inMiddle = i >= start && j >= start && (i < oldEnd || j < freshEnd);
            if (!inMiddle || (i < oldEnd && j < freshEnd && before.get(i).equals(after.get(j)))) {
                script.add(new Line(' ', before.get(i), i++, j++));
            } else if (i < oldEnd
                    && (j == freshEnd || lengths[i + 1 - start][j - start] >= lengths[i - start][j + 1 - start])) {
                script.add(new Line('-', before.get(i), i++, j));
            } else {
                script.add(new Line('+', after.get(j), i, j++));
            }
        }
        return script;
    }

    /// How many lines both have in common from each pair of places on.
    private int[][] lengths(int start, int oldEnd, int freshEnd) {
        var lengths = new int[oldEnd - start + 1][freshEnd - start + 1];
        for (int i = oldEnd - 1; i >= start; i--) {
            for (int j = freshEnd - 1; j >= start; j--) {
                lengths[i - start][j - start] = before.get(i).equals(after.get(j))
                        ? lengths[i + 1 - start][j + 1 - start] + 1
                        : Math.max(lengths[i + 1 - start][j - start], lengths[i - start][j + 1 - start]);
            }
        }
        return lengths;
    }
}
