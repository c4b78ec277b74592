package dev.holdfast.persistence.log;

import static dev.holdfast.persistence.log.LogFixture.*;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.persistence.file.MemoryDisk;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("D6: damage harms those whose records it hit, is located, and never gives a wrong state")
class LocatedDamageTest {

    private static final int SECTOR = SectorCodec.SECTOR;
    private static final String FIRST = "00000001.segment";
    private static final int EACH = 90;

    /** Ids one bit apart that come to the same numbers at the same time: the hardest to tell from each other. */
    private static final List<String> IDS = List.of("a", "b", "c");

    private final MemoryDisk sound = new MemoryDisk();
    private final Map<String, List<String>> content = new TreeMap<>();
    private final List<SurveyedRecord> records = new ArrayList<>();

    /** Nearly fills one segment, in frames of three and six records. */
    @BeforeEach
    void write_a_log() {
        StepThreads threads = new StepThreads();
        try (SegmentedLog log = SegmentedLog.open(PATH, SMALL, sound, threads.host())) {
            for (int n = 1; n <= EACH; n++) {
                if (n % 3 != 0) {
                    threads.release();
                }
                threads.hold();
                for (String id : IDS) {
                    String text = text(id, n) + "x".repeat(n % 7 * 40);
                    log.append(append(id, "w", n, text));
                    content.computeIfAbsent(id, key -> new ArrayList<>()).add(n + "=" + text);
                }
            }
            threads.release();
        }
        LogSurvey.run(PATH, sound, new SurveyVisitor() {
            @Override
            public void record(SurveyedRecord record) {
                records.add(record);
            }
        });
        assertThat(records).hasSize(3 * EACH);
        assertThat(sound.names(PATH)).doesNotContain("00000002.segment");
    }

    private MemoryDisk sealed() {
        MemoryDisk disk = sound.copy();
        open(disk).close(); // stores the tail again
        try (SegmentedLog log = open(disk)) {
            stored(log.append(append("z", "w", 1, "")));
        }
        return disk;
    }

    /** The record that a byte of the first segment is part of. */
    private List<SurveyedRecord> recordAt(int at) {
        long index = at / SECTOR * (long) SectorCodec.PAYLOAD + at % SECTOR - SectorCodec.STAMP;
        return at % SECTOR < SectorCodec.STAMP
                ? List.of()
                : records.stream()
                        .filter(r -> index >= index(r) && index < index(r) + r.bytes())
                        .toList();
    }

    private static long index(SurveyedRecord record) {
        return record.offset() / SECTOR * SectorCodec.PAYLOAD + record.offset() % SECTOR - SectorCodec.STAMP;
    }

    /** Reads everything: each id is complete, or fails with the damage located in one of its records. */
    private List<Damage> readAll(SegmentedLog log, int at) {
        List<Damage> damages = new ArrayList<>();
        content.forEach((id, expected) -> {
            var read = log.read(id, 1, Long.MAX_VALUE, 9999, 9_999_999).toCompletableFuture();
            if (read.isCompletedExceptionally()) {
                Damage damage = ((CorruptLogException) failure(read)).damage();
                assertThat(damage.id()).as("byte %s", at).contains(id);
                damages.add(damage);
            } else {
                assertThat(atOnce(log, id)).as("byte %s", at).isEqualTo(expected);
            }
            assertThat(get(log.highestSequence(id))).as("byte %s", at).isEqualTo(expected.size());
        });
        return damages;
    }

