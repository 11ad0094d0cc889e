package dev.meshwright.topology.picture;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/// Routes as SVG path data, moved by an offset, with rounded corners.
record SvgPath(double left, double top) {
    private static final double RADIUS = 9;
    private static final double HEAD = 9;

    /// The way along the points, ending a little before the last one, where the arrow's head begins.
    String rounded(List<Layout.Point> points) {
        var out = new StringBuilder("M").append(at(points.getFirst()));
        for (int i = 1; i < points.size() - 1; i++) {
            var corner = points.get(i);
            double radius = Math.min(
                    RADIUS, Math.min(distance(points.get(i - 1), corner), distance(corner, points.get(i + 1))) / 2);
            out.append("L").append(at(towards(corner, points.get(i - 1), radius)));
            out.append("Q").append(at(corner)).append(' ').append(at(towards(corner, points.get(i + 1), radius)));
        }
        var end = towards(points.getLast(), points.get(points.size() - 2), HEAD - 2);
        return out.append("L").append(at(end)).toString();
    }

    /// A triangle whose tip is the last point.
    String head(List<Layout.Point> points) {
        var tip = points.getLast();
        var base = towards(tip, points.get(points.size() - 2), HEAD);
        double acrossX = -(tip.y() - base.y()) / 2;
        double acrossY = (tip.x() - base.x()) / 2;
        return "M" + at(tip) + "L" + at(new Layout.Point(base.x() + acrossX, base.y() + acrossY)) + "L"
                + at(new Layout.Point(base.x() - acrossX, base.y() - acrossY)) + "Z";
    }

    private static Layout.Point towards(Layout.Point from, Layout.Point to, double length) {
        double distance = distance(from, to);
        double share = distance == 0 ? 0 : length / distance;
        return new Layout.Point(from.x() + (to.x() - from.x()) * share, from.y() + (to.y() - from.y()) * share);
    }

    private static double distance(Layout.Point a, Layout.Point b) {
        return Math.hypot(a.x() - b.x(), a.y() - b.y());
    }

    private String at(Layout.Point point) {
        return number(point.x() + left) + " " + number(point.y() + top);
    }

    /// At most one decimal, the same on every machine.
    static String number(double value) {
        return BigDecimal.valueOf(value)
                .setScale(1, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }
}
