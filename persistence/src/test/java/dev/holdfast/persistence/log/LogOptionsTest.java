package dev.holdfast.persistence.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Log options")
class LogOptionsTest {

    @Test
    void refuse_what_cannot_work() {
        assertRefused("segmentSize must be", 4096, 1, 1, 1);
        assertRefused("segmentSize must be", (64 << 10) + 1, 1, 1, 1);
        assertRefused("segmentSize must be", 1L << 31, 1, 1, 1);
        assertRefused("maxGroupRecords must be at least 1; it is 0", 64 << 10, 0, 1, 1);
        assertRefused("maxGroupBytes must be from 1 to half", 64 << 10, 1, (32 << 10) + 1, 1);
        assertRefused("readers must be at least 1; it is 0", 64 << 10, 1, 1, 0);
    }

    private static void assertRefused(String message, long segment, int records, int bytes, int readers) {
        assertThatThrownBy(() -> new LogOptions(segment, records, bytes, readers))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void keep_groups_within_smaller_segments() {
        assertThat(LogOptions.defaults().withSegmentSize(1 << 20).maxGroupBytes())
                .isEqualTo(512 << 10);
    }
}
