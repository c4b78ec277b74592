package dev.holdfast.console.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.console.SmallLog;
import dev.holdfast.console.journal.Histories.Break;
import dev.holdfast.persistence.file.Disk;
import dev.holdfast.persistence.log.LogSurvey;
import dev.holdfast.persistence.log.SurveyVisitor;
import dev.holdfast.persistence.log.SurveyedRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoriesTest {

    @TempDir
    static Path directory = Path.of("");

    private static final List<SurveyedRecord> ALL = new ArrayList<>();

    @BeforeAll
    static void write() {
        SmallLog.everything(directory);
        LogSurvey.run(directory, Disk.system(), new SurveyVisitor() {
            @Override
            public void record(SurveyedRecord record) {
                ALL.add(record);
            }
        });
    }

    private static List<SurveyedRecord> of(String id) {
        return new ArrayList<>(
                ALL.stream().filter(record -> record.id().equals(id)).toList());
    }

    private static List<Break> breaks(List<SurveyedRecord> records) {
        Histories histories = new Histories();
        records.forEach(histories::take);
        return histories.breaks();
    }

    private static SurveyedRecord with(SurveyedRecord record, long sequence, boolean deletion, byte[] payload) {
        return new SurveyedRecord(
                record.id(),
                sequence,
                deletion,
                record.tags(),
                record.bytes(),
                record.file(),
                record.offset(),
                record.frame(),
                payload);
    }

    @Test
    void a_sound_log_has_no_breaks() {
        assertThat(breaks(ALL)).isEmpty();
    }

    @Test
    void an_entry_that_is_missing_breaks_its_history_K8() {
        List<SurveyedRecord> records = of("purse|a");
        records.subList(1, 3).clear();

        assertThat(breaks(records)).containsExactly(new Break("purse|a", 2, 3, "entries 2 to 3 are missing"));
    }

    @Test
    void what_was_deleted_is_not_missed() {
        List<SurveyedRecord> records = of("purse|a");
        SurveyedRecord second = records.remove(1);
        records.add(with(second, 2, true, new byte[0]));

        assertThat(breaks(records)).isEmpty();
    }

    @Test
    void an_entry_with_the_content_of_another_breaks_its_history_K8() {
        List<SurveyedRecord> records = of("purse|a");
        records.set(1, with(records.get(2), 2, false, records.get(2).payload()));

        assertThat(breaks(records))
                .containsExactly(
                        new Break("purse|a", 2, 2, "the hash of entry 2 does not follow from the entries before it"));
    }

    @Test
    void an_entry_that_stands_twice_breaks_its_history() {
        List<SurveyedRecord> records = of("purse|a");
        Collections.swap(records, 1, 2);

        assertThat(breaks(records))
                .singleElement()
                .satisfies(first -> assertThat(first.first()).isEqualTo(2));
    }

    @Test
    void a_record_that_is_no_event_breaks_its_history() {
        List<SurveyedRecord> records = of("purse|b");
        records.set(1, with(records.get(1), 2, false, new byte[] {1, 2, 3}));

        assertThat(breaks(records)).singleElement().satisfies(found -> {
            assertThat(found.id()).isEqualTo("purse|b");
            assertThat(found.finding()).contains("cannot be read as an event");
        });
    }

    @Test
    void foreign_events_may_have_gaps() {
        List<SurveyedRecord> records = of("foreigner");
        records.remove(1);

        assertThat(breaks(records)).isEmpty();
    }
}
