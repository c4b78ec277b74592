package dev.holdfast.runtime;

import static dev.holdfast.testing.Account.ACCOUNT;
import static dev.holdfast.testing.TestSystem.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.holdfast.ledger.Ledger;
import dev.holdfast.operator.Rollback;
import dev.holdfast.persistence.entry.ComponentId;
import dev.holdfast.persistence.journal.JournalReader.ReadEntry;
import dev.holdfast.persistence.plugin.QueryReader;
import dev.holdfast.testing.Account.Balance;
import dev.holdfast.testing.Account.Deposit;
import dev.holdfast.testing.Account.Show;
import dev.holdfast.testing.Postgres;
import dev.holdfast.testing.TestSystem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.LongStream;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can only go wrong, or only be looked into, where the journal is a database. */
class PostgresTest {

    private static final String NO_CHECKPOINTS = "holdfast.segments.default.checkpoint.every = off\n";
    private static final String CHECKPOINTS = "holdfast.segments.default.checkpoint { every = 5, keep = 2 }\n";

    @TempDir
    Path directory;

    @BeforeEach
    void clear() {
        Postgres.clear();
    }

    @Test
    void a_row_missing_in_the_middle_parks_the_component_with_the_gap_named_and_nothing_is_served_K8() {
        fill(NO_CHECKPOINTS, 6);
        delete("sequence_number = 4");
        try (TestSystem system = on(NO_CHECKPOINTS)) {
            assertThatThrownBy(() -> get(system.account("1").ask(new Show())))
                    .isInstanceOf(ComponentUnavailable.class)
                    .hasMessageContaining("storage-corrupt")
                    .hasMessageContaining("entry 4");
            assertThat(get(system.account("2").ask(new Show()))).isEqualTo(new Balance(0));
        }
    }

    /** pekko-persistence-jdbc ends such a replay silently, as if the journal ended there. */
    @Test
    void a_gap_wider_than_any_batch_parks_the_component_too_K8() {
        fill(NO_CHECKPOINTS, 700);
        assertThat(Postgres.number("SELECT count(*) FROM event_journal WHERE persistence_id = 'account|1'"))
                .isGreaterThan(20);
        delete("sequence_number BETWEEN 3 AND (SELECT max(sequence_number) - 1 FROM event_journal"
                + " WHERE persistence_id = 'account|1')");
        try (TestSystem system = on(NO_CHECKPOINTS)) {
            assertThatThrownBy(() -> get(system.account("1").ask(new Show())))
                    .isInstanceOf(ComponentUnavailable.class)
                    .hasMessageContaining("storage-corrupt")
                    .hasMessageContaining("missing");
        }
    }

    @Test
    void the_first_row_missing_parks_the_component_K8() {
        fill(NO_CHECKPOINTS, 3);
        delete("sequence_number = 1");
        try (TestSystem system = on(NO_CHECKPOINTS)) {
            assertThatThrownBy(() -> get(system.account("1").ask(new Show())))
                    .isInstanceOf(ComponentUnavailable.class)
                    .hasMessageContaining("storage-corrupt")
                    .hasMessageContaining("entry 1");
        }
    }

    @Test
    void a_changed_row_parks_the_component_K8() {
        fill(NO_CHECKPOINTS, 3);
        assertThat(Postgres.execute("UPDATE event_journal SET event_payload ="
                        + " set_byte(event_payload, length(event_payload) - 1,"
                        + " get_byte(event_payload, length(event_payload) - 1) # 1)"
                        + " WHERE persistence_id = 'account|1' AND sequence_number = 3"))
                .isEqualTo(1);
        try (TestSystem system = on(NO_CHECKPOINTS)) {
            assertThatThrownBy(() -> get(system.account("1").ask(new Show())))
                    .isInstanceOf(ComponentUnavailable.class)
                    .hasMessageContaining("storage-corrupt")
                    .hasMessageContaining("entry 3");
        }
    }

    @Test
    void a_journal_is_read_in_order_however_the_batches_fall_and_never_beyond_their_limits_K8() {
        fill(NO_CHECKPOINTS, 200);
        try (TestSystem system = on(NO_CHECKPOINTS)) {
            QueryReader reader = QueryReader.of(Adapter.toClassic(system.system()), "jdbc-read-journal");
            long highest = Postgres.number(
                    "SELECT max(sequence_number) FROM event_journal WHERE persistence_id = 'account|1'");
            List<Long> all = LongStream.rangeClosed(1, highest).boxed().toList();
            for (int maxEntries : new int[] {1, 7, 16, 17, 100, 1000}) {
                List<Long> read = new ArrayList<>();
                while (read.size() < highest) {
                    List<ReadEntry> batch =
                            get(reader.read("account|1", read.size() + 1, highest, maxEntries, 1 << 20));
                    assertThat(batch).hasSizeBetween(1, maxEntries);
                    batch.forEach(entry -> read.add(entry.sequence()));
                }
                assertThat(read).isEqualTo(all);
            }
            int size = get(reader.read("account|1", 2, 2, 1, 1)).get(0).entry().bytes().length;
            assertThat(get(reader.read("account|1", 2, highest, 1000, 3 * size)))
                    .hasSizeBetween(2, 4);
            assertThat(get(reader.read("account|1", highest + 1, Long.MAX_VALUE, 10, 1000)))
                    .isEmpty();
        }
    }

