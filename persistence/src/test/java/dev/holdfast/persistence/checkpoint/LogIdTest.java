package dev.holdfast.persistence.checkpoint;

import static dev.holdfast.persistence.checkpoint.CheckpointFixture.PATH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.host.Clock;
import dev.holdfast.host.Host;
import dev.holdfast.persistence.file.MemoryDisk;
import dev.holdfast.persistence.log.LogOptions;
import dev.holdfast.persistence.log.SegmentedLog;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Whose checkpoints these are")
class LogIdTest {

    private final MemoryDisk disk = new MemoryDisk();

    private void openAndCloseLog() {
        Host host = new Host(Clock.system(), new InlineThreads(), new AtomicLong(41)::incrementAndGet);
        SegmentedLog.open(PATH, LogOptions.defaults().withSegmentSize(64 << 10), disk, host)
                .close();
    }

    @Test
    void is_the_identity_of_the_log_however_often_that_is_opened() throws IOException {
        for (int life = 0; life < 3; life++) {
            openAndCloseLog();
            assertThat(LogId.of(disk.open(PATH))).isEqualTo(new LogId(42, 43));
        }
    }

    @Test
    void is_not_guessed_when_there_is_no_log_or_one_of_another_format() {
        assertThatThrownBy(() -> LogId.of(disk.open(PATH))).isInstanceOf(NoSuchFileException.class);
        openAndCloseLog();
        byte[] file = disk.bytes(PATH, "holdfast.store");
        for (int at : new int[] {0, 7, 11}) {
            byte[] other = file.clone();
            other[at] ^= 2;
            disk.replace(PATH, "holdfast.store", other);
            assertThatThrownBy(() -> LogId.of(disk.open(PATH)))
                    .hasMessage("/checkpoints/holdfast.store does not say whose log this is");
        }
        disk.replace(PATH, "holdfast.store", new byte[27]);
        assertThatThrownBy(() -> LogId.of(disk.open(PATH))).hasMessageContaining("does not say whose");
    }
}
