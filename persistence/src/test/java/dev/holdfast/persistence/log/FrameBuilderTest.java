package dev.holdfast.persistence.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The frame builder")
class FrameBuilderTest {

    private static final byte[] ID = {'a'};
    private static final int USUAL = 300_000;

    private final FrameBuilder frame = new FrameBuilder(100, USUAL);

    private void fill(int records, int bytes) {
        frame.clear();
        for (int i = 1; i <= records; i++) {
            frame.add(EncodedRecords.data("a", ID, List.of(new NewRecord(i, 0, new byte[bytes]))));
        }
        assertThat(frame.entries()).hasSize(records);
    }

    @Test
    void keeps_what_usual_frames_take_and_gives_back_what_a_larger_one_took() {
        fill(50, 5000);
        int usual = frame.capacity();
        assertThat(usual).isBetween(frame.length(), USUAL + FrameHeader.BYTES);
        fill(50, 5000);
        assertThat(frame.capacity()).isEqualTo(usual);

        fill(1, 5_000_000);
        assertThat(frame.capacity()).isGreaterThan(5_000_000);
        fill(1, 10);
        assertThat(frame.capacity()).isLessThanOrEqualTo(USUAL);
        fill(1000, 10);
        assertThat(frame.length()).isEqualTo(FrameHeader.BYTES + 1000 * (RecordCodec.OVERHEAD + 1 + 10));
    }
}
