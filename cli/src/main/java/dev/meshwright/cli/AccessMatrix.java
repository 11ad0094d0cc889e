package dev.meshwright.cli;

import dev.meshwright.Json;
import dev.meshwright.access.reach.Matrix;
import dev.meshwright.access.reach.Matrix.Row;
import dev.meshwright.access.reach.Matrix.Share;
import dev.meshwright.cli.report.MatrixHtml;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `meshwright access matrix`.
@Command(
        name = "matrix",
        header = {
            "Shows who reaches whom, workload by workload: all requests, some, or none.",
            "",
            "Examples:",
            "  meshwright access matrix k8s out",
            "  meshwright access matrix k8s out --format csv > access.csv",
            "  meshwright access matrix k8s out --format html > access.html",
            ""
        })
final class AccessMatrix implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private Input input = new Input();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).",
            defaultValue = "text")
    private Format format = Format.text;

    AccessMatrix(Terminal terminal) {
        this.terminal = terminal;
    }

    enum Format {
        text,
        csv,
        json,
        html
    }

    @Override
    public Integer call() {
        var reach = Reaching.in(input, terminal);
        terminal.progress("Works out who reaches whom");
        var matrix = reach.matrix();
        terminal.clearProgress();
        switch (format) {
            case text -> matrix.rows().forEach(row -> terminal.print(text(matrix, row)));
            case json -> terminal.print(Json.write(matrix));
            case html -> terminal.print(MatrixHtml.of(matrix));
            case csv -> {
                terminal.print("from,to,access\n");
                matrix.rows().forEach(row -> terminal.print(csv(matrix, row)));
            }
        }
        return 0;
    }

    private static String text(Matrix matrix, Row row) {
        return row.to() + "\n" + line("all", row, Share.ALL) + line("some", row, Share.SOME)
                + line("none", row, Share.NONE)
                + "  %-5s %s%n".formatted("else", others(matrix, row));
    }

    private static String others(Matrix matrix, Row row) {
        var others = new LinkedHashSet<String>();
        for (int i = 0; i < matrix.groups().size(); i++) {
            others.add(matrix.groups().get(i).word() + " " + row.others().get(i).word());
        }
        others.add("plaintext " + row.plaintext().word());
        return String.join(", ", others);
    }

    private static String line(String word, Row row, Share share) {
        var names = row.named().stream()
                .filter(cell -> cell.share() == share)
                .map(Matrix.Cell::from)
                .toList();
        return names.isEmpty() ? "" : "  %-5s %s%n".formatted(word, String.join(", ", names));
    }

    /// The cells that are not empty.
    private static String csv(Matrix matrix, Row row) {
        return matrix.cells(row).stream()
                .filter(cell -> cell.share() != Share.NONE)
                .map(cell -> List.of(cell.from(), row.to(), cell.share().word()).stream()
                        .map(AccessMatrix::quoted)
                        .collect(Collectors.joining(",", "", "\n")))
                .collect(Collectors.joining());
    }

    /// Names from manifests may hold anything.
    private static String quoted(String text) {
        return text.matches("[A-Za-z0-9./_-]*") ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
