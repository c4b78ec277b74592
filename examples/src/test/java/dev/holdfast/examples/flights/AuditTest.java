package dev.holdfast.examples.flights;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AuditTest {

    @Test
    void rows_that_are_missing_doubled_or_unknown_are_counted() {
        RowCount count = new RowCount(5);
        for (long row : new long[] {1, 2, 2, 2, 5, 6, 0}) {
            count.count(row);
        }

        assertThat(count.missing()).isEqualTo(2);
        assertThat(count.surplus()).isEqualTo(4);
    }
}
