package dev.holdfast.examples.flights;

import dev.holdfast.examples.flights.Columns.HeaderException;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;

/**
 * One pass over the data without Holdfast, before the run: what there is, and the board it must come to.
 *
 * @param rows good rows
 * @param badRows rows set aside
 * @param checksum over the uncompressed data, by which a resumed run knows its file
 * @param board the board the rows come to
 */
record Survey(long rows, long badRows, long checksum, Board board) {

    static Survey of(FlightData data, Consumer<BadRow> aside) throws IOException, HeaderException {
        CRC32C checksum = new CRC32C();
        Board board = new Board();
        long[] bad = {0};
        long rows = 0;
        Consumer<BadRow> counting = row -> {
            bad[0]++;
            aside.accept(row);
        };
        try (RowReader reader = RowReader.open(new CheckedInputStream(data.open(), checksum), counting)) {
            for (Row row = reader.next(); row != null; row = reader.next()) {
                board.count(row);
                rows++;
            }
        }
        return new Survey(rows, bad[0], checksum.getValue(), board);
    }
}
