package dev.holdfast.examples.flights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BoardTest {

    private static Board expected() throws IOException {
        return Board.read(FlightData.bundled(FlightData.BUNDLED_BOARD), FlightData.BUNDLED_BOARD);
    }

    @Test
    void the_board_computed_from_the_data_is_the_one_a_separate_program_computed() throws Exception {
        Survey survey = Survey.of(new FlightData(Optional.empty()), bad -> {});

        assertThat(survey.rows()).isEqualTo(20_000);
        assertThat(survey.badRows()).isZero();
        assertThat(survey.board()).isEqualTo(expected());
        assertThat(expected().differences(survey.board())).isEmpty();
    }

    @Test
    void a_difference_names_the_airport_and_both_lines() throws IOException {
        Board shown = expected();
        shown.put("YAK", new Counters(1, 2, 0, 0, 0));
        shown.put("XXX", new Counters(0, 1, 0, 0, 0));

        assertThat(expected().differences(shown))
                .containsExactly(
                        "expected XXX,0,0,0,0,0, the components show XXX,0,1,0,0,0",
                        "expected YAK,0,2,0,0,0, the components show YAK,1,2,0,0,0");
    }

    @Test
    void the_busiest_airports_are_those_with_the_most_movements() throws IOException {
        assertThat(expected().busiest(3)).extracting(Map.Entry::getKey).containsExactly("ORD", "DFW", "ATL");
    }

    @Test
    void a_flight_is_late_from_fifteen_minutes_on() {
        assertThat(Counters.NONE.departed(14, 1).lateDepartures()).isZero();
        assertThat(Counters.NONE.departed(15, 1).lateDepartures()).isEqualTo(1);
    }

    @Test
    void a_file_that_is_no_board_is_refused() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> Board.read(FlightData.bundled("README.md"), "README.md"))
                .withMessageStartingWith("README.md is no board");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> new Board().add("ABE,1,2,x,4,5", "there"))
                .withMessageContaining("ABE,1,2,x,4,5");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> expected().add("ABE,1,2,3,4,5", "there"))
                .withMessage("there names the airport ABE twice");
    }
}