    @Test
    void every_flipped_byte_of_a_sealed_segment_fails_the_reads_of_its_record_or_is_harmless() {
        MemoryDisk disk = sealed();
        byte[] bytes = disk.bytes(PATH, FIRST);
        int located = 0;
        int harmless = 0;
        try (SegmentedLog log = open(disk)) {
            for (int at = 0; at < bytes.length; at++) {
                bytes[at] ^= 0x02;
                List<Damage> damages = readAll(log, at);
                List<SurveyedRecord> hit = recordAt(at);
                // the last frame counts where it is stored again
                if (hit.isEmpty() || hit.get(0).frame() == lastFrame()) {
                    assertThat(damages).as("byte %s", at).isEmpty();
                    harmless++;
                } else {
                    SurveyedRecord record = hit.get(0);
                    assertThat(damages).as("byte %s", at).singleElement().satisfies(damage -> {
                        assertThat(damage.file()).isEqualTo(FIRST);
                        assertThat(damage.offset()).isEqualTo(record.offset());
                        assertThat(damage.id()).contains(record.id());
                        assertThat(damage.sequence()).hasValue(record.sequence());
                    });
                    located++;
                }
                bytes[at] ^= 0x02;
            }
        }
        System.out.println(
                "Sealed segment: bytes tried " + bytes.length + ", located " + located + ", harmless " + harmless);
        assertThat(located + harmless).isEqualTo(bytes.length);
        assertThat(located).isGreaterThan(bytes.length / 3);
    }

    @Test
    void every_flipped_byte_of_the_header_of_a_sealed_segment_is_harmless() {
        MemoryDisk disk = sealed();
        for (int at = 0; at < SECTOR; at++) {
            MemoryDisk copy = SealedIndexTest.share(disk);
            byte[] damaged = disk.bytes(PATH, FIRST).clone();
            damaged[at] ^= 0x02;
            copy.replace(PATH, FIRST, damaged);
            try (SegmentedLog log = open(copy)) {
                assertThat(readAll(log, at)).isEmpty();
            }
        }
    }

    @Test
    void every_flipped_byte_of_a_sealed_segment_without_index_is_located_or_harmless() {
        MemoryDisk disk = sealed();
        disk.remove(PATH, "00000001.index");
        byte[] bytes = disk.bytes(PATH, FIRST);
        for (int at = 0; at < bytes.length; at += 17) {
            bytes[at] ^= 0x02;
            try (SegmentedLog log = open(SealedIndexTest.share(disk))) {
                boolean hit = recordAt(at).stream().anyMatch(r -> r.frame() != lastFrame());
                assertThat(readAll(log, at)).as("byte %s", at).hasSize(hit ? 1 : 0);
            }
            bytes[at] ^= 0x02;
        }
    }

    @Test
    void every_flipped_byte_of_the_last_segment_is_located_or_harmless_or_refuses_the_log() {
        byte[] bytes = sound.bytes(PATH, FIRST);
        int refused = 0;
        int located = 0;
        int harmless = 0;
        for (int at = 0; at < bytes.length; at++) {
            bytes[at] ^= 0x02;
            try (SegmentedLog log = open(SealedIndexTest.share(sound))) {
                List<Damage> damages = readAll(log, at);
                List<SurveyedRecord> hit = recordAt(at);
                boolean expected = !hit.isEmpty() && hit.get(0).frame() < lastFrame();
                assertThat(damages).as("byte %s", at).hasSize(expected ? 1 : 0);
                if (expected) {
                    requireLocated(log, damages.get(0), hit.get(0));
                    located++;
                } else {
                    harmless++;
                }
            } catch (CorruptLogException e) {
                assertThat(e.damage().file()).isEqualTo(FIRST);
                assertThat(at < 84 || at >= usedBytes())
                        .as("byte %s: %s", at, e)
                        .isTrue();
                refused++;
            }
            bytes[at] ^= 0x02;
        }
        System.out.println("Last segment: bytes tried " + bytes.length + ", located " + located + ", harmless "
                + harmless + ", log refused " + refused + " (header, free space)");
        assertThat(located).isGreaterThan(usedBytes() / 2);
        assertThat(refused).isEqualTo(84 + bytes.length - usedBytes());
    }

    private long lastFrame() {
        return records.get(records.size() - 1).frame();
    }

    private int usedBytes() {
        SurveyedRecord last = records.get(records.size() - 1);
        return (int) ((index(last) + last.bytes() + SectorCodec.PAYLOAD - 1) / SectorCodec.PAYLOAD * SECTOR);
    }

