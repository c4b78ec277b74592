package dev.holdfast.console.output;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One table. Its columns are as wide as the first rows need; a wider cell further down moves what stands to its right.
 * A table without rows is not shown.
 */
final class Table implements Document.Listing {

    private static final int ROWS_MEASURED = 200;
    private static final String GAP = "  ";

    private final PrintWriter out;
    private final Style style;
    private final List<Column> columns;
    private final Runnable begin;
    private final List<List<String>> waiting = new ArrayList<>();
    private final int[] widths;
    private boolean streaming;

    Table(PrintWriter out, Style style, List<Column> columns, Runnable begin) {
        this.out = out;
        this.style = style;
        this.columns = List.copyOf(columns);
        this.begin = begin;
        this.widths =
                columns.stream().mapToInt(column -> column.title().length()).toArray();
    }

    @Override
    public void add(Map<String, ?> row) {
        List<String> cells =
                columns.stream().map(column -> column.cell().apply(row)).toList();
        if (streaming) {
            print(cells);
            return;
        }
        waiting.add(cells);
        if (waiting.size() == ROWS_MEASURED) {
            printWaiting();
        }
    }

    void end() {
        if (!streaming && !waiting.isEmpty()) {
            printWaiting();
        }
    }

    private void printWaiting() {
        streaming = true;
        begin.run();
        for (List<String> row : waiting) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(
                        widths[i],
                        row.get(i).lines().mapToInt(Table::width).max().orElse(0));
            }
        }
        if (columns.stream().anyMatch(column -> !column.title().isEmpty())) {
            out.println(style.strong(line(columns.stream().map(Column::title).toList())));
        }
        waiting.forEach(this::print);
        waiting.clear();
    }

    private void print(List<String> row) {
        List<List<String>> cells =
                row.stream().map(cell -> cell.lines().toList()).toList();
        int lines = Math.max(1, cells.stream().mapToInt(List::size).max().orElse(1));
        for (int i = 0; i < lines; i++) {
            int at = i;
            out.println(line(cells.stream()
                    .map(cell -> at < cell.size() ? cell.get(at) : "")
                    .toList()));
        }
    }

    private String line(List<String> cells) {
        return IntStream.range(0, widths.length)
                .mapToObj(i -> padded(cells.get(i), i))
                .collect(Collectors.joining(GAP))
                .stripTrailing();
    }

    private String padded(String cell, int column) {
        String space = " ".repeat(Math.max(0, widths[column] - width(cell)));
        return columns.get(column).toTheRight() ? space + cell : cell + space;
    }

    private static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
