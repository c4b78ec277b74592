package dev.holdfast.console.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.persistence.entry.Corrected;
import dev.holdfast.persistence.entry.Effect;
import dev.holdfast.persistence.entry.Encoded;
import dev.holdfast.persistence.entry.Entry;
import dev.holdfast.persistence.entry.Entry.Content;
import dev.holdfast.persistence.entry.HistoryHash;
import dev.holdfast.persistence.entry.Outcome;
import dev.holdfast.persistence.entry.QuarantineResolved;
import dev.holdfast.persistence.entry.QuarantineResolved.Resolution;
import dev.holdfast.persistence.entry.Range;
import dev.holdfast.persistence.entry.StoredEntry;
import dev.holdfast.persistence.entry.Voided;
import dev.holdfast.persistence.entry.Voided.Revoked;
import dev.holdfast.persistence.journal.EntrySerializer;
import dev.holdfast.persistence.log.SurveyedRecord;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecoveryRowsTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Encoded VALUE = new Encoded("filled", 1, new byte[3]);

    @Test
    void a_void_is_shown_with_what_it_takes_and_revokes_R3() throws IOException {
        Map<String, Object> row = row(new Voided(
                List.of(new Range(2, 2), new Range(4, 6)),
                List.of(new Revoked("client-1", 7, new Range(4, 5), VALUE)),
                "booked\u001b twice",
                "ann",
                Optional.of("f-1"),
                3));

        assertThat(row)
                .containsEntry("kind", "voided")
                .containsEntry("ranges", List.of(Map.of("first", 2L, "last", 2L), Map.of("first", 4L, "last", 6L)))
                .containsEntry("why", "booked\u001b twice")
                .containsEntry("by", "ann")
                .containsEntry("fault", "f-1")
                .containsEntry("previous", 3L)
                .containsEntry("epoch", 1L);
        assertThat(RecordText.of(row).lines())
                .containsExactly(
                        "voids revision 2, revisions 4 to 6 by ann for fault f-1: booked\ufffd twice",
                        "  revokes filled (3 B) to client-1#7 (revisions 4 to 5)");
    }

    @Test
    void a_void_that_mends_no_fault_names_none() throws IOException {
        Map<String, Object> row =
                row(new Voided(List.of(new Range(2, 2)), List.of(), "a test", "ann", Optional.empty(), 0));

        assertThat(row).doesNotContainKey("fault");
        assertThat(RecordText.of(row)).isEqualTo("voids revision 2 by ann: a test");
    }

    @Test
    void a_correction_is_shown_with_its_command_R4() throws IOException {
        Outcome outcome = new Outcome(
                "client-1", 7, 1, NOON, 0, NOON, 0, new Outcome.Completed(List.of(VALUE), VALUE, List.of()));

        assertThat(RecordText.of(row(new Corrected("f-2", List.of(VALUE, VALUE), Optional.of(outcome))))
                        .lines())
                .containsExactly(
                        "client-1#7 completed: filled (3 B) → filled (3 B)",
                        "corrected for fault f-2: filled (3 B), filled (3 B)");
        assertThat(row(new Corrected("f-2", List.of(VALUE), Optional.empty())))
                .containsEntry("kind", "corrected")
                .containsEntry("outcomes", List.of());
    }

    @Test
    void a_resolution_is_shown_with_what_is_issued_again() throws IOException {
        Optional<Effect> again = Optional.of(new Effect("purse|a", 2, VALUE));
        Map<String, Object> row =
                row(new QuarantineResolved("client-1", 7, Resolution.REISSUED, "ann", "mended", again));

        assertThat(row).containsEntry("kind", "resolved").containsEntry("how", "reissued");
        assertThat(RecordText.of(row).lines())
                .containsExactly("client-1#7 reissued by ann: mended", "  opens filled (3 B) to purse|a#2");
        assertThat(RecordText.of(row(new QuarantineResolved(
                        "client-1", 7, Resolution.DISCARDED, "ann", "no use", Optional.empty()))))
                .isEqualTo("client-1#7 discarded by ann: no use");
    }

    @Test
    void a_correction_that_an_entry_further_on_voids_says_so_R4() throws IOException {
        Marks marks = new Marks();
        marks.learning("purse|a")
                .record(record(
                        9, new Voided(List.of(new Range(1, 1)), List.of(), "a test", "ann", Optional.empty(), 0)));

        Map<String, Object> row =
                new RecordRows(marks).row(record(1, new Corrected("f-2", List.of(VALUE), Optional.empty())));

        assertThat(RecordText.of(row)).isEqualTo("corrected for fault f-2, voided by entry 9: filled (3 B)");
        assertThat(RecordText.revisions(row)).isEqualTo("1");
    }

    private static Map<String, Object> row(Content content) throws IOException {
        return new RecordRows(new Marks()).row(record(1, content));
    }

    private static SurveyedRecord record(long sequence, Content content) throws IOException {
        StoredEntry entry = StoredEntry.encode(HistoryHash.NONE, sequence, new Entry(1, NOON, content), Set.of());
        byte[] payload = envelope(entry);
        return new SurveyedRecord("purse|a", sequence, false, 0, payload.length, "segment", 0, 1, payload);
    }

    /** As the journal plugin stores it, format 1. */
    private static byte[] envelope(StoredEntry entry) throws IOException {
        EntrySerializer serializer = new EntrySerializer();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(1);
            out.writeLong(NOON.toEpochMilli());
            out.writeUTF("writer");
            out.writeUTF("");
            out.writeInt(serializer.identifier());
            out.writeUTF(serializer.manifest(entry));
            out.writeInt(entry.bytes().length);
            out.write(entry.bytes());
            out.writeByte(0);
        }
        return bytes.toByteArray();
    }
}
