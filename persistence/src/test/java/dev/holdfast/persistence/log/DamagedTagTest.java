package dev.holdfast.persistence.log;

import static dev.holdfast.persistence.log.LogFixture.PATH;
import static dev.holdfast.persistence.log.LogFixture.append;
import static dev.holdfast.persistence.log.LogFixture.failure;
import static dev.holdfast.persistence.log.LogFixture.get;
import static dev.holdfast.persistence.log.LogFixture.open;
import static dev.holdfast.persistence.log.LogFixture.stored;
import static dev.holdfast.persistence.log.LogFixture.tagged;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.persistence.file.MemoryDisk;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("D6: what a damaged record says of its tags is not believed")
class DamagedTagTest {

    private static final String FIRST = "00000001.segment";

    private final MemoryDisk disk = new MemoryDisk();
    private byte[] bytes = {};

    @BeforeEach
    void write_a_log() {
        try (SegmentedLog log = open(disk)) {
            stored(log.append(append("a", "w", 1, "one")));
            stored(log.append(new Append("a", "w", List.of(tagged(2, Tag.VOIDS)))));
            stored(log.append(new Append("a", "w", List.of(tagged(3, Tag.OPENS)))));
            stored(log.append(append("a", "w", 4, "four")));
            stored(log.append(append("z", "w", 1, "the last frame is stored again by the next opening")));
        }
        bytes = disk.bytes(PATH, FIRST);
    }

    /** Takes its tags from a record, and changes its payload: what one wrong byte was is found out. */
    private void damage(long sequence) {
        SurveyedRecord record = record(sequence);
        bytes[(int) record.offset() + 9] = 0;
        bytes[(int) record.offset() + record.bytes() - 1] ^= 0x55;
    }

    private SurveyedRecord record(long sequence) {
        List<SurveyedRecord> found = new ArrayList<>();
        LogSurvey.run(PATH, disk, new SurveyVisitor() {
            @Override
            public void record(SurveyedRecord record) {
                if (record.id().equals("a") && record.sequence() == sequence) {
                    found.add(record);
                }
            }
        });
        return found.get(0);
    }

    @Test
    void a_damaged_record_that_might_carry_the_tag_fails_who_asks_for_the_last() {
        damage(2);
        try (SegmentedLog log = open(disk)) {
            assertThat(failure(log.lastTagged("a", Tag.VOIDS)))
                    .isInstanceOf(CorruptLogException.class)
                    .hasMessageContaining("id a, sequence number 2");
            assertThat(get(log.lastTagged("z", Tag.VOIDS))).isZero();
        }
    }

    @Test
    void a_damaged_record_below_the_last_that_carries_the_tag_does_not_matter() {
        damage(1);
        try (SegmentedLog log = open(disk)) {
            assertThat(get(log.lastTagged("a", Tag.VOIDS))).isEqualTo(2);
        }
    }

    @Test
    void once_it_is_mended_the_record_says_itself_what_it_carries() {
        byte[] sound = bytes.clone();
        damage(2);
        damage(4);
        try (SegmentedLog log = open(disk)) {
            failure(log.lastTagged("a", Tag.VOIDS));
            System.arraycopy(sound, 0, bytes, 0, sound.length);
            assertThat(get(log.lastTagged("a", Tag.VOIDS))).isEqualTo(2);
        }
    }

    @Test
    void a_damaged_record_may_have_opened_something_R6() {
        damage(3);
        try (SegmentedLog log = open(disk)) {
            assertThat(get(log.openIds())).containsExactly("a");
        }
    }
}
