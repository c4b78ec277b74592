package dev.holdfast.persistence.log;

import static dev.holdfast.persistence.log.LogFixture.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.persistence.file.MemoryDisk;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("K3: the log is the fence against stale writers")
class FenceTest {

    private final MemoryDisk disk = new MemoryDisk();
    private final StepThreads threads = new StepThreads();

    @Test
    void refuses_a_writer_whose_number_is_not_above_the_highest_and_stores_nothing_of_it() {
        try (SegmentedLog log = open(disk)) {
            stored(log.append(range("a", "new", 1, 5)));

            assertThat(get(log.append(range("a", "old", 5, 7))))
                    .isInstanceOfSatisfying(
                            AppendResult.Refused.class,
                            refused -> assertThat(refused.reason())
                                    .contains("Writer old of a", "sequence number 5", "highest stored is 5"));
            assertThat(all(log, "a")).isEqualTo(texts("a", 1, 5));
        }
    }

    @Test
    void remembers_the_refused_writer_even_when_a_later_number_fits() {
        try (SegmentedLog log = open(disk)) {
            stored(log.append(range("a", "new", 1, 5)));
            refused(log.append(range("a", "old", 3, 3)));

            refused(log.append(range("a", "old", 6, 6)));
            stored(log.append(range("b", "old", 1, 1))); // a name is one incarnation's of one id
            stored(log.append(range("a", "new", 6, 6)));
        }
    }

    @Test
    void sees_what_was_accepted_earlier_in_the_same_group() {
        try (SegmentedLog log = SegmentedLog.open(PATH, SMALL, disk, threads.host())) {
            threads.hold();
            CompletionStage<AppendResult> first = log.append(range("a", "one", 1, 5));
            CompletionStage<AppendResult> second = log.append(range("a", "two", 5, 6));
            CompletionStage<AppendResult> third = log.append(range("a", "two", 6, 7));
            CompletionStage<AppendResult> fourth = log.append(range("a", "one", 9, 9));
            threads.release();

            stored(first);
            refused(second);
            refused(third);
            stored(fourth);
            assertThat(get(log.highestSequence("a"))).isEqualTo(9);
        }
    }

    @Test
    void knows_the_highest_after_reopening_and_after_deletion() {
        try (SegmentedLog log = open(disk)) {
            stored(log.append(range("a", "w", 1, 5)));
            get(log.deleteTo("a", 5));
        }
        try (SegmentedLog log = open(disk)) {
            refused(log.append(range("a", "w", 5, 5)));
            stored(log.append(range("a", "x", 6, 6)));
        }
    }

    private static void refused(CompletionStage<AppendResult> stage) {
        assertThat(get(stage)).isInstanceOf(AppendResult.Refused.class);
    }
}
