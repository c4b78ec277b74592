package dev.holdfast.kernel;

import static dev.holdfast.kernel.Plant.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.persistence.entry.StoredEntry;
import dev.holdfast.persistence.journal.EntryWriter;
import dev.holdfast.persistence.log.AppendResult;
import dev.holdfast.testing.Account.Deposit;
import dev.holdfast.testing.Account.Show;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a kernel's writes that go straight into the log; StorageFaultTest has the same through Pekko. */
class StraightWriteTest {

    @TempDir
    Path directory;

    private final Queue<Fault> planned = new ConcurrentLinkedQueue<>();

    private enum Fault {
        FAIL_BEFORE,
        FAIL_AFTER,
        REFUSE,
        TOO_LARGE,
        HANG
    }

    private record FaultyWriter(EntryWriter writer, Queue<Fault> planned) implements EntryWriter {
        @Override
        public CompletionStage<AppendResult> write(
                String persistenceId, String name, long first, List<StoredEntry> entries) {
            Fault fault = planned.poll();
            if (fault == null) {
                return writer.write(persistenceId, name, first, entries);
            }
            return switch (fault) {
                case FAIL_BEFORE -> CompletableFuture.failedStage(new IOException("planned: nothing was stored"));
                case FAIL_AFTER ->
                    writer.write(persistenceId, name, first, entries)
                            .thenCompose(
                                    stored -> CompletableFuture.failedStage(new IOException("planned: it was stored")));
                case REFUSE -> CompletableFuture.completedStage(new AppendResult.Refused("planned: a newer writer"));
                case HANG -> new CompletableFuture<>();
                case TOO_LARGE -> CompletableFuture.failedStage(new IllegalArgumentException("planned: too large"));
            };
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void a_command_whose_write_fails_in_whatever_way_is_executed_once_and_answered_K5(Fault fault) {
        try (Plant plant = plant()) {
            assertThat(plant.cents(new Deposit(1), plant.ask(id("c", 1), new Deposit(1))))
                    .isEqualTo(1);
            planned.add(fault);
            assertThat(plant.cents(new Deposit(10), plant.ask(id("c", 2), new Deposit(10))))
                    .isEqualTo(11);
            assertThat(planned).isEmpty();
            assertThat(plant.cents(plant.ask(id("c", 3), new Show()))).isEqualTo(11);
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void an_epoch_whose_write_fails_is_started_again_by_the_next_incarnation_K3(Fault fault) {
        planned.add(fault);
        try (Plant plant = plant()) {
            assertThat(plant.cents(new Deposit(1), plant.ask(id("c", 1), new Deposit(1))))
                    .isEqualTo(1);
            assertThat(planned).isEmpty();
        }
    }

    @Test
    void pipelined_commands_behind_a_failed_write_all_end_in_exactly_one_outcome_K7() {
        try (Plant plant = plant()) {
            plant.ask(id("c", 1), new Deposit(1));
            planned.add(Fault.FAIL_AFTER);
            planned.add(Fault.FAIL_BEFORE);
            for (int number = 2; number <= 100; number++) {
                Presentation deposit = plant.presentation(id("c", number), new Deposit(1));
                plant.environment().router().present(deposit);
            }
            for (int number = 2; number <= 100; number++) {
                assertThat(plant.cents(new Deposit(1), plant.answerToLast(id("c", number))))
                        .isEqualTo(number);
            }
        }
    }

    @Test
    void what_one_way_has_written_the_other_reads_and_goes_on_from() {
        try (Plant straight = plant()) {
            assertThat(straight.cents(new Deposit(1), straight.ask(id("c", 1), new Deposit(1))))
                    .isEqualTo(1);
        }
        try (Plant throughPekko = new Plant(directory, "", reader -> reader, writer -> Optional.empty())) {
            assertThat(throughPekko.cents(new Deposit(10), throughPekko.ask(id("c", 2), new Deposit(10))))
                    .isEqualTo(11);
        }
        try (Plant straight = plant()) {
            assertThat(straight.cents(straight.ask(id("c", 3), new Show()))).isEqualTo(11);
        }
    }

    private Plant plant() {
        String impatient = "holdfast.runtime.kernel.write-timeout = 500ms";
        return new Plant(
                directory, impatient, reader -> reader, writer -> Optional.of(new FaultyWriter(writer, planned)));
    }
}
