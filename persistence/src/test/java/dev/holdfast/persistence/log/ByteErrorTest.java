package dev.holdfast.persistence.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A single wrong byte is found from the CRC32C")
class ByteErrorTest {

    @Test
    void every_single_wrong_byte_is_found() {
        Random random = new Random(1);
        byte[] bytes = new byte[300];
        random.nextBytes(bytes);
        int checksum = Checksum.of(bytes, 10, 280);
        for (int at = 10; at < 290; at++) {
            for (int difference = 1; difference < 256; difference++) {
                byte[] damaged = bytes.clone();
                damaged[at] ^= (byte) difference;
                assertThat(ByteError.find(damaged, 10, 290, checksum)).containsExactly(new ByteError(at, difference));
            }
        }
    }

    @Test
    void a_byte_that_is_set_right_fits_the_checksum() {
        byte[] bytes = {1, 2, 3, 4};
        int checksum = Checksum.of(bytes, 0, 4);
        bytes[2] = 99;
        ByteError.find(bytes, 0, 4, checksum).get(0).flip(bytes);

        assertThat(bytes).containsExactly(1, 2, 3, 4);
    }

    @Test
    void two_wrong_bytes_are_not_explained_by_one() {
        byte[] bytes = new byte[300];
        int checksum = Checksum.of(bytes, 0, 300);
        bytes[7] = 1;
        bytes[200] = 1;

        assertThat(ByteError.find(bytes, 0, 300, checksum)).isEmpty();
    }
}
