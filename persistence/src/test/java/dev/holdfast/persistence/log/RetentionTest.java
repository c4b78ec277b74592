package dev.holdfast.persistence.log;

import static dev.holdfast.persistence.log.LogFixture.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.persistence.file.FailingDisk;
import dev.holdfast.persistence.file.ForgetfulDisk;
import dev.holdfast.persistence.file.MemoryDisk;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Segments in which all is deleted go as whole files; what they knew of their ids stays")
class RetentionTest {

    private static final byte[] LARGE = new byte[8 << 10];

    private final MemoryDisk disk = new MemoryDisk();

    private static void fill(SegmentedLog log, String id, int from, int to) {
        for (int n = from; n <= to; n++) {
            stored(log.append(new Append(id, "w", List.of(new NewRecord(n, 0, LARGE)))));
        }
    }

    private List<String> segments() {
        return disk.names(PATH).stream().filter(Segments::isName).toList();
    }

    @Test
    void a_segment_goes_when_the_last_record_in_it_is_deleted_and_so_does_its_index() {
        try (SegmentedLog log = open(disk)) {
            stored(log.append(range("a", "w", 1, 3)));
            fill(log, "b", 1, 30);
            int before = segments().size();
            get(log.deleteTo("b", 29));
            assertThat(segments()).hasSizeLessThan(before).contains("00000001.segment");
            get(log.deleteTo("a", 2));
            assertThat(segments()).contains("00000001.segment");
            get(log.deleteTo("a", 3));
            assertThat(segments()).doesNotContain("00000001.segment");
            assertThat(disk.names(PATH)).doesNotContain("00000001.index");
            assertThat(segments()).hasSize(1);
            assertThat(get(log.read("b", 1, 99, 99, 99_999))).hasSize(1);
        }
    }

    @Test
    void what_is_known_of_ids_outlives_their_segments() {
        try (SegmentedLog log = open(disk)) {
            stored(log.append(new Append("open", "w", List.of(tagged(1, Tag.OPENS), record(2, "")))));
            stored(log.append(new Append("quiet", "w", List.of(tagged(1, Tag.OPENS), tagged(2, Tag.QUIET)))));
            stored(log.append(new Append("void", "w", List.of(tagged(1, Tag.VOIDS), record(2, "")))));
            for (String id : List.of("open", "quiet", "void")) {
                get(log.deleteTo(id, 2));
            }
            fill(log, "b", 1, 30);
            get(log.deleteTo("b", 30));
            assertThat(segments()).doesNotContain("00000001.segment").hasSize(1);
        }
        for (int round = 0; round < 3; round++) {
            try (SegmentedLog log = open(disk)) {
                assertThat(get(log.ids())).containsExactly("b", "open", "quiet", "void");
                assertThat(get(log.openIds())).containsExactly("open");
                assertThat(get(log.tagged(Tag.VOIDS))).containsExactly(new TaggedSequence("void", 1));
                assertThat(get(log.tagged(Tag.OPENS)))
                        .containsExactly(new TaggedSequence("open", 1), new TaggedSequence("quiet", 1));
                assertThat(get(log.highestSequence("open"))).isEqualTo(2);
                assertThat(get(log.highestSequence("b"))).isEqualTo(30 + round * 20);
                assertThat(all(log, "open")).isEmpty();
                assertThat(get(log.append(append("void", "w" + round, 2, ""))))
                        .isInstanceOf(AppendResult.Refused.class);
                fill(log, "b", 31 + round * 20, 50 + round * 20);
                get(log.deleteTo("b", 999));
            }
        }
        assertThat(segments()).hasSizeLessThan(4);
    }

    @Test
    void segments_missing_because_of_retention_are_no_damage_but_others_are() {
        try (SegmentedLog log = open(disk)) {
            fill(log, "a", 1, 20);
            fill(log, "keep", 1, 20);
            fill(log, "a", 21, 40);
            get(log.deleteTo("a", 40));
        }
        assertThat(segments()).doesNotContain("00000001.segment", "00000002.segment");
        assertThat(disk.names(PATH)).contains(RetiredFile.NAME);
        SurveySummary summary = LogSurvey.run(PATH, disk, new SurveyVisitor() {});
        assertThat(summary.damages()).isZero();
        MemoryDisk lost = disk.copy();
        lost.remove(PATH, segments().get(0));
        assertThatThrownBy(() -> open(lost)).hasMessageContaining("may be missing");
        MemoryDisk unknown = disk.copy();
        unknown.remove(PATH, RetiredFile.NAME);
        assertThatThrownBy(() -> open(unknown)).hasMessageContaining("may be missing");
        try (SegmentedLog log = open(disk)) {
            assertThat(get(log.read("keep", 1, 99, 99, 999_999))).hasSize(20);
            assertThat(get(log.highestSequence("a"))).isEqualTo(40);
        }
    }

