package dev.holdfast.persistence.log;

import static dev.holdfast.persistence.log.LogFixture.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.host.Clock;
import dev.holdfast.host.Host;
import dev.holdfast.persistence.file.MemoryDisk;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("D1: a tear is only a sector still all zero; any other misfit is corruption")
class DamageTest {

    private static final int SECTOR = SectorCodec.SECTOR;
    private static final int FRAMES = 4;
    private static final int LAST_FRAME_SECTORS = 5;
    private static final String FIRST = "00000001.segment";

    /** Frames 1 to 3 of one sector each, frame 4 of five. */
    private static MemoryDisk smallLog() {
        MemoryDisk disk = new MemoryDisk();
        try (SegmentedLog log = open(disk)) {
            for (int i = 1; i < FRAMES; i++) {
                stored(log.append(append("a", "w", i, text("a", i))));
            }
            byte[] large = new byte[2200]; // zeros: only stamps keep these sectors from looking torn
            stored(log.append(new Append("a", "w", List.of(new NewRecord(FRAMES, 0, large)))));
        }
        return disk;
    }

    private static int lastFrameAt() {
        return FRAMES * SECTOR;
    }

    @Test
    void every_subset_of_zero_sectors_in_the_last_frame_leaves_exactly_the_complete_frames() {
        MemoryDisk sound = smallLog();
        for (int zeroed = 1; zeroed < 1 << LAST_FRAME_SECTORS; zeroed++) {
            MemoryDisk disk = sound.copy();
            byte[] bytes = disk.bytes(PATH, FIRST);
            for (int sector = 0; sector < LAST_FRAME_SECTORS; sector++) {
                if ((zeroed >> sector & 1) == 1) {
                    int at = lastFrameAt() + sector * SECTOR;
                    Arrays.fill(bytes, at, at + SECTOR, (byte) 0);
                }
            }
            try (SegmentedLog log = open(disk)) {
                assertThat(all(log, "a")).as("zeroed %s", zeroed).isEqualTo(texts("a", 1, FRAMES - 1));
                stored(log.append(range("a", "x", FRAMES, 9)));
            }
            try (SegmentedLog log = open(disk)) {
                assertThat(all(log, "a")).as("zeroed %s", zeroed).isEqualTo(texts("a", 1, 9));
            }
        }
    }

    @Test
    void a_torn_frame_before_another_frame_is_corruption() {
        for (int frame = 1; frame < FRAMES; frame++) {
            MemoryDisk disk = smallLog();
            Arrays.fill(disk.bytes(PATH, FIRST), frame * SECTOR, (frame + 1) * SECTOR, (byte) 0);
            assertThatThrownBy(() -> open(disk))
                    .isInstanceOf(CorruptLogException.class)
                    .hasMessageContaining("Log /log is corrupt: 00000001.segment at byte")
                    .hasMessageContaining("frame " + frame);
        }
    }

    @Test
    void something_behind_a_torn_frame_is_corruption() {
        for (int missing : new int[] {0, 1, LAST_FRAME_SECTORS - 1}) {
            for (long stamp : new long[] {1, SectorCodec.stamp(FRAMES + 1), SectorCodec.stamp(FRAMES - 1)}) {
                MemoryDisk disk = smallLog();
                byte[] bytes = disk.bytes(PATH, FIRST);
                int torn = lastFrameAt() + missing * SECTOR;
                Arrays.fill(bytes, torn, torn + SECTOR, (byte) 0);
                int behind = lastFrameAt() + (LAST_FRAME_SECTORS + 2) * SECTOR;
                ByteBuffer.wrap(bytes).putLong(behind, stamp);

                assertThatThrownBy(() -> open(disk))
                        .as("sector %s missing, %x behind", missing, stamp)
                        .isInstanceOf(CorruptLogException.class)
                        .hasMessageContaining("frame " + FRAMES);
            }
        }
    }

    @Test
    void a_sound_frame_of_another_history_breaks_the_chain() {
        MemoryDisk ours = new MemoryDisk();
        MemoryDisk other = new MemoryDisk(); // same store id, same numbers: only the chain can tell
        for (MemoryDisk disk : List.of(ours, other)) {
            try (SegmentedLog log = open(disk)) {
                stored(log.append(append("a", "w", 1, disk == ours ? "ours" : "others")));
                stored(log.append(append("a", "w", 2, "same")));
            }
        }
        System.arraycopy(other.bytes(PATH, FIRST), SECTOR, ours.bytes(PATH, FIRST), SECTOR, SECTOR);

        assertThatThrownBy(() -> open(ours))
                .isInstanceOf(CorruptLogException.class)
                .hasMessageContaining("frame 2")
                .hasMessageContaining("does not continue the chain");
    }