    /** The id whose record was hit is not written any more; all others are. */
    private void requireLocated(SegmentedLog log, Damage damage, SurveyedRecord record) {
        assertThat(damage.offset()).isEqualTo(record.offset());
        assertThat(damage.sequence()).hasValue(record.sequence());
        for (String id : IDS) {
            var append = log.append(append(id, "x", EACH + 1, ""));
            if (id.equals(record.id())) {
                assertThat(failure(append))
                        .isInstanceOfSatisfying(
                                CorruptLogException.class,
                                e -> assertThat(e.damage().offset()).isEqualTo(record.offset()));
            } else {
                stored(append);
            }
        }
    }

    @Test
    void what_was_found_damaged_is_still_refused_after_opening_again_until_it_is_deleted() {
        SurveyedRecord hit = records.get(30);
        sound.bytes(PATH, FIRST)[(int) hit.offset() + 22] ^= 1;
        long next = EACH + 1;
        open(sound).close();
        try (SegmentedLog log = open(sound)) {
            stored(log.append(append("z", "w", 1, "")));
            assertThat(failure(log.append(append(hit.id(), "w", next, "")))).isInstanceOf(CorruptLogException.class);
            get(log.deleteTo(hit.id(), hit.sequence()));
            stored(log.append(append(hit.id(), "x", next, "")));
            assertThat(get(log.read(hit.id(), 1, next, 9999, 999_999))).hasSize((int) (next - hit.sequence()));
        }
    }

    @Test
    @DisplayName("K3, D6: appends to an id are refused until all its damaged records are mended, not just the last")
    void what_was_found_damaged_is_refused_until_all_of_it_is_mended() {
        List<SurveyedRecord> hit = records.stream()
                .filter(r -> r.id().equals("b") && List.of(20L, 40L).contains(r.sequence()))
                .toList();
        byte[] bytes = sound.bytes(PATH, FIRST);
        hit.forEach(record -> bytes[(int) record.offset() + 22] ^= 1);
        try (SegmentedLog log = open(sound)) {
            for (SurveyedRecord damaged : List.of(hit.get(1), hit.get(0))) {
                assertThat(failure(log.append(append("b", "w", EACH + 1, ""))))
                        .isInstanceOfSatisfying(
                                CorruptLogException.class,
                                e -> assertThat(e.damage().sequence()).hasValue(damaged.sequence()));
                bytes[(int) damaged.offset() + 22] ^= 1;
            }
            stored(log.append(append("b", "w", EACH + 1, "")));
            stored(log.append(append("b", "w", EACH + 2, "")));
        }
    }

    @Test
    void damage_to_many_bytes_of_a_payload_is_attributed_when_the_number_is_the_one_that_follows() {
        SurveyedRecord hit = records.stream()
                .filter(r -> r.sequence() == 20 && r.id().equals("b"))
                .findFirst()
                .orElseThrow();
        Arrays.fill(sound.bytes(PATH, FIRST), (int) hit.offset() + 40, (int) hit.offset() + 90, (byte) '?');

        try (SegmentedLog log = open(sound)) {
            assertThat(readAll(log, 0))
                    .singleElement()
                    .satisfies(damage -> assertThat(damage.offset()).isEqualTo(hit.offset()));
            assertThat(get(log.read("b", 1, 19, 99, 99_999))).hasSize(19);
            assertThat(get(log.read("b", 21, 999, 999, 99_999))).hasSize(EACH - 20);
        }
    }

    @Test
    void damage_that_cannot_be_attributed_refuses_the_log() {
        SurveyedRecord hit = records.stream()
                .filter(r -> r.sequence() == 20 && r.id().equals("b"))
                .findFirst()
                .orElseThrow();
        Map<String, int[]> damages = Map.of(
                "the id and more", new int[] {12, 40},
                "the number and more", new int[] {20, 40},
                "the length and more", new int[] {0, 40});
        damages.forEach((what, range) -> {
            MemoryDisk disk = sound.copy();
            Arrays.fill(
                    disk.bytes(PATH, FIRST), (int) hit.offset() + range[0], (int) hit.offset() + range[1], (byte) 'c');
            assertThatThrownBy(() -> open(disk))
                    .as(what)
                    .isInstanceOfSatisfying(
                            CorruptLogException.class,
                            e -> assertThat(e.damage().frame()).hasValue(hit.frame()));
        });
    }

