package dev.holdfast.persistence.journal;

import static dev.holdfast.persistence.journal.JournalSystem.get;
import static dev.holdfast.persistence.journal.JournalSystem.next;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.host.Host;
import dev.holdfast.persistence.entry.Entry;
import dev.holdfast.persistence.entry.Entry.EpochStarted;
import dev.holdfast.persistence.entry.History;
import dev.holdfast.persistence.entry.HistoryHash;
import dev.holdfast.persistence.entry.Range;
import dev.holdfast.persistence.entry.StoredEntry;
import dev.holdfast.persistence.entry.Voided;
import dev.holdfast.persistence.file.Disk;
import dev.holdfast.persistence.journal.JournalReader.ReadEntry;
import dev.holdfast.persistence.journal.Writer.Handle;
import dev.holdfast.persistence.journal.Writer.Stored;
import dev.holdfast.persistence.log.Append;
import dev.holdfast.persistence.log.LogOptions;
import dev.holdfast.persistence.log.NewRecord;
import dev.holdfast.persistence.log.SegmentedLog;
import dev.holdfast.persistence.log.Tag;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.SerializerWithStringManifest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("K8: entries are pulled from the journal")
class LogReaderTest {

    private static final int PLENTY = 1 << 20;

    @TempDir
    Path directory;

    @Test
    void a_record_of_another_persistent_actor_is_refused_by_name_K8() {
        try (JournalSystem pekko = JournalSystem.start(directory)) {
            Handle writer = pekko.fresh("account|1");
            write(writer, "no entry");

            assertThatThrownBy(() -> get(pekko.reader().read("account|1", 1, 9, 9, PLENTY)))
                    .hasCauseInstanceOf(UnreadableRecordException.class)
                    .hasMessageContaining("record 1 of account|1 is no Holdfast entry");
        }
    }

    @Test
    void a_record_that_is_no_envelope_is_refused_by_name_K8() {
        LogOptions options = LogOptions.defaults().withSegmentSize(64 << 10);
        try (SegmentedLog log = SegmentedLog.open(directory, options, Disk.system(), Host.system())) {
            get(log.append(new Append("account|1", "w", List.of(new NewRecord(7, 0, new byte[] {9, 9})))));

            assertThatThrownBy(() -> get(new LogReader(log).read("account|1", 1, 9, 9, PLENTY)))
                    .hasCauseInstanceOf(UnreadableRecordException.class)
                    .hasMessageContaining("record 7 of account|1 cannot be read")
                    .hasMessageContaining("format 9");
        }
    }

    @Test
    void entries_written_through_pekko_are_read_back_as_they_were_and_fold_K8() {
        List<StoredEntry> written = entries(20);
        try (JournalSystem pekko = JournalSystem.start(directory)) {
            Handle writer = pekko.fresh("account|1");
            written.forEach(entry -> write(writer, entry));
        }
        try (JournalSystem again = JournalSystem.start(directory)) {
            History history = new History("account|1", Duration.ofMinutes(1));
            List<ReadEntry> batch = get(again.reader().read("account|1", 1, 20, 7, PLENTY));
            while (!batch.isEmpty()) {
                assertThat(batch).hasSizeLessThanOrEqualTo(7);
                batch.forEach(read -> history.accept(read.sequence(), read.entry()));
                batch = get(again.reader().read("account|1", history.sequence() + 1, 20, 7, PLENTY));
            }
            assertThat(history.sequence()).isEqualTo(20);
            assertThat(history.hash()).isEqualTo(written.get(19).hash());
        }
    }

    @Test
    void a_read_is_bounded_in_bytes_but_gives_at_least_one_entry_K8() {
        try (JournalSystem pekko = JournalSystem.start(directory)) {
            Handle writer = pekko.fresh("account|1");
            entries(5).forEach(entry -> write(writer, entry));

            assertThat(get(pekko.reader().read("account|1", 2, 5, 9, 1)))
                    .extracting(ReadEntry::sequence)
                    .containsExactly(2L);
            assertThat(get(pekko.reader().read("account|1", 6, 9, 9, PLENTY))).isEmpty();
        }
    }