    @Test
    void every_flipped_byte_is_detected_or_harmless() {
        MemoryDisk sound = smallLog();
        int end = lastFrameAt() + (LAST_FRAME_SECTORS + 1) * SECTOR;
        int detected = 0;
        for (int at = 0; at < end; at++) {
            for (int mask : new int[] {0x01, FRAMES, 0x80, 0xFF}) {
                detected += opensRightOrNotAtAll(sound, FIRST, at, mask);
            }
        }
        for (int at = end; at < LogFixture.SMALL.segmentSize(); at += 61) {
            assertThat(opensRightOrNotAtAll(sound, FIRST, at, 0x10))
                    .as("byte %s", at)
                    .isOne();
        }
        System.out.println("Small log: bytes tried " + end + " times 4, detected " + detected + ", others harmless");
        assertThat(detected).isGreaterThan(4 * (84 + 3 * 25)); // segment header, records that are not the last frame's
    }

    @Test
    void every_flipped_byte_of_the_store_file_is_detected() {
        MemoryDisk sound = smallLog();
        for (int at = 0; at < sound.bytes(PATH, StoreFile.NAME).length; at++) {
            assertThat(opensRightOrNotAtAll(sound, StoreFile.NAME, at, 0x40))
                    .as("byte %s", at)
                    .isOne();
        }
    }

    private static int opensRightOrNotAtAll(MemoryDisk sound, String name, int at, int mask) {
        MemoryDisk disk = sound.copy();
        disk.bytes(PATH, name)[at] ^= (byte) mask;
        try (SegmentedLog log = open(disk)) {
            List<StoredRecord> found = get(log.read("a", 1, 99, 99, 9999));
            assertThat(found).as("byte %s of %s", at, name).hasSize(FRAMES);
            assertThat(found.get(FRAMES - 1).payload()).isEqualTo(new byte[2200]);
            assertThat(all(log, "a").subList(0, FRAMES - 1)).isEqualTo(texts("a", 1, FRAMES - 1));
            return 0;
        } catch (LogException detected) {
            assertThat(detected).hasMessageContaining("/log");
            return 1;
        } catch (CompletionException detectedByRead) {
            assertThat(detectedByRead).hasCauseInstanceOf(CorruptLogException.class);
            return 1;
        }
    }

