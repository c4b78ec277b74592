package dev.holdfast.persistence.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GateTest {

    private final Gate gate = new Gate();
    private final List<String> happened = new ArrayList<>();

    @Test
    void what_is_inside_ends_before_what_follows_the_closing_and_keeps_no_thread() throws IOException {
        gate.pass(() -> {
            gate.close(() -> happened.add("closed"));
            assertThat(gate.isClosed()).isTrue();
            happened.add("worked");
        });
        assertThat(happened).containsExactly("worked", "closed");
    }

    @Test
    void the_last_one_out_closes() throws IOException {
        gate.pass(() -> {
            gate.pass(() -> gate.close(() -> happened.add("closed")));
            happened.add("worked");
        });
        assertThat(happened).containsExactly("worked", "closed");
    }

    @Test
    void with_nobody_inside_it_closes_at_once_and_nothing_passes_any_more() throws IOException {
        gate.close(() -> happened.add("closed"));
        gate.pass(() -> happened.add("worked"));
        assertThat(happened).containsExactly("closed");
    }

    @Test
    void work_that_fails_is_over_too() {
        assertThatThrownBy(() -> gate.pass(() -> {
                    gate.close(() -> happened.add("closed"));
                    throw new IOException("no room");
                }))
                .hasMessage("no room");
        assertThat(happened).containsExactly("closed");
    }
}