    @Test
    void a_damaged_record_in_the_last_frame_refuses_the_log_when_it_cannot_be_undone() {
        SurveyedRecord last = records.get(records.size() - 1);
        Arrays.fill(sound.bytes(PATH, FIRST), (int) last.offset() + 22, (int) last.offset() + 25, (byte) '?');

        assertThatThrownBy(() -> open(sound)).isInstanceOfSatisfying(CorruptLogException.class, e -> {
            assertThat(e.damage().id()).contains(last.id());
            assertThat(e.damage().sequence()).hasValue(last.sequence());
        });
    }

    @Test
    void a_damaged_deletion_is_undone() {
        MemoryDisk disk = new MemoryDisk();
        try (SegmentedLog log = open(disk)) {
            stored(log.append(range("a", "w", 1, 5)));
            get(log.deleteTo("a", 3));
            stored(log.append(range("a", "w", 6, 7)));
        }
        byte[] bytes = disk.bytes(PATH, FIRST);
        int record = 2 * SECTOR + SectorCodec.STAMP + FrameHeader.BYTES;
        for (int at = record; at < record + RecordCodec.OVERHEAD + 1; at++) {
            bytes[at] ^= 1;
            MemoryDisk copy = SealedIndexTest.share(disk);
            try (SegmentedLog log = open(copy)) {
                assertThat(all(log, "a")).isEqualTo(texts("a", 4, 7));
                stored(log.append(range("a", "x", 8, 9)));
            }
            try (SegmentedLog log = open(copy)) {
                assertThat(all(log, "a")).isEqualTo(texts("a", 4, 9));
            }
            bytes[at] ^= 1;
        }
    }

    @Test
    @DisplayName(
            "D1: of every truncation of the last frame exactly the complete frames remain; within a sector, it is refused")
    void every_truncation_of_the_last_frame() {
        byte[] payload = "y".repeat(2000).getBytes(UTF_8);
        MemoryDisk disk = new MemoryDisk();
        try (SegmentedLog log = open(disk)) {
            stored(log.append(range("a", "w", 1, 3)));
            stored(log.append(new Append("a", "w", List.of(new NewRecord(4, 0, payload)))));
        }
        byte[] whole = disk.bytes(PATH, FIRST);
        int begin = 2 * SECTOR;
        int end = begin + SECTOR * SectorCodec.sectors(FrameHeader.BYTES + RecordCodec.OVERHEAD + 1 + payload.length);
        int cut = 0;
        int refused = 0;
        for (int length = 0; length < end - begin; length++) {
            byte[] truncated = whole.clone();
            Arrays.fill(truncated, begin + length, end, (byte) 0);
            MemoryDisk copy = SealedIndexTest.share(disk);
            copy.replace(PATH, FIRST, truncated);
            try (SegmentedLog log = open(copy)) {
                int kept = get(log.read("a", 1, 9, 9, 9999)).size();
                // a frame of which a single byte is missing is known to the byte, and so complete
                assertThat(kept).as("length %s", length).isEqualTo(differing(truncated, whole) <= 1 ? 4 : 3);
                cut++;
            } catch (CorruptLogException e) {
                assertThat(length % SECTOR).as("length %s", length).isNotZero();
                refused++;
            }
        }
        System.out.println(
                "Truncations of the last frame: tried " + (end - begin) + ", cut " + cut + ", refused " + refused);
        assertThat(cut).isGreaterThanOrEqualTo((end - begin) / SECTOR);
    }

    private static int differing(byte[] a, byte[] b) {
        int count = 0;
        for (int i = 0; i < a.length; i++) {
            count += a[i] == b[i] ? 0 : 1;
        }
        return count;
    }
}
