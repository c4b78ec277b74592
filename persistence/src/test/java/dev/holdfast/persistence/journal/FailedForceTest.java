package dev.holdfast.persistence.journal;

import static dev.holdfast.persistence.journal.JournalSystem.next;
import static dev.holdfast.persistence.journal.JournalSystem.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.persistence.file.Disk;
import dev.holdfast.persistence.file.FailingDisk;
import dev.holdfast.persistence.journal.Writer.Failed;
import dev.holdfast.persistence.journal.Writer.Handle;
import dev.holdfast.persistence.journal.Writer.RecoveryFailed;
import dev.holdfast.persistence.journal.Writer.Stored;
import dev.holdfast.persistence.log.LogClosedException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("D2: a failed write or force closes the log until it is opened again")
class FailedForceTest {

    private final FailingDisk disk = new FailingDisk(Disk.system());

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"force", "write"})
    void fails_the_write_and_all_later_ones_but_loses_nothing_acknowledged_D2(String operation) {
        try (JournalSystem pekko = JournalSystem.start(directory, disk)) {
            Handle one = pekko.fresh("one");
            Handle two = pekko.fresh("two");
            store(one, 1);
            store(two, 1);

            disk.failWhen(operation::equals);
            one.each("lost or not");
            Failed failed = next(one, Failed.class);
            assertThat(failed.sequence()).isEqualTo(2);
            assertThat(failed.cause()).isInstanceOf(LogClosedException.class).hasMessageContaining("Injected failure");

            disk.failWhen(anything -> false);
            two.each("never");
            assertThat(next(two, Failed.class).cause()).isInstanceOf(LogClosedException.class);
        }
        try (JournalSystem again = JournalSystem.start(directory, disk)) {
            assertThat(again.recovered("one")).contains("1=event-1");
            assertThat(again.recovered("two")).containsExactly("1=event-1", "highest=1");
            Handle two = again.spawn("two");
            next(two, Writer.Replayed.class);
            next(two, Writer.Recovered.class);
            store(two, 2);
        }
    }

    @Test
    void nobody_recovers_from_a_closed_log_since_its_end_is_not_known_D2() {
        try (JournalSystem pekko = JournalSystem.start(directory, disk)) {
            Handle one = pekko.fresh("one");
            disk.failWhen("force"::equals);
            one.each("lost or not");
            next(one, Failed.class);

            assertThat(next(pekko.spawn("one"), RecoveryFailed.class).cause()).isInstanceOf(LogClosedException.class);
        }
    }

    private static void store(Handle writer, long sequence) {
        writer.each(text(sequence));
        assertThat(next(writer, Stored.class)).isEqualTo(new Stored(sequence, text(sequence)));
    }
}