    @Test
    @DisplayName("D4: the end of the log cannot vanish in silence when deletions in it cost a segment")
    void a_segment_that_knew_why_another_is_gone_is_missed() {
        try (SegmentedLog log = open(disk)) {
            fill(log, "a", 1, 5);
            fill(log, "b", 1, 5);
            get(log.deleteTo("a", 5));
        }
        try (SegmentedLog log = open(disk)) {
            get(log.deleteTo("b", 5));
            assertThat(segments()).hasSize(1);
        }
        disk.remove(PATH, segments().get(0));

        assertThatThrownBy(() -> open(disk))
                .isInstanceOf(CorruptLogException.class)
                .hasMessageContaining("a segment may be missing");
    }

    @Test
    @DisplayName("D6: damage to the header of a segment behind a retired part costs nothing while its frames are sound")
    void a_damaged_header_behind_a_retired_part_is_harmless_without_an_index_too() {
        try (SegmentedLog log = open(disk)) {
            fill(log, "first", 1, 10);
            fill(log, "keep", 1, 10);
            fill(log, "second", 1, 20);
            fill(log, "keep", 11, 30);
        }
        MemoryDisk before = disk.copy();
        try (SegmentedLog log = open(disk)) {
            get(log.deleteTo("first", 10));
            get(log.deleteTo("second", 20));
        }
        open(disk).close();
        List<String> gone = before.names(PATH).stream()
                .filter(name -> Segments.isName(name) && !segments().contains(name))
                .toList();
        assertThat(gone).hasSizeGreaterThan(2);
        for (String name : segments().subList(0, segments().size() - 1)) {
            MemoryDisk copy = SealedIndexTest.share(disk);
            damageHeader(copy, name);
            requireAllKept(copy);
        }
        for (String name : gone.subList(0, gone.size() - 1)) {
            MemoryDisk copy = SealedIndexTest.share(disk);
            copy.replace(PATH, name, before.bytes(PATH, name).clone()); // a crash kept it from being deleted
            damageHeader(copy, name);
            assertThat(LogSurvey.run(PATH, copy, new SurveyVisitor() {}).damages())
                    .isZero();
            requireAllKept(copy);
            assertThat(copy.names(PATH)).doesNotContain(name);
        }
    }

    private static void damageHeader(MemoryDisk disk, String segment) {
        byte[] damaged = disk.bytes(PATH, segment).clone();
        damaged[40] ^= 1;
        disk.replace(PATH, segment, damaged);
        disk.remove(PATH, IndexFile.name(Segments.number(segment)));
    }

    private static void requireAllKept(MemoryDisk disk) {
        try (SegmentedLog log = open(disk)) {
            assertThat(get(log.read("keep", 1, 99, 99, 999_999))).hasSize(30);
            assertThat(get(log.highestSequence("first"))).isEqualTo(10);
            assertThat(get(log.read("second", 1, 99, 99, 999_999))).isEmpty();
        }
    }

    @Test
    void a_segment_behind_a_retired_part_that_an_opening_superseded_and_a_crash_kept_is_deleted() {
        try (SegmentedLog log = open(disk)) {
            fill(log, "a", 1, 5);
            get(log.deleteTo("a", 5));
        }
        open(disk).close();
        String superseded = segments().get(0);
        byte[] bytes = disk.bytes(PATH, superseded).clone();
        assertThat(superseded).as("the first is retired").isNotEqualTo("00000001.segment");
        open(disk).close();
        disk.replace(PATH, superseded, bytes);

        assertThat(LogSurvey.run(PATH, disk, new SurveyVisitor() {}).damages()).isZero();
        try (SegmentedLog log = open(disk)) {
            assertThat(get(log.highestSequence("a"))).isEqualTo(5);
        }
        assertThat(segments()).doesNotContain(superseded);
    }

