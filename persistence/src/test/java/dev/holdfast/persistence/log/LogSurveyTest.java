package dev.holdfast.persistence.log;

import static dev.holdfast.persistence.log.LogFixture.*;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.persistence.file.MemoryDisk;
import dev.holdfast.persistence.log.SurveySummary.Ending;
import dev.holdfast.persistence.log.SurveyedSegment.Use;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("D6: a survey reads all of a log, past all damage, and says where it is")
class LogSurveyTest {

    private static final int SECTOR = SectorCodec.SECTOR;
    private static final String FIRST = "00000001.segment";

    private final MemoryDisk disk = new MemoryDisk();
    private final List<String> records = new ArrayList<>();
    private final List<Damage> damages = new ArrayList<>();
    private final List<SurveyedSegment> segments = new ArrayList<>();

    private SurveySummary survey() {
        return LogSurvey.run(PATH, disk, new SurveyVisitor() {
            @Override
            public void record(SurveyedRecord r) {
                records.add(r.frame() + ":" + r.id() + (r.deletion() ? "<=" : "=") + r.sequence() + " "
                        + new String(r.payload(), UTF_8));
            }

            @Override
            public void damage(Damage place, String finding) {
                damages.add(place);
            }

            @Override
            public void segment(SurveyedSegment segment) {
                segments.add(segment);
            }
        });
    }

    /** Frames 1 to 4 of one sector each in one segment. */
    private void write() {
        try (SegmentedLog log = open(disk)) {
            stored(log.append(append("a", "w", 1, "one")));
            stored(log.append(new Append("b", "w", List.of(record(1, "two"), record(2, "three")))));
            get(log.deleteTo("a", 1));
            stored(log.append(append("a", "w", 2, "four")));
        }
    }

    @Test
    void streams_every_record_and_changes_nothing() {
        write();
        open(disk).close();
        List<String> names = disk.names(PATH);
        byte[] before = disk.bytes(PATH, FIRST).clone();

        SurveySummary summary = survey();

        assertThat(records).containsExactly("1:a=1 one", "2:b=1 two", "2:b=2 three", "3:a<=1 ", "4:a=2 four");
        assertThat(damages).isEmpty();
        assertThat(summary)
                .isEqualTo(new SurveySummary("00000000000000010000000000000002", 2, 3, 4, 2, 5, 0, Ending.COMPLETE));
        assertThat(segments).extracting(SurveyedSegment::use).containsExactly(Use.SEALED, Use.LAST);
        assertThat(segments).extracting(SurveyedSegment::frames).containsExactly(3L, 1L);
        assertThat(segments).extracting(SurveyedSegment::records).containsExactly(4L, 1L);
        assertThat(segments).extracting(SurveyedSegment::usedBytes).containsExactly(2048L, 1024L);
        assertThat(segments.get(1).term()).hasValue(2);
        assertThat(disk.names(PATH)).isEqualTo(names);
        assertThat(disk.bytes(PATH, FIRST)).isEqualTo(before);
    }

    @Test
    void works_while_the_log_is_open() {
        try (SegmentedLog log = open(disk)) {
            stored(log.append(range("a", "w", 1, 3)));
            assertThat(survey().records()).isEqualTo(3);
        }
    }

    @Test
    void an_empty_directory_holds_an_empty_log() {
        assertThat(survey()).isEqualTo(new SurveySummary("", 0, 0, 0, 0, 0, 0, Ending.COMPLETE));
    }

    @Test
    void a_damaged_record_is_located_and_its_neighbours_are_read() {
        write();
        byte[] bytes = disk.bytes(PATH, FIRST);
        int record = 2 * SECTOR + SectorCodec.STAMP + FrameHeader.BYTES;
        Arrays.fill(bytes, record + RecordCodec.OVERHEAD + 1, record + RecordCodec.OVERHEAD + 4, (byte) 0);

        assertThat(survey().ending()).isEqualTo(Ending.COMPLETE);
        assertThat(records).containsExactly("1:a=1 one", "2:b=2 three", "3:a<=1 ", "4:a=2 four");
        assertThat(damages).containsExactly(Damage.inRecord(FIRST, record, OptionalLong.of(2), "b", 1));
    }

