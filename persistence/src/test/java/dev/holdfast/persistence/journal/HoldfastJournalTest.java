package dev.holdfast.persistence.journal;

import static dev.holdfast.persistence.journal.JournalSystem.next;
import static dev.holdfast.persistence.journal.JournalSystem.text;
import static dev.holdfast.persistence.journal.JournalSystem.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.persistence.journal.JournalSystem.Probe;
import dev.holdfast.persistence.journal.Writer.Deleted;
import dev.holdfast.persistence.journal.Writer.Handle;
import dev.holdfast.persistence.journal.Writer.Rejected;
import dev.holdfast.persistence.journal.Writer.Stored;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.persistence.AtomicWrite;
import org.apache.pekko.persistence.JournalProtocol.RecoverySuccess;
import org.apache.pekko.persistence.JournalProtocol.ReplayMessages;
import org.apache.pekko.persistence.JournalProtocol.ReplayedMessage;
import org.apache.pekko.persistence.JournalProtocol.WriteMessageSuccess;
import org.apache.pekko.persistence.JournalProtocol.WriteMessages;
import org.apache.pekko.persistence.JournalProtocol.WriteMessagesSuccessful$;
import org.apache.pekko.persistence.PersistentEnvelope;
import org.apache.pekko.persistence.PersistentRepr;
import org.apache.pekko.persistence.Recovery;
import org.apache.pekko.persistence.SnapshotSelectionCriteria;
import org.apache.pekko.persistence.journal.Tagged;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import scala.jdk.javaapi.CollectionConverters;

@DisplayName("The journal plugin, through Pekko")
class HoldfastJournalTest {

    @TempDir
    Path directory;

    /** Nobody can serialize it: Pekko refuses Java serialization. */
    private static final class Secret {}

    @Test
    void an_event_that_cannot_be_serialized_is_rejected_and_its_writer_goes_on() {
        try (JournalSystem pekko = JournalSystem.start(directory)) {
            Handle writer = pekko.fresh("a");
            writer.each(text(1), new Secret(), text(3));

            next(writer, Stored.class);
            Rejected rejected = next(writer, Rejected.class);
            assertThat(rejected.sequence()).isEqualTo(2);
            assertThat(rejected.cause()).isNotInstanceOf(StaleWriterException.class);
            next(writer, Stored.class);
            assertThat(pekko.recovered("a")).containsExactly("1=event-1", "3=event-3", "highest=3");
        }
    }

