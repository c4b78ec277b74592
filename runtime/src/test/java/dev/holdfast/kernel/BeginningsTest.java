package dev.holdfast.kernel;

import static dev.holdfast.kernel.Plant.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.kernel.KernelMessage.Run;
import dev.holdfast.kernel.Response.Unavailable;
import dev.holdfast.kernel.Ring.Moment;
import dev.holdfast.persistence.entry.CommandId;
import dev.holdfast.persistence.entry.History;
import dev.holdfast.persistence.journal.EmbeddedLog;
import dev.holdfast.persistence.journal.JournalReader;
import dev.holdfast.testing.Account;
import dev.holdfast.testing.Account.Deposit;
import dev.holdfast.testing.Account.Show;
import dev.holdfast.testing.TestSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a fold begins, and what it reads of the journal then. */
class BeginningsTest {

    private static final String EVERY_3 = "holdfast.segments.default.checkpoint.every = 3\n";

    @TempDir
    Path directory;

    /** The epoch and seven deposits; a checkpoint at entry 7. */
    private void fill() {
        try (Plant plant = new Plant(directory, EVERY_3, reader -> reader)) {
            for (int i = 1; i <= 7; i++) {
                plant.ask(id("c", i), new Deposit(1));
                int due = i / 3;
                var checkpoints = EmbeddedLog.get(
                                Adapter.toClassic(plant.system().system()))
                        .checkpoints();
                await().atMost(TestSystem.SOON)
                        .until(() -> checkpoints.list("account|1").size() == due);
            }
        }
    }

    private Plant without(long missing) {
        UnaryOperator<JournalReader> spoiling = reader -> new SpoiledReader(reader) {
            @Override
            List<ReadEntry> spoil(List<ReadEntry> entries) {
                return entries.stream()
                        .filter(read -> read.sequence() != missing)
                        .toList();
            }
        };
        return new Plant(directory, EVERY_3, spoiling);
    }

    private static void assertParked(Response response, String finding) {
        assertThat(response)
                .isInstanceOfSatisfying(
                        Unavailable.class,
                        refused -> assertThat(refused.reason())
                                .contains("account|1 is parked")
                                .contains("storage-corrupt")
                                .contains(finding));
    }

    @Test
    void only_the_checkpoints_own_entry_and_those_behind_it_are_read_K10() {
        fill();
        List<Long> from = Collections.synchronizedList(new ArrayList<>());
        UnaryOperator<JournalReader> recording = reader -> new SpoiledReader(reader) {
            @Override
            public CompletionStage<List<ReadEntry>> read(
                    String persistenceId, long first, long to, int maxEntries, int maxBytes) {
                from.add(first);
                return super.read(persistenceId, first, to, maxEntries, maxBytes);
            }
        };
        try (Plant plant = new Plant(directory, EVERY_3, recording)) {
            assertThat(plant.cents(plant.ask(id("d", 1), new Show()))).isEqualTo(7);
        }
        assertThat(from).containsExactly(7L, 8L);
    }

    @Test
    void an_entry_missing_above_the_checkpoint_parks_the_component_with_the_gap_named_K8() {
        fill();
        try (Plant plant = without(8)) {
            assertParked(plant.ask(id("d", 1), new Show()), "ends at entry 7, but 8");
        }
    }

    /** It is not seen, and costs nothing, for nothing below is read; it is seen when the checkpoint is of no use. */
    @Test
    void an_entry_missing_below_the_checkpoint_is_not_seen_as_long_as_the_checkpoint_is_whole_K8() throws IOException {
        fill();
        try (Plant plant = without(3)) {
            assertThat(plant.cents(plant.ask(id("d", 1), new Show()))).isEqualTo(7);
        }
        try (Stream<Path> files = Files.list(directory.resolve("checkpoints"))) {
            for (Path file :
                    files.filter(any -> any.toString().endsWith(".checkpoint")).toList()) {
                Files.delete(file);
            }
        }
        try (Plant plant = without(3)) {
            assertParked(plant.ask(id("e", 1), new Show()), "entry 3 is missing");
        }
    }

    @Test
    void a_checkpoint_whose_own_entry_is_missing_is_not_used_and_the_gap_is_named_K8() {
        fill();
        try (Plant plant = without(7)) {
            assertParked(plant.ask(id("d", 1), new Show()), "entry 7 is missing");
        }
    }

    /** As a zombie would leave it that wrote what the journal has never taken. */
    private static Moment momentOf(Plant plant, String other, long cents) {
        History history =
                new History(other, plant.environment().settings().dedup().keep());
        TestSystem.get(plant.environment().reader().read(other, 1, Long.MAX_VALUE, 100, 1 << 20))
                .forEach(read -> history.accept(read.sequence(), read.entry()));
        return new Moment(history, new Capture.Shared<>(plant.codec(), Account.class, new Account("1", cents)), 0);
    }

    private static long balance(Plant plant, Life life) {
        life.kernel()
                .tell(
                        new Run(plant.presentation(id("d", 1), new Show()), Optional.empty(), Treatment.FIRST),
                        ActorRef.noSender());
        return plant.cents(plant.answerTo(id("d", 1)));
    }

    @Test
    void a_moment_whose_hash_is_not_that_of_the_journal_is_passed_over_and_an_older_one_used() {
        fill();
        try (Plant plant = Plant.on(directory)) {
            plant.ask(plant.presentation(new CommandId("c", "account|2", 1), new Deposit(5)));
            Ring ring = plant.ring();
            ring.keep(momentOf(plant, "account|2", 99));
            assertThat(balance(plant, new Life(plant, 1, ring))).isEqualTo(7);
        }
    }

    @Test
    void a_moment_whose_hash_is_that_of_the_journal_is_where_the_fold_begins() {
        fill();
        try (Plant plant = Plant.on(directory)) {
            Ring ring = plant.ring();
            ring.keep(momentOf(plant, "account|1", 1007));
            assertThat(balance(plant, new Life(plant, 1, ring)))
                    .as("it has no invariant that would show that the test forged it")
                    .isEqualTo(1007);
        }
    }
}