    @Test
    void every_flipped_byte_of_the_file_of_retired_parts_is_detected() {
        try (SegmentedLog log = open(disk)) {
            fill(log, "a", 1, 20);
            get(log.deleteTo("a", 20));
            fill(log, "a", 21, 22);
        }
        byte[] bytes = disk.bytes(PATH, RetiredFile.NAME);
        for (int at = 0; at < bytes.length; at++) {
            bytes[at] ^= 0x04;
            assertThatThrownBy(() -> open(SealedIndexTest.share(disk)))
                    .isInstanceOfSatisfying(
                            CorruptLogException.class,
                            e -> assertThat(e.damage().file()).isEqualTo(RetiredFile.NAME));
            bytes[at] ^= 0x04;
        }
    }

    @Test
    void a_segment_that_is_read_is_not_pulled_away() {
        StepThreads threads = new StepThreads();
        try (SegmentedLog log = SegmentedLog.open(PATH, SMALL, disk, threads.host())) {
            fill(log, "a", 1, 20);
            threads.hold();
            CompletionStage<List<StoredRecord>> read = log.read("a", 1, 99, 99, 999_999);
            CompletionStage<?> delete = log.deleteTo("a", 15);
            threads.release();
            get(delete);
            assertThat(get(read)).hasSize(20);
            assertThat(get(log.read("a", 1, 99, 99, 999_999))).hasSize(5);
        }
    }

    @Test
    void a_file_in_use_is_closed_when_it_is_given_back() throws IOException {
        Segments segments = new Segments();
        AtomicInteger closed = new AtomicInteger();
        segments.add(7, new ClosingFile(closed));
        Segments.Use use = segments.use(7);
        segments.remove(7);
        assertThat(closed).hasValue(0);
        assertThatThrownBy(() -> segments.use(7)).isInstanceOf(Segments.RetiredException.class);
        use.close();
        assertThat(closed).hasValue(1);
    }

    @Test
    void a_crash_at_any_operation_loses_nothing_that_is_known() throws IOException {
        for (int seed = 1; seed <= 4; seed++) {
            Random random = new Random(seed);
            boolean reached = true;
            for (int operation = 0; reached; operation++) {
                reached = crashAt(operation, random, seed);
            }
        }
    }

    private static boolean crashAt(int operation, Random random, int seed) throws IOException {
        ForgetfulDisk forgetful = new ForgetfulDisk(new MemoryDisk());
        FailingDisk failing = new FailingDisk(forgetful);
        AtomicInteger left = new AtomicInteger(operation);
        failing.failWhen(name -> left.decrementAndGet() < 0);
        long highest = 0;
        long deleted = 0;
        boolean opened = false;
        try (SegmentedLog log = open(failing)) {
            opened = get(log.append(new Append("open", "w", List.of(tagged(1, Tag.OPENS))))) != null;
            get(log.deleteTo("open", 1));
            for (int round = 1; round <= 3; round++) {
                for (int n = 1; n <= 10; n++) {
                    stored(log.append(new Append("a", "w", List.of(new NewRecord(highest + 1, 0, LARGE)))));
                    highest++;
                }
                get(log.deleteTo("a", highest - 2));
                deleted = highest - 2;
            }
        } catch (LogException | CompletionException failed) {
            assertThat(failed).hasStackTraceContaining("Injected");
        }
        boolean reached = left.get() < 0;
        forgetful.crash(() -> random.nextInt(3) != 0);
        for (int again = 0; again < 2; again++) {
            try (SegmentedLog log = open(forgetful)) {
                String when = "operation " + operation + ", seed " + seed + ", again " + again;
                long found = get(log.highestSequence("a"));
                assertThat(found).as(when).isBetween(highest, highest + 1);
                List<StoredRecord> stored = get(log.read("a", 1, 99, 99, 999_999));
                assertThat(stored.size()).as(when).isBetween(0, (int) (found - deleted));
                if (!stored.isEmpty()) {
                    assertThat(stored.get(stored.size() - 1).sequence())
                            .as(when)
                            .isEqualTo(found);
                }
                if (opened) {
                    assertThat(get(log.openIds())).as(when).containsExactly("open");
                    assertThat(get(log.highestSequence("open"))).as(when).isOne();
                }
                highest = found;
            }
            forgetful.crash();
        }
        return reached;
    }
}
