package dev.holdfast.examples.flights;

import dev.holdfast.examples.flights.Columns.HeaderException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Streams the good rows of the data and hands each bad one to its owner. Not safe for use by several threads. */
final class RowReader implements AutoCloseable {

    private final BufferedReader lines;
    private final Columns columns;
    private final Consumer<BadRow> aside;
    private long line = 1;

    private RowReader(BufferedReader lines, Columns columns, Consumer<BadRow> aside) {
        this.lines = lines;
        this.columns = columns;
        this.aside = aside;
    }

    /**
     * Opens the data and reads its header.
     *
     * @param aside takes the bad rows
     */
    static RowReader open(FlightData data, Consumer<BadRow> aside) throws IOException, HeaderException {
        return open(data.open(), aside);
    }

    static RowReader open(InputStream bytes, Consumer<BadRow> aside) throws IOException, HeaderException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
        try {
            String header = lines.readLine();
            return new RowReader(lines, Columns.of(header == null ? "" : header), aside);
        } catch (IOException | HeaderException e) {
            lines.close();
            throw e;
        }
    }

    /** The next good row; null at the end. */
    @Nullable
    Row next() throws IOException {
        for (String text = lines.readLine(); text != null; text = lines.readLine()) {
            line++;
            if (text.isBlank()) {
                continue;
            }
            try {
                return columns.row(text);
            } catch (IllegalArgumentException e) {
                aside.accept(new BadRow(line, String.valueOf(e.getMessage()), text));
            }
        }
        return null;
    }

    /** The next good rows, at most {@code count}; empty at the end. */
    List<Row> next(int count) throws IOException {
        List<Row> rows = new ArrayList<>(count);
        while (rows.size() < count) {
            Row row = next();
            if (row == null) {
                break;
            }
            rows.add(row);
        }
        return rows;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