    @Test
    void an_atomic_write_with_one_event_that_cannot_be_serialized_stores_none_of_them() {
        try (JournalSystem pekko = JournalSystem.start(directory)) {
            Handle writer = pekko.fresh("a");
            writer.all(text(1), text(2), new Secret());

            for (long sequence = 1; sequence <= 3; sequence++) {
                assertThat(next(writer, Rejected.class).sequence()).isEqualTo(sequence);
            }
            assertThat(pekko.recovered("a")).containsExactly("highest=0");
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "WHEN_READ")
    void an_error_in_a_serializer_rejects_its_event_alone(Bomb bomb) {
        try (JournalSystem pekko = JournalSystem.start(directory)) {
            Handle writer = pekko.fresh("a");
            writer.each(bomb, text(2));

            assertThat(next(writer, Rejected.class).cause())
                    .hasMessageContaining("an event of a cannot be serialized")
                    .hasCauseInstanceOf(Error.class);
            next(writer, Stored.class);
            assertThat(pekko.recovered("a")).containsExactly("2=event-2", "highest=2");
        }
    }

    @Test
    void an_event_that_cannot_be_deserialized_fails_the_recovery_of_its_actor_alone() {
        try (JournalSystem pekko = JournalSystem.start(directory)) {
            Handle writer = pekko.fresh("a");
            writer.each(Bomb.WHEN_READ);
            next(writer, Stored.class);

            assertThat(next(pekko.spawn("a"), Writer.RecoveryFailed.class).cause())
                    .hasStackTraceContaining("Bomb");
            assertThat(pekko.recovered("b")).containsExactly("highest=0");
        }
    }

    @Test
    void an_event_larger_than_the_log_takes_is_rejected_and_harms_nobody() {
        try (JournalSystem pekko = JournalSystem.start(directory)) {
            Handle writer = pekko.fresh("a");
            String large = "x".repeat(20_000); // over a quarter of a segment
            for (long sequence = 1; sequence <= 20; sequence++) {
                writer.each(large);
                Rejected rejected = next(writer, Rejected.class);
                assertThat(rejected.sequence()).isEqualTo(sequence);
                assertThat(rejected.cause())
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("of a")
                        .hasMessageContaining("a quarter of a segment");
            }

            writer.each(text(21));
            assertThat(next(writer, Stored.class)).isEqualTo(new Stored(21, text(21)));
            assertThat(pekko.recovered("a")).isEqualTo(texts(21, 21, 21));
        }
    }

    @Test
    void events_are_replayed_in_the_order_they_were_written_over_many_segments() {
        try (JournalSystem pekko = JournalSystem.start(directory)) {
            Handle writer = pekko.fresh("a");
            Handle other = pekko.fresh("b");
            for (long first = 1; first <= 3000; first += 50) {
                other.each("noise");
                writer.all(LongStream.range(first, first + 50)
                        .mapToObj(JournalSystem::text)
                        .toArray());
                for (long sequence = first; sequence < first + 50; sequence++) {
                    assertThat(next(writer, Stored.class)).isEqualTo(new Stored(sequence, text(sequence)));
                }
            }
            assertThat(pekko.recovered("a")).isEqualTo(texts(1, 3000, 3000));
        }
        try (JournalSystem again = JournalSystem.start(directory)) {
            assertThat(again.recovered("a")).isEqualTo(texts(1, 3000, 3000));
        }
    }

    @Test
    void the_next_incarnation_goes_on_from_the_highest_number_also_after_a_restart_of_the_system() {
        for (long round = 1; round <= 3; round++) {
            try (JournalSystem pekko = JournalSystem.start(directory)) {
                assertThat(pekko.recovered("a")).isEqualTo(texts(1, round - 1, round - 1));
                Handle writer = pekko.spawn("a", Recovery.none());
                assertThat(next(writer, Writer.Recovered.class)).isEqualTo(new Writer.Recovered(round - 1));
                writer.each(text(round));
                assertThat(next(writer, Stored.class)).isEqualTo(new Stored(round, text(round)));
            }
        }
    }

    @Test
    void a_tagged_event_is_stored_without_its_tags() {
        try (JournalSystem pekko = JournalSystem.start(directory)) {
            Handle writer = pekko.fresh("a");
            writer.each(new Tagged(text(1), Set.of("red", "blue")));
            next(writer, Stored.class);

            assertThat(pekko.recovered("a")).isEqualTo(texts(1, 1, 1));
        }
    }

    @Test
    void deleted_events_are_not_replayed_but_the_highest_number_stays() {
        try (JournalSystem pekko = JournalSystem.start(directory)) {
            Handle writer = pekko.fresh("a");
            writer.all(text(1), text(2), text(3), text(4));
            for (int i = 0; i < 4; i++) {
                next(writer, Stored.class);
            }
            writer.deleteTo(2);
            assertThat(next(writer, Deleted.class)).isEqualTo(new Deleted(2));
            assertThat(pekko.recovered("a")).isEqualTo(texts(3, 4, 4));

            writer.deleteTo(Long.MAX_VALUE);
            next(writer, Deleted.class);
            assertThat(pekko.recovered("a")).containsExactly("highest=4");
        }
        try (JournalSystem again = JournalSystem.start(directory)) {
            assertThat(again.recovered("a")).containsExactly("highest=4");
            Handle writer = again.spawn("a");
            next(writer, Writer.Recovered.class);
            writer.each(text(5));
            assertThat(next(writer, Stored.class)).isEqualTo(new Stored(5, text(5)));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 9223372036854775807, 9223372036854775807, 1, 1200",
        "1, 1200, 1200, 1, 1200",
        "1, 1200, 1199, 1, 1199",
        "1, 1200, 513, 1, 513",
        "1, 1200, 512, 1, 512",
        "1, 1200, 1, 1, 1",
        "700, 1200, 2, 700, 701",
        "1200, 1200, 9, 1200, 1200",
        "1200, 9999, 9, 1200, 1200",
        "5, 7, 9, 5, 7",
        "5, 5, 9, 5, 5",
        "6, 5, 9, 1, 0",
        "1201, 9999, 9, 1, 0",
        "1, 1200, 0, 1, 0",
    })
    void a_replay_keeps_to_its_range_and_count(long from, long to, long max, long first, long last) {
        try (JournalSystem pekko = JournalSystem.start(directory)) {
            Handle writer = pekko.fresh("a");
            for (long start = 1; start <= 1200; start += 200) {
                writer.all(LongStream.range(start, start + 200)
                        .mapToObj(JournalSystem::text)
                        .toArray());
            }
            for (int i = 0; i < 1200; i++) {
                next(writer, Stored.class);
            }

            Probe probe = pekko.probe();
            probe.ask(new ReplayMessages(from, to, max, "a", probe.self()));

            for (long sequence = first; sequence <= last; sequence++) {
                PersistentRepr repr = probe.next(ReplayedMessage.class).persistent();
                assertThat(repr.sequenceNr()).isEqualTo(sequence);
                assertThat(repr.payload()).isEqualTo(text(sequence));
            }
            assertThat(probe.next(RecoverySuccess.class).highestSequenceNr()).isEqualTo(1200);
        }
    }

    @Test
    void a_recovery_may_stop_early() {
        try (JournalSystem pekko = JournalSystem.start(directory)) {
            Handle writer = pekko.fresh("a");
            writer.all(text(1), text(2), text(3));
            for (int i = 0; i < 3; i++) {
                next(writer, Stored.class);
            }

            Recovery upToTwo = Recovery.create(SnapshotSelectionCriteria.none(), 2L, Long.MAX_VALUE);
            assertThat(pekko.recovered("a", upToTwo)).isEqualTo(texts(1, 2, 3));
            Recovery onlyOne = Recovery.create(SnapshotSelectionCriteria.none(), 3L, 1L);
            assertThat(pekko.recovered("a", onlyOne)).isEqualTo(texts(1, 1, 3));
        }
    }

    @Test
    void writer_manifest_and_metadata_survive_a_restart() {
        PersistentRepr written = PersistentRepr.apply(
                        "event", 1, "a", "adapter/2", false, ActorRef.noSender(), "writer-1")
                .withMetadata("meta");
        try (JournalSystem pekko = JournalSystem.start(directory)) {
            write(pekko.probe(), written);
        }
        try (JournalSystem again = JournalSystem.start(directory)) {
            Probe probe = again.probe();
            probe.ask(new ReplayMessages(1, 1, 1, "a", probe.self()));

            PersistentRepr read = probe.next(ReplayedMessage.class).persistent();
            assertThat(read.payload()).isEqualTo("event");
            assertThat(read.sequenceNr()).isEqualTo(1);
            assertThat(read.persistenceId()).isEqualTo("a");
            assertThat(read.manifest()).isEqualTo("adapter/2");
            assertThat(read.writerUuid()).isEqualTo("writer-1");
            assertThat(read.metadata().get()).isEqualTo("meta");
            assertThat(read.deleted()).isFalse();
            assertThat(read.timestamp()).isPositive();
        }
    }

    private static void write(Probe probe, PersistentRepr repr) {
        AtomicWrite write = AtomicWrite.apply(repr);
        probe.ask(new WriteMessages(
                CollectionConverters.asScala(List.<PersistentEnvelope>of(write)).toList(), probe.self(), 1));
        probe.next(WriteMessagesSuccessful$.class);
        assertThat(probe.next(WriteMessageSuccess.class).persistent().sequenceNr())
                .isEqualTo(repr.sequenceNr());
    }
}
