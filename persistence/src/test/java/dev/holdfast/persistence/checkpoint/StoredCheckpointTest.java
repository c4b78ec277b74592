package dev.holdfast.persistence.checkpoint;

import static dev.holdfast.persistence.checkpoint.CheckpointFixture.checkpoint;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StoredCheckpointTest {

    private static final Checkpoint CHECKPOINT = checkpoint("a|1", 7, "state");

    @Test
    void what_was_encoded_is_decoded_the_same() throws IOException {
        byte[] bytes = StoredCheckpoint.encode(CHECKPOINT).bytes();
        Checkpoint decoded = StoredCheckpoint.of(bytes.clone()).decode("a|1", 7);
        assertThat(StoredCheckpoint.encode(decoded).bytes()).isEqualTo(bytes);
        assertThat(decoded.content()).isInstanceOfSatisfying(ComponentState.class, state -> {
            assertThat(state.revision()).isEqualTo(14);
            assertThat(state.hash()).isEqualTo(CheckpointFixture.hash(7));
            assertThat(state.bytes()).asString().isEqualTo("state");
        });
    }

    @Test
    void every_bit_that_is_not_as_it_was_is_found_K10() {
        byte[] bytes = StoredCheckpoint.encode(CHECKPOINT).bytes();
        for (int bit = 0; bit < 8 * bytes.length; bit++) {
            byte[] damaged = bytes.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> StoredCheckpoint.of(damaged).decode("a|1", 7))
                    .as("bit " + bit)
                    .isInstanceOf(MisfitException.class);
        }
    }

    @Test
    void whatever_is_cut_off_or_put_behind_is_found_K10() {
        byte[] bytes = StoredCheckpoint.encode(CHECKPOINT).bytes();
        for (int length = 0; length <= bytes.length + 9; length++) {
            if (length != bytes.length) {
                StoredCheckpoint other = StoredCheckpoint.of(Arrays.copyOf(bytes, length));
                assertThatThrownBy(() -> other.decode("a|1", 7)).isInstanceOf(MisfitException.class);
            }
        }
        byte[] noise = new byte[200];
        new Random(1).nextBytes(noise);
        assertThatThrownBy(() -> StoredCheckpoint.of(noise).decode("a|1", 7)).isInstanceOf(MisfitException.class);
    }

    @Test
    void a_checkpoint_of_another_id_or_of_another_entry_is_refused() {
        StoredCheckpoint stored = StoredCheckpoint.encode(CHECKPOINT);
        assertThatThrownBy(() -> stored.decode("a|2", 7)).hasMessage("it is of a|1");
        assertThatThrownBy(() -> stored.decode("a|1", 8)).hasMessage("it was saved at sequence number 7");
    }
}
