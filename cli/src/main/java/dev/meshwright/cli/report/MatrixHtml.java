package dev.meshwright.cli.report;

import dev.meshwright.access.reach.Matrix;
import dev.meshwright.topology.picture.HtmlPage;
import dev.meshwright.topology.picture.TopologyHtml;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Who reaches whom as one page that works offline: a grid where it is small enough, and tables to search and sort.
public final class MatrixHtml {
    private MatrixHtml() {}

    public static String of(Matrix matrix) {
        return new HtmlPage(HtmlPage.resource(MatrixHtml.class, "matrix.html"))
                .text("sum", matrix.callers().size() + (matrix.callers().size() == 1 ? " workload" : " workloads"))
                .markup("styles", TopologyHtml.styles() + HtmlPage.resource(MatrixHtml.class, "matrix.css"))
                .data("matrix", data(matrix))
                .script(TopologyHtml.script() + HtmlPage.resource(MatrixHtml.class, "matrix.js"))
                .html();
    }

    private static Map<String, Object> data(Matrix matrix) {
        var data = new LinkedHashMap<String, Object>();
        data.put("groups", words(matrix));
        data.put("callers", matrix.callers());
        data.put("rows", matrix.rows());
        return data;
    }

    private static List<Map<String, String>> words(Matrix matrix) {
        return matrix.groups().stream()
                .map(group -> Map.of("word", group.word()))
                .toList();
    }
}