    @Test
    void pekko_recovers_the_same_entries() {
        StoredEntry entry = entries(1).get(0);
        try (JournalSystem pekko = JournalSystem.start(directory)) {
            write(pekko.fresh("account|1"), entry);
            Handle next = pekko.spawn("account|1");

            assertThat(next(next, Writer.Replayed.class)).isEqualTo(new Writer.Replayed(1, entry));
        }
    }

    @Test
    void owners_of_open_effects_are_those_that_opened_some_and_were_not_quiet_since_R6() {
        try (JournalSystem pekko = JournalSystem.start(directory)) {
            tagged(pekko, "open|1", Set.of(Tag.OPENS), Set.of());
            tagged(pekko, "open|2", Set.of(Tag.QUIET), Set.of(Tag.OPENS));
            tagged(pekko, "quiet|1", Set.of(Tag.OPENS), Set.of(Tag.QUIET));
            tagged(pekko, "quiet|2", Set.of(Tag.OPENS, Tag.QUIET));
            tagged(pekko, "never|1", Set.of());
            assertThat(get(pekko.reader().withOpenEffects())).containsExactly("open|1", "open|2");
        }
        try (JournalSystem again = JournalSystem.start(directory)) {
            assertThat(get(again.reader().withOpenEffects())).containsExactly("open|1", "open|2");
        }
    }

    @Test
    void the_last_entry_that_voids_is_found_after_a_restart_too_K9() {
        Voided voided = new Voided(List.of(new Range(1, 1)), List.of(), "why", "ann", Optional.empty(), 0);
        Entry entry = new Entry(1, Instant.EPOCH, voided);
        try (JournalSystem pekko = JournalSystem.start(directory)) {
            Handle writer = pekko.fresh("account|1");
            write(writer, StoredEntry.encode(HistoryHash.NONE, 1, entry, Set.of()));
            write(writer, StoredEntry.encode(HistoryHash.NONE, 2, entry, Set.of()));
            tagged(pekko, "account|2", Set.of(Tag.OPENS));

            assertThat(get(pekko.reader().lastVoid("account|1", 2))).isEqualTo(2);
        }
        try (JournalSystem again = JournalSystem.start(directory)) {
            assertThat(get(again.reader().lastVoid("account|1", 2))).isEqualTo(2);
            assertThat(get(again.reader().lastVoid("account|2", 1))).isZero();
            assertThat(get(again.reader().lastVoid("account|3", 0))).isZero();
        }
    }

    @Test
    void the_serializer_refuses_a_manifest_it_does_not_know() {
        EntrySerializer serializer = new EntrySerializer();

        assertThatThrownBy(() -> serializer.fromBinary(new byte[0], "entry-9"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'entry-9'")
                .hasMessageContaining("holdfast-entry");
    }

    @Test
    void the_name_and_number_of_the_serializer_never_change() {
        StoredEntry entry = entries(1).get(0);
        try (JournalSystem pekko = JournalSystem.start(directory)) {
            SerializerWithStringManifest serializer = (SerializerWithStringManifest)
                    SerializationExtension.get(pekko.system()).findSerializerFor(entry);

            assertThat(serializer.identifier()).isEqualTo(1_740_815);
            assertThat(serializer.manifest(entry)).isEqualTo("holdfast-entry");
            assertThat(serializer.toBinary(entry)).isEqualTo(entry.bytes());
        }
    }

    @SafeVarargs
    private static void tagged(JournalSystem pekko, String id, Set<Tag>... tags) {
        Handle writer = pekko.fresh(id);
        for (Set<Tag> set : tags) {
            Entry entry = new Entry(1, Instant.EPOCH, new EpochStarted());
            write(writer, StoredEntry.encode(HistoryHash.NONE, 1, entry, set));
        }
    }

    private static void write(Handle writer, Object event) {
        writer.each(event);
        next(writer, Stored.class);
    }

    private static List<StoredEntry> entries(int count) {
        List<StoredEntry> entries = new ArrayList<>();
        HistoryHash hash = HistoryHash.NONE;
        for (long sequence = 1; sequence <= count; sequence++) {
            Entry entry = new Entry(sequence, Instant.EPOCH, new EpochStarted());
            StoredEntry stored = StoredEntry.encode(hash, sequence, entry, Set.of());
            hash = stored.hash();
            entries.add(stored);
        }
        return entries;
    }
}