    @Test
    void a_recovery_begins_at_the_newest_checkpoint_and_only_so_many_are_kept_K10() {
        fillWithCheckpoints();
        // nobody reads what lies below a checkpoint: that the fold began there shows in a row that it does not miss
        delete("sequence_number = 3");
        try (TestSystem system = on(CHECKPOINTS)) {
            assertThat(get(system.account("1").ask(new Show()))).isEqualTo(new Balance(15));
        }
    }

    /** The state is that of the checkpoint, whose hash is the journal's; whoever reads the rows finds the gap. */
    @Test
    void a_row_missing_below_a_usable_checkpoint_shows_as_soon_as_the_journal_is_read_and_not_before_K8() {
        fillWithCheckpoints();
        delete("sequence_number = 3");
        try (TestSystem system = on(CHECKPOINTS)) {
            assertThat(get(system.account("1").ask(new Show()))).isEqualTo(new Balance(15));
            ComponentId one = new ComponentId("account", "1");
            assertThatThrownBy(() -> get(system.holdfast().operator().plan(one, Rollback.backTo(10))))
                    .hasMessageContaining("breaks at entry 4")
                    .hasMessageContaining("entry 3 is missing");
        }
        Postgres.execute("DELETE FROM snapshot");
        try (TestSystem system = on(CHECKPOINTS)) {
            assertThatThrownBy(() -> get(system.account("1").ask(new Show())))
                    .isInstanceOf(ComponentUnavailable.class)
                    .hasMessageContaining("storage-corrupt")
                    .hasMessageContaining("entry 3 is missing");
        }
    }

    @Test
    void a_damaged_checkpoint_is_reported_and_the_one_before_it_taken_K10() {
        fillWithCheckpoints();
        String newest = "(SELECT max(sequence_number) FROM snapshot)";
        assertThat(Postgres.execute("UPDATE snapshot SET snapshot_payload ="
                        + " set_byte(snapshot_payload, length(snapshot_payload) - 6,"
                        + " get_byte(snapshot_payload, length(snapshot_payload) - 6) # 1)"
                        + " WHERE sequence_number = " + newest))
                .isEqualTo(1);
        delete("sequence_number = 3");
        try (TestSystem system = on(CHECKPOINTS)) {
            assertThat(get(system.account("1").ask(new Show()))).isEqualTo(new Balance(15));
            await().atMost(TestSystem.SOON)
                    .until(() -> Postgres.number("SELECT count(*) FROM event_journal WHERE persistence_id = '"
                                    + Ledger.persistenceId("default") + "'")
                            > 0);
        }
    }

    @Test
    void without_a_usable_checkpoint_the_whole_journal_is_folded_K10() {
        fillWithCheckpoints();
        assertThat(Postgres.execute("UPDATE snapshot SET snapshot_payload = 'x', snapshot_ser_id = 1740816"))
                .isEqualTo(2);
        try (TestSystem system = on(CHECKPOINTS)) {
            assertThat(get(system.account("1").ask(new Show()))).isEqualTo(new Balance(15));
        }
    }

    private TestSystem on(String settings) {
        return TestSystem.on(directory, Postgres.settings() + settings, ACCOUNT);
    }

    /** So many deposits of 1, few at a time, so that they make many entries. */
    private void fill(String settings, int deposits) {
        try (TestSystem system = on(settings + "holdfast.runtime.kernel.batch.max-commands = 4\n")) {
            List<CompletionStage<Balance>> asked = new ArrayList<>();
            for (int i = 0; i < deposits; i++) {
                asked.add(system.account("1").ask(new Deposit(1)));
                if (deposits < 10) {
                    get(asked.get(i));
                }
            }
            asked.forEach(TestSystem::get);
        }
    }

    /** Fifteen deposits, one an entry, with checkpoints behind the fifth, of which the newest two are kept. */
    private void fillWithCheckpoints() {
        try (TestSystem system = on(CHECKPOINTS)) {
            for (int i = 1; i <= 15; i++) {
                get(system.account("1").ask(new Deposit(1)));
                if (i % 5 == 0) {
                    long newest = i + 1L;
                    long kept = Math.min(2, i / 5);
                    await().atMost(TestSystem.SOON).untilAsserted(() -> {
                        assertThat(Postgres.number("SELECT max(sequence_number) FROM snapshot"))
                                .isEqualTo(newest);
                        assertThat(Postgres.number("SELECT count(*) FROM snapshot"))
                                .isEqualTo(kept);
                    });
                }
            }
        }
    }

    private static void delete(String where) {
        assertThat(Postgres.execute("DELETE FROM event_journal WHERE persistence_id = 'account|1' AND " + where))
                .isPositive();
    }
}
