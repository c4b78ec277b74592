package dev.holdfast.persistence.journal;

import static dev.holdfast.persistence.journal.JournalSystem.next;
import static dev.holdfast.persistence.journal.JournalSystem.text;
import static dev.holdfast.persistence.journal.JournalSystem.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.persistence.journal.Writer.Handle;
import dev.holdfast.persistence.journal.Writer.Rejected;
import dev.holdfast.persistence.journal.Writer.Stored;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("K3: the journal refuses the writes of replaced incarnations")
class StaleWriterTest {

    @TempDir
    Path directory;

    @Test
    void a_second_incarnation_that_recovered_before_the_first_wrote_is_rejected_K3() {
        try (JournalSystem pekko = JournalSystem.start(directory)) {
            Handle stale = pekko.fresh("a");
            Handle current = pekko.fresh("a");
            store(current, 1);

            stale.each("zombie");
            Rejected rejected = next(stale, Rejected.class);

            assertThat(rejected.sequence()).isEqualTo(1);
            assertThat(rejected.cause())
                    .isInstanceOf(StaleWriterException.class)
                    .hasMessageContaining("of a")
                    .hasMessageContaining("from sequence number 1")
                    .hasMessageContaining("the highest stored is 1");
            assertThat(pekko.recovered("a")).isEqualTo(texts(1, 1, 1));
        }
    }

    @Test
    void an_atomic_write_that_only_begins_too_low_is_rejected_whole_K3() {
        try (JournalSystem pekko = JournalSystem.start(directory)) {
            Handle stale = pekko.fresh("a");
            Handle current = pekko.fresh("a");
            store(current, 1);

            stale.all("zombie", "zombie", "zombie");
            for (int i = 0; i < 3; i++) {
                assertThat(next(stale, Rejected.class).cause()).isInstanceOf(StaleWriterException.class);
            }
            assertThat(pekko.recovered("a")).isEqualTo(texts(1, 1, 1));
        }
    }

    @Test
    void a_refused_incarnation_stays_refused_even_with_a_number_that_would_fit_K3() {
        try (JournalSystem pekko = JournalSystem.start(directory)) {
            Handle stale = pekko.fresh("a");
            Handle current = pekko.fresh("a");
            store(current, 1);

            for (long sequence = 1; sequence <= 3; sequence++) {
                stale.each("zombie");
                assertThat(next(stale, Rejected.class).sequence()).isEqualTo(sequence);
            }
            store(current, 2);
            assertThat(pekko.recovered("a")).isEqualTo(texts(1, 2, 2));
        }
    }

    @Test
    void a_new_incarnation_of_the_same_id_writes_on_after_a_refusal_K3() {
        try (JournalSystem pekko = JournalSystem.start(directory)) {
            Handle stale = pekko.fresh("a");
            Handle current = pekko.fresh("a");
            store(current, 1);
            stale.each("zombie");
            next(stale, Rejected.class);

            Handle next = pekko.spawn("a");
            next(next, Writer.Replayed.class);
            next(next, Writer.Recovered.class);
            store(next, 2);
            current.each("zombie");
            next(current, Rejected.class);
            assertThat(pekko.recovered("a")).isEqualTo(texts(1, 2, 2));
        }
    }

    @Test
    void twenty_refusals_neither_disturb_an_unrelated_actor_nor_open_the_breaker_K3() {
        try (JournalSystem pekko = JournalSystem.start(directory)) {
            Handle stale = pekko.fresh("a");
            Handle current = pekko.fresh("a");
            Handle unrelated = pekko.fresh("b");
            store(current, 1);

            for (long n = 1; n <= 20; n++) { // the breaker opens at 10 failures in a row
                stale.each("zombie");
                assertThat(next(stale, Rejected.class).cause()).isInstanceOf(StaleWriterException.class);
            }
            for (long n = 1; n <= 20; n++) {
                stale.each("zombie");
                store(unrelated, n);
            }
            assertThat(pekko.recovered("b")).isEqualTo(texts(1, 20, 20));
        }
    }

    private static void store(Handle writer, long sequence) {
        writer.each(text(sequence));
        assertThat(next(writer, Stored.class)).isEqualTo(new Stored(sequence, text(sequence)));
    }
}
