package dev.holdfast.persistence.log;

import static dev.holdfast.persistence.log.LogFixture.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.host.Host;
import dev.holdfast.host.Workers;
import dev.holdfast.persistence.file.Disk;
import dev.holdfast.persistence.file.ForgetfulDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The segmented log on this machine's disk and threads")
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RealThreadsTest {

    private static final int WRITERS = 8;
    private static final int APPENDS = 150;

    @TempDir
    private Path path;

    private SegmentedLog open(Disk disk) {
        return SegmentedLog.open(path, SMALL, disk, Host.system());
    }

    @Test
    void many_writers_and_readers_at_once_lose_nothing() {
        loseNothing(SMALL);
    }

    @Test
    void many_writers_and_readers_at_once_lose_nothing_when_groups_are_assembled_while_the_disk_is_busy() {
        loseNothing(new LogOptions(64 << 10, 6, 16 << 10, 1));
    }

    private void loseNothing(LogOptions options) {
        try (SegmentedLog log = SegmentedLog.open(path, options, Disk.system(), Host.system());
                Workers workers = Host.system().threads().workers("test", WRITERS)) {
            List<CompletableFuture<?>> done = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                String id = "id" + i;
                done.add(CompletableFuture.runAsync(() -> writeAndRead(log, id), workers));
            }
            done.forEach(CompletableFuture::join);
        }
        try (SegmentedLog log = open(Disk.system())) {
            for (int i = 0; i < WRITERS; i++) {
                assertThat(all(log, "id" + i)).isEqualTo(texts("id" + i, 1, APPENDS * 3L));
            }
        }
    }

    private static void writeAndRead(SegmentedLog log, String id) {
        for (int i = 0; i < APPENDS; i++) {
            stored(log.append(range(id, "w", i * 3L + 1, i * 3L + 3)));
            assertThat(get(log.highestSequence(id))).isEqualTo(i * 3L + 3);
            assertThat(get(log.read(id, i * 3L + 2, Long.MAX_VALUE, 9, 999))).hasSize(2);
        }
        assertThat(all(log, id)).isEqualTo(texts(id, 1, APPENDS * 3L));
    }

    @Test
    void readers_see_no_gap_while_segments_are_deleted_under_them() throws IOException {
        byte[] payload = new byte[3000];
        try (SegmentedLog log = open(Disk.system());
                Workers workers = Host.system().threads().workers("test", 3)) {
            AtomicLong written = new AtomicLong();
            List<CompletableFuture<?>> readers = new ArrayList<>();
            for (int reader = 0; reader < 2; reader++) {
                readers.add(CompletableFuture.runAsync(() -> readUntil(log, written, 600), workers));
            }
            for (int n = 1; n <= 600; n++) {
                stored(log.append(new Append("a", "w", List.of(new NewRecord(n, 0, payload)))));
                written.set(n);
                get(log.deleteTo("a", n - 30));
            }
            readers.forEach(CompletableFuture::join);
        }
        try (SegmentedLog log = open(Disk.system())) {
            assertThat(get(log.read("a", 1, 999, 999, 999_999))).hasSize(30);
        }
        assertThat(Disk.system().open(path).list()).filteredOn(Segments::isName).hasSizeLessThan(10);
    }

    /** What a read gives is without gap up to what was written before it, whatever is deleted meanwhile. */
    private static void readUntil(SegmentedLog log, AtomicLong written, long end) {
        long before = 0;
        while (before < end) {
            before = written.get();
            List<StoredRecord> found = get(log.read("a", 1, Long.MAX_VALUE, 9999, 9_999_999));
            for (int i = 1; i < found.size(); i++) {
                assertThat(found.get(i).sequence()).isEqualTo(found.get(i - 1).sequence() + 1);
            }
            if (before > 0) {
                assertThat(found.get(found.size() - 1).sequence()).isGreaterThanOrEqualTo(before);
            }
        }
    }

    @Test
    void what_is_submitted_while_it_closes_is_stored_or_fails() {
        SegmentedLog log = open(Disk.system());
        List<CompletableFuture<AppendResult>> appends = new ArrayList<>();
        for (int i = 1; i <= 500; i++) {
            appends.add(log.append(range("a", "w", i, i)).toCompletableFuture());
            if (i == 250) {
                log.closeLater();
            }
        }
        log.close();

        assertThat(appends)
                .allSatisfy(append -> assertThat(
                                append.handle((result, failure) -> true).join())
                        .as("answered")
                        .isTrue());
        assertThat(appends.subList(0, 250))
                .allSatisfy(append -> assertThat(append).isNotCompletedExceptionally());
        assertThat(appends.subList(250, 500))
                .allSatisfy(append -> assertThat(append).isCompletedExceptionally());
        try (SegmentedLog again = open(Disk.system())) {
            assertThat(all(again, "a")).isEqualTo(texts("a", 1, 250));
        }
    }

    @Test
    void acknowledged_records_survive_a_crash_under_load() throws IOException {
        ForgetfulDisk disk = new ForgetfulDisk(Disk.system());
        long acknowledged = 0;
        for (int round = 0; round < 3; round++) {
            SegmentedLog log = open(disk);
            acknowledged = all(log, "a").size();
            List<CompletableFuture<AppendResult>> appends = new ArrayList<>();
            for (int i = 1; i <= 300; i++) {
                appends.add(log.append(range("a", "w", acknowledged + i, acknowledged + i))
                        .toCompletableFuture());
            }
            appends.get(100).join();
            disk.crash();
            long answered = appends.stream()
                    .filter(append -> append.isDone() && !append.isCompletedExceptionally())
                    .count();
            log.close();
            try (SegmentedLog again = open(disk)) {
                long found = all(again, "a").size();
                assertThat(found).isGreaterThanOrEqualTo(acknowledged + Math.min(101, answered));
                assertThat(all(again, "a")).isEqualTo(texts("a", 1, found));
            }
        }
    }

    @Test
    void a_directory_is_open_only_once() {
        try (SegmentedLog log = open(Disk.system())) {
            assertThat(log.term()).isOne();
            assertThatThrownBy(() -> open(Disk.system()))
                    .isInstanceOf(LogException.class)
                    .hasMessageContaining("Log " + path + " is open in this process")
                    .hasMessageContaining("Stop that process or choose another directory");
            assertThatThrownBy(() -> open(Disk.system())).as("still locked").isInstanceOf(LogException.class);
        }
        try (SegmentedLog log = open(Disk.system())) {
            assertThat(log.term()).isEqualTo(2);
        }
    }

    @Test
    void a_log_that_cannot_be_created_says_why() throws IOException {
        Path file = path.resolve("file");
        Disk.system().open(path).create("file").close();

        assertThatThrownBy(() -> SegmentedLog.open(file, SMALL, Disk.system(), Host.system()))
                .isInstanceOf(LogException.class)
                .hasMessageContaining("Log " + file + " cannot be opened");
    }
}
