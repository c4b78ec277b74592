package dev.holdfast.examples.flights;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.examples.flights.Columns.HeaderException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RowReaderTest {

    private static final String HEADER = "date,delay,distance,origin,destination\n";

    private final List<BadRow> aside = new ArrayList<>();

    @Test
    void reads_the_flights_that_come_with_the_module() throws Exception {
        try (RowReader reader = RowReader.open(new FlightData(Optional.empty()), aside::add)) {
            assertThat(reader.next()).isEqualTo(new Row("DTW", "LAS", 66, 1750));
            assertThat(reader.next(3)).hasSize(3);
        }
        assertThat(aside).isEmpty();
    }

    @Test
    void finds_columns_by_name_in_any_order_among_others() throws Exception {
        assertThat(rows("destination,carrier,origin,distance,date,delay\r\nSFO,UA,HNL,2399,2001/01/01 01:10,-5\r\n"))
                .containsExactly(new Row("HNL", "SFO", -5, 2399));
    }

    @Test
    void takes_a_byte_order_mark_quotes_spaces_and_blank_lines() throws Exception {
        assertThat(rows("\uFEFF\"date\", \"delay\",distance,origin,destination\n\n\"x\", 5 ,7,\"ABE\",LAX\n\n"))
                .containsExactly(new Row("ABE", "LAX", 5, 7));
        assertThat(aside).isEmpty();
    }

    @Test
    void a_header_that_lacks_columns_is_refused_by_name() {
        assertThatExceptionOfType(HeaderException.class)
                .isThrownBy(() -> rows("date,delay,origin,to\n"))
                .withMessageContaining("lacks distance, destination")
                .withMessageContaining("it has date, delay, origin, to");
        assertThatExceptionOfType(HeaderException.class).isThrownBy(() -> rows(""));
    }

    @Test
    void bad_rows_are_set_aside_with_line_number_and_reason() throws Exception {
        List<Row> rows = rows(HEADER
                + "d,1,100,ABE,LAX\n"
                + "d,late,100,ABE,LAX\n"
                + "d,1,-5,ABE,LAX\n"
                + "d,1,100,ABE\n"
                + "d,1,100,nowhere,LAX\n"
                + ",1,100,ABE,LAX\n"
                + "d,2,100,LAX,ABE\n");

        assertThat(rows).containsExactly(new Row("ABE", "LAX", 1, 100), new Row("LAX", "ABE", 2, 100));
        assertThat(aside)
                .extracting(bad -> bad.line() + " " + bad.reason())
                .containsExactly(
                        "3 delay is no whole number: 'late'",
                        "4 distance is negative: -5",
                        "5 it has 4 fields where the header has 5",
                        "6 origin is no airport code: 'nowhere'",
                        "7 date is empty");
        assertThat(aside.get(0).text()).isEqualTo("d,late,100,ABE,LAX");
    }

    private List<Row> rows(String csv) throws IOException, HeaderException {
        try (RowReader reader = RowReader.open(new ByteArrayInputStream(csv.getBytes(UTF_8)), aside::add)) {
            return reader.next(100);
        }
    }
}
