package dev.holdfast.console.output;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Data as text in columns. */
final class TableDocument implements Document {

    private final PrintWriter out;
    private final Style style;
    private Optional<Table> open = Optional.empty();
    private boolean first = true;

    TableDocument(PrintWriter out, Style style) {
        this.out = out;
        this.style = style;
    }

    @Override
    public Listing list(String name, String type, List<Column> columns) {
        endList();
        Table table = new Table(out, style, columns, this::separate);
        open = Optional.of(table);
        return table;
    }

    @Override
    public void values(String name, Map<String, ?> values, String text) {
        endList();
        separate();
        text.lines().forEach(out::println);
    }

    @Override
    public void close() {
        endList();
        out.flush();
    }

    private void endList() {
        open.ifPresent(Table::end);
        open = Optional.empty();
    }

    /** An empty line between sections. */
    private void separate() {
        if (!first) {
            out.println();
        }
        first = false;
    }
}
