package dev.holdfast.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.persistence.entry.Serialized;
import dev.holdfast.persistence.log.StoredRecord;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The envelope of a stored event")
class EnvelopeTest {

    private static final Serialized PAYLOAD = new Serialized(17, "events/2", new byte[] {1, 2, 3});
    private static final Serialized METADATA = new Serialized(-4, "", new byte[0]);
    private static final Envelope PLAIN = new Envelope(5, "writer", "", PAYLOAD, Optional.empty());
    private static final Envelope FULL =
            new Envelope(-6, "Zürich \uD83D\uDE80", "adapter", PAYLOAD, Optional.of(METADATA));

    @Test
    void cut_anywhere_it_is_refused() {
        byte[] bytes = FULL.toBytes();
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> read(cut))
                    .isInstanceOf(UnreadableRecordException.class)
                    .hasMessageContaining("record 8 of account|1 cannot be read");
        }
    }

    @Test
    void bytes_behind_its_end_are_refused() {
        byte[] bytes = PLAIN.toBytes();

        assertThatThrownBy(() -> read(Arrays.copyOf(bytes, bytes.length + 1)))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessageContaining("1 bytes behind its end");
    }

    @Test
    void damage_at_any_single_byte_causes_no_other_exception() {
        byte[] bytes = FULL.toBytes();
        for (int at = 0; at < bytes.length; at++) {
            for (int flip : new int[] {0x01, 0x80, 0xff}) {
                byte[] damaged = bytes.clone();
                damaged[at] ^= (byte) flip;
                try {
                    read(damaged);
                } catch (UnreadableRecordException e) {
                    assertThat(e).hasMessageContaining("record 8 of account|1 cannot be read");
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 255})
    void another_format_is_refused(int format) {
        byte[] bytes = PLAIN.toBytes();
        bytes[0] = (byte) format;

        assertThatThrownBy(() -> read(bytes))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessageContaining("format " + format);
    }

    @Test
    void comes_back_as_it_was() {
        for (Envelope envelope : new Envelope[] {PLAIN, FULL}) {
            assertThat(read(envelope.toBytes())).usingRecursiveComparison().isEqualTo(envelope);
        }
    }

    @Test
    void its_bytes_never_change_in_format_v1() {
        assertThat(HexFormat.of().formatHex(FULL.toBytes()))
                .isEqualTo(
                        "01" // format
                                + "fffffffffffffffa" // timestamp
                                + "000e5ac3bc7269636820eda0bdedba80" // writer
                                + "000761646170746572" // adapter manifest
                                + "0000001100086576656e74732f3200000003010203" // payload
                                + "01fffffffc000000000000"); // metadata
    }

    private static Envelope read(byte[] bytes) {
        return Envelope.of(new StoredRecord("account|1", 8, 0, bytes));
    }
}
