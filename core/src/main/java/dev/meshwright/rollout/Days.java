package dev.meshwright.rollout;

import java.util.ArrayList;
import java.util.List;

/// Working days, from 1.
record Days(int first, int last) {
    /// Spreads phases over days: each gets one, what is left goes to the largest that have the fewest; the last
    /// phase, the entry, stays on one day of its own.
    static List<Days> spread(List<Integer> sizes, int total) {
        int phases = sizes.size();
        var lengths = new int[phases];
        for (int i = 0; i < phases; i++) {
            lengths[i] = 1;
        }
        for (int left = total - phases; left > 0 && phases > 0; left--) {
            lengths[mostLoaded(sizes, lengths)]++;
        }
        var days = new ArrayList<Days>();
        int next = 1;
        for (int length : lengths) {
            days.add(new Days(next, next + length - 1));
            next += length;
        }
        return days;
    }

    private static int mostLoaded(List<Integer> sizes, int[] lengths) {
        int most = 0;
        for (int i = 1; i < lengths.length; i++) {
            if ((long) sizes.get(i) * lengths[most] > (long) sizes.get(most) * lengths[i]) {
                most = i;
            }
        }
        return most;
    }
}