    @Test
    void random_damage_over_several_segments_never_gives_a_wrong_record() {
        MemoryDisk sound = new MemoryDisk();
        for (int round = 0; round < 3; round++) {
            try (SegmentedLog log = open(sound)) {
                for (int i = 0; i < 40; i++) {
                    long from = (round * 40L + i) * 100 + 1;
                    stored(log.append(range("a", "w", from, from + 99)));
                }
            }
        }
        List<String> names = sound.names(PATH).stream().filter(Segments::isName).toList();
        assertThat(names).hasSizeGreaterThan(5);
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            MemoryDisk disk = sound.copy();
            byte[] bytes = disk.bytes(PATH, names.get(random.nextInt(names.size())));
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            try (SegmentedLog log = open(disk)) {
                assertThat(get(log.read("a", 1, 99_999, 99_999, 9_999_999))).hasSize(12_000);
            } catch (CorruptLogException detected) {
                assertThat(detected.damage().file()).isIn(names);
            } catch (CompletionException detected) {
                assertThat(detected.getCause()).isInstanceOfSatisfying(CorruptLogException.class, e -> {
                    assertThat(e.damage().file()).isIn(names);
                    assertThat(e.damage().id()).contains("a");
                });
            }
        }
    }

    @Test
    @DisplayName("D6: damage in a record names its id and sequence number")
    void damage_in_a_record_is_located() {
        MemoryDisk disk = smallLog();
        int payload = 2 * SECTOR + SectorCodec.STAMP + FrameHeader.BYTES + RecordCodec.OVERHEAD + 1;
        disk.bytes(PATH, FIRST)[payload] ^= 1;

        try (SegmentedLog log = open(disk)) {
            assertThat(failure(log.read("a", 2, 9, 9, 9999))).isInstanceOfSatisfying(CorruptLogException.class, e -> {
                assertThat(e.damage().file()).isEqualTo(FIRST);
                assertThat(e.damage().frame()).hasValue(2);
                assertThat(e.damage().id()).contains("a");
                assertThat(e.damage().sequence()).hasValue(2);
                assertThat(e.damage().offset()).isEqualTo(2 * SECTOR + SectorCodec.STAMP + FrameHeader.BYTES);
            });
        }
    }

    @Test
    void damage_found_by_a_read_fails_that_read_and_no_other() {
        MemoryDisk disk = new MemoryDisk();
        try (SegmentedLog log = open(disk)) {
            stored(log.append(append("a", "w", 1, "one")));
            stored(log.append(append("b", "w", 1, "two")));
            byte[] bytes = disk.bytes(PATH, FIRST);
            bytes[SECTOR + SectorCodec.STAMP + FrameHeader.BYTES + RecordCodec.OVERHEAD + 2] ^= 1;

            assertThat(failure(log.read("a", 1, 9, 9, 99)))
                    .isInstanceOf(CorruptLogException.class)
                    .hasMessageContaining("00000001.segment at byte 568, frame 1, id a, sequence number 1");
            assertThat(all(log, "b")).containsExactly("1=two");
        }
    }

    @Test
    void a_missing_segment_is_noticed() {
        MemoryDisk sound = new MemoryDisk();
        for (int round = 0; round < 4; round++) {
            try (SegmentedLog log = open(sound)) {
                stored(log.append(range("a", "w", round * 10L + 1, round * 10L + 5)));
                stored(log.append(range("a", "w", round * 10L + 6, round * 10L + 10)));
            }
        }
        for (String name : sound.names(PATH).stream().filter(Segments::isName).toList()) {
            MemoryDisk disk = sound.copy();
            disk.remove(PATH, name);
            if (name.equals("00000004.segment")) {
                // its tail's copy is all that the store file knows to be durable: only a mirror could tell
                open(disk).close();
            } else {
                assertThatThrownBy(() -> open(disk))
                        .isInstanceOf(CorruptLogException.class)
                        .hasMessageContaining("missing");
            }
        }
    }

    @Test
    void an_unused_segment_that_continues_frames_which_are_missing_is_noticed() {
        for (long firstFrame : new long[] {FRAMES - 1, FRAMES, FRAMES + 1, FRAMES + 2}) {
            MemoryDisk disk = smallLog();
            StoreId store = new StoreId(1, 2);
            SegmentHeader header = new SegmentHeader(store, 2, 64 << 10, 1, firstFrame, new ChainHash(3, 4));
            byte[] segment = new byte[64 << 10];
            header.encode().get(segment, 0, SECTOR);
            disk.replace(PATH, "00000002.segment", segment);

            assertThatThrownBy(() -> open(disk))
                    .isInstanceOf(CorruptLogException.class)
                    .hasMessageContaining(
                            firstFrame > FRAMES + 1 ? "frames from 5 to 5 are missing" : "another history");
        }
    }

    @Test
    void a_segment_of_another_log_is_not_taken_for_ours() {
        MemoryDisk disk = smallLog();
        MemoryDisk other = new MemoryDisk();
        Host elsewhere = new Host(Clock.system(), new StepThreads(), () -> 99);
        SegmentedLog.open(PATH, SMALL, other, elsewhere).close();
        disk.replace(PATH, FIRST, other.bytes(PATH, FIRST));

        assertThatThrownBy(() -> open(disk))
                .isInstanceOf(CorruptLogException.class)
                .hasMessageContaining("belongs to store");
    }

    @Test
    void segments_without_a_store_file_are_not_opened() {
        MemoryDisk disk = smallLog();
        disk.remove(PATH, StoreFile.NAME);

        assertThatThrownBy(() -> open(disk))
                .isInstanceOf(LogException.class)
                .hasMessageContaining("segments but no holdfast.store");
    }

    @Test
    void a_file_shorter_than_its_header_says_is_corruption() {
        for (int length : new int[] {60_000, 5_000, 600, 512}) {
            MemoryDisk disk = smallLog();
            disk.replace(PATH, FIRST, Arrays.copyOf(disk.bytes(PATH, FIRST), length));

            assertThatThrownBy(() -> open(disk))
                    .isInstanceOf(CorruptLogException.class)
                    .hasMessageContaining(length + " bytes instead of 65536");
        }
    }
}