    @Test
    void a_destroyed_frame_hides_only_itself() {
        write();
        Arrays.fill(disk.bytes(PATH, FIRST), 2 * SECTOR, 3 * SECTOR, (byte) 0x5A);

        SurveySummary summary = survey();
        assertThat(records).containsExactly("1:a=1 one", "3:a<=1 ", "4:a=2 four");
        assertThat(damages).containsExactly(Damage.inFrame(FIRST, 2 * SECTOR, 2));
        assertThat(summary.lastFrame()).isEqualTo(4);
        assertThat(summary.damages()).isEqualTo(1);
        assertThat(segments.get(0).damages()).isEqualTo(1);
    }

    @Test
    void a_destroyed_segment_header_hides_nothing() {
        write();
        open(disk).close();
        Arrays.fill(disk.bytes(PATH, FIRST), 0, SECTOR, (byte) 0x5A);

        survey();
        assertThat(records).hasSize(5);
        assertThat(damages).containsExactly(Damage.inFile(FIRST, 0));
        assertThat(segments.get(0).term()).isEmpty();
    }

    @Test
    void every_flipped_byte_in_use_is_reported_or_harmless_and_no_other_record_is_lost() {
        write();
        MemoryDisk sound = disk.copy();
        survey();
        List<String> all = List.copyOf(records);
        for (int at = 0; at < 5 * SECTOR; at++) {
            disk.replace(PATH, FIRST, sound.bytes(PATH, FIRST).clone());
            disk.bytes(PATH, FIRST)[at] ^= 0x10;
            records.clear();
            damages.clear();
            survey();
            assertThat(all).as("byte %s", at).containsAll(records);
            assertThat(records.size()).as("byte %s", at).isGreaterThanOrEqualTo(all.size() - 1);
            assertThat(records.size() == all.size() || !damages.isEmpty())
                    .as("byte %s", at)
                    .isTrue();
        }
    }

    @Test
    void a_torn_end_is_told_from_damage() {
        write();
        try (SegmentedLog log = open(disk)) {
            stored(log.append(new Append("a", "w", List.of(new NewRecord(3, 0, new byte[2000])))));
        }
        byte[] last = disk.bytes(PATH, "00000002.segment");
        Arrays.fill(last, 3 * SECTOR, 4 * SECTOR, (byte) 0);
        assertThat(survey().ending()).isEqualTo(Ending.TORN);
        assertThat(damages).isEmpty();

        Arrays.fill(last, 3 * SECTOR, 4 * SECTOR, (byte) 1);
        assertThat(survey().ending()).isEqualTo(Ending.COMPLETE);
        assertThat(damages).hasSize(1);
        assertThat(damages.get(0).sequence()).hasValue(3);

        Arrays.fill(last, 2 * SECTOR, 3 * SECTOR, (byte) 1);
        assertThat(survey().ending()).isEqualTo(Ending.DAMAGED);
    }

    @Test
    void missing_files_are_reported() {
        write();
        for (int i = 0; i < 3; i++) {
            try (SegmentedLog log = open(disk)) {
                stored(log.append(range("c" + i, "w", 1, 3)));
                stored(log.append(range("d" + i, "w", 1, 3)));
            }
        }
        disk.remove(PATH, "00000002.segment");
        disk.remove(PATH, StoreFile.NAME);

        SurveySummary summary = survey();
        assertThat(damages).extracting(Damage::file).contains(StoreFile.NAME, "00000003.segment");
        assertThat(summary.store()).isEmpty();
        assertThat(records).anyMatch(r -> r.contains("d2=3"));
    }
}
