package dev.holdfast.runtime;

import static dev.holdfast.testing.TestSystem.get;
import static dev.holdfast.testing.Vault.add;
import static dev.holdfast.testing.Vault.show;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.component.Command;
import dev.holdfast.component.Component;
import dev.holdfast.component.Decision;
import dev.holdfast.host.Host;
import dev.holdfast.ledger.Ledger;
import dev.holdfast.persistence.checkpoint.Checkpoint;
import dev.holdfast.persistence.checkpoint.CheckpointName;
import dev.holdfast.persistence.checkpoint.CheckpointStore;
import dev.holdfast.persistence.checkpoint.ComponentState;
import dev.holdfast.persistence.entry.Entry.Committed;
import dev.holdfast.persistence.entry.HistoryHash;
import dev.holdfast.persistence.journal.EmbeddedLog;
import dev.holdfast.persistence.journal.JournalReader.ReadEntry;
import dev.holdfast.testing.FaultyJournal;
import dev.holdfast.testing.SpoiledCheckpoints;
import dev.holdfast.testing.Stored;
import dev.holdfast.testing.TestSystem;
import dev.holdfast.testing.Vault;
import dev.holdfast.testing.Vault.Event;
import dev.holdfast.testing.Vault.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints (K10) are a help and never the record. */
class CheckpointRecoveryTest {

    private static final String ID = "vault|1";
    private static final String EVERY_3 = "holdfast.segments.default.checkpoint { every = 3, keep = 2 }\n";

    @TempDir
    Path directory;

    private final Vault vault = new Vault();
    private final Component<State, Event> component = vault.guarded().build();

    @AfterEach
    void heal() {
        FaultyJournal.heal(ID);
    }

    private ComponentRef one(TestSystem system) {
        return system.holdfast().component(component, "1");
    }

    private TestSystem start(String settings) {
        return TestSystem.on(directory, settings, component);
    }

    /** Ten events, in entries 2 to 11; checkpoints at revisions 3, 6 and 9, of which 6 and 9 are kept. */
    private void tenEvents() {
        try (TestSystem system = start(EVERY_3)) {
            for (int i = 1; i <= 10; i++) {
                add(one(system), 1);
                int due = i / 3;
                await().atMost(TestSystem.SOON)
                        .until(() -> saved(system).size() == Math.min(due, 2)
                                && (due == 0 || saved(system).get(0).sequence() == 3L * due + 1));
            }
        }
        vault.applied();
    }

    private static CheckpointStore store(TestSystem system) {
        return EmbeddedLog.get(Adapter.toClassic(system.system())).checkpoints();
    }

    private static List<CheckpointName> saved(TestSystem system) {
        return store(system).list(ID);
    }

    /** Of the component, the newest first. */
    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("checkpoints"))) {
            return files.filter(file -> file.toString().endsWith(".checkpoint"))
                    .sorted(Comparator.<Path>comparingLong(file ->
                                    CheckpointSequence.of(file.getFileName().toString()))
                            .reversed())
                    .toList();
        }
    }

    /** The part of a name that says where it belongs. */
    private static final class CheckpointSequence {
        private static long of(String name) {
            return Long.parseLong(name.split("-", -1)[1]);
        }
    }

    private static void damage(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }

    /** Recovers, and says how many events that took. */
    private int recovered(String settings) {
        try (TestSystem system = start(settings)) {
            assertThat(show(one(system))).isEqualTo(10);
        }
        return vault.applied();
    }

    @Test
    void it_is_saved_every_n_events_and_the_newest_k_are_kept_K10() throws IOException {
        tenEvents();
        assertThat(files())
                .extracting(file -> CheckpointSequence.of(file.getFileName().toString()))
                .containsExactly(10L, 7L);
    }

    @Test
    void recovery_folds_only_the_events_behind_the_newest_K10() {
        tenEvents();
        assertThat(recovered(EVERY_3)).isEqualTo(1);
        assertThat(Stored.faults(directory)).isEmpty();
    }

    @Test
    void what_dedup_and_effects_need_is_in_it_K6() {
        tenEvents();
        try (TestSystem system = start(EVERY_3)) {
            show(one(system));
            assertThat(system.holdfast().status().tally().completed()).isEqualTo(11);
        }
    }

    @Test
    void a_damaged_one_is_on_record_and_an_older_one_is_used_K10() throws IOException {
        tenEvents();
        damage(files().get(0));
        assertThat(recovered(EVERY_3)).isEqualTo(4);
        assertThat(Stored.decisions(directory)).containsExactly("checkpoint: go-on");
    }

    @Test
    void when_all_are_damaged_each_is_on_record_and_the_whole_journal_is_folded_K10() throws IOException {
        tenEvents();
        damage(files().get(0));
        damage(files().get(1));
        assertThat(recovered(EVERY_3)).isEqualTo(10);
        assertThat(Stored.decisions(directory)).containsExactly("checkpoint: go-on", "checkpoint: go-on");
    }

    /** The newest, changed by a test and saved again behind it. */
    private void forge(UnaryOperator<Checkpoint> change) {
        try (TestSystem system = start("")) {
            Checkpoint newest = get(store(system).find(ID, name -> true))
                    .found()
                    .orElseThrow()
                    .checkpoint();
            get(store(system).save(change.apply(newest)));
        }
        vault.applied();
    }

    private static Checkpoint with(Checkpoint checkpoint, long sequence, HistoryHash hash) {
        ComponentState state = (ComponentState) checkpoint.content();
        return new Checkpoint(
                checkpoint.id(),
                sequence,
                checkpoint.timestamp(),
                ComponentState.of(state.revision(), hash, state.history(), state.state()));
    }

    @Test
    void one_of_another_history_is_on_record_and_not_used_K10() {
        tenEvents();
        forge(newest -> with(newest, newest.sequence(), new HistoryHash(1, 2)));
        assertThat(recovered(EVERY_3)).isEqualTo(1);
        assertThat(Stored.faults(directory))
                .singleElement()
                .satisfies(fault -> assertThat(fault.cause()).contains("its history hash is not that of the journal"));
    }

    @Test
    void one_beyond_the_end_of_the_journal_is_on_record_and_not_used_K10() {
        tenEvents();
        forge(newest -> with(newest, 1000, ((ComponentState) newest.content()).hash()));
        assertThat(recovered(EVERY_3)).isEqualTo(1);
        assertThat(Stored.faults(directory))
                .singleElement()
                .satisfies(fault -> assertThat(fault.cause()).contains("the journal ends at entry"));
    }

    @Test
    void one_that_breaks_an_invariant_is_on_record_and_not_used_K10() {
        tenEvents();
        Vault strict = new Vault();
        Component<State, Event> small = strict.open()
                .holds("below 8", state -> state.now() < 8 || state.now() == 10)
                .build();
        try (TestSystem system = TestSystem.on(directory, EVERY_3, small)) {
            assertThat(show(system.holdfast().component(small, "1"))).isEqualTo(10);
        }
        assertThat(strict.applied()).isEqualTo(4);
        assertThat(Stored.faults(directory))
                .singleElement()
                .satisfies(fault -> assertThat(fault.cause()).contains("it breaks the invariant 'below 8'"));
    }

    @Test
    void one_that_cannot_be_read_any_more_is_on_record_and_the_journal_is_folded_K10() {
        tenEvents();
        record Other(String text) {}
        Component<Other, Event> other = Component.<Other, Event>named("vault")
                .startsAs(id -> new Other(""))
                .decides(
                        Vault.Show.class,
                        (state, show, context) -> Decision.<Event>of()
                                .reply(after -> (long) after.text().length()))
                .applies(Vault.Added.class, (state, added) -> new Other(state.text() + "x"))
                .build();
        try (TestSystem system = TestSystem.on(directory, EVERY_3, other)) {
            assertThat(show(system.holdfast().component(other, "1"))).isEqualTo(10);
        }
        assertThat(Stored.decisions(directory)).containsExactly("checkpoint: go-on", "checkpoint: go-on");
    }

    record Loop(Object self) {
        static Loop endless() {
            Object[] inside = new Object[1];
            inside[0] = inside;
            return new Loop(inside);
        }
    }

    record Turn() implements Command<Boolean> {}

    record Turned() {}

    @Test
    void a_state_that_cannot_be_stored_costs_one_fault_and_the_component_lives_K10() {
        Component<Loop, Turned> loops = Component.<Loop, Turned>named("vault")
                .startsAs(id -> Loop.endless())
                .withImmutableState()
                .decides(
                        Turn.class,
                        (state, turn, context) -> Decision.of(new Turned()).reply(after -> true))
                .applies(Turned.class, (state, turned) -> state)
                .build();
        try (TestSystem system = TestSystem.on(directory, "holdfast.segments.default.checkpoint.every = 1\n", loops)) {
            for (int i = 0; i < 10; i++) {
                assertThat(get(system.holdfast().component(loops, "1").ask(new Turn())))
                        .isTrue();
            }
        }
        assertThat(Stored.decisions(directory)).containsExactly("checkpoint: go-on");
        assertThat(Stored.faults(directory).get(0).cause()).contains("cannot be stored");
    }

    @Test
    void a_save_that_fails_costs_one_fault_and_the_next_is_tried_when_it_is_due_K10() throws IOException {
        SpoiledCheckpoints disk = new SpoiledCheckpoints();
        try (TestSystem system = TestSystem.on(directory, EVERY_3, Host.system(), disk, component)) {
            add(one(system), 1);
            disk.fill(true);
            add(one(system), 1);
            add(one(system), 1);
            await().atMost(TestSystem.SOON)
                    .until(() -> !Stored.read(system, Ledger.persistenceId("default"))
                            .isEmpty());
            disk.fill(false);
            add(one(system), 1);
            add(one(system), 1);
            assertThat(add(one(system), 1)).isEqualTo(6);
        }
        assertThat(files())
                .extracting(file -> CheckpointSequence.of(file.getFileName().toString()))
                .containsExactly(7L);
        assertThat(Stored.decisions(directory)).containsExactly("checkpoint: go-on");
        assertThat(Stored.faults(directory).get(0).cause()).contains("at revision 3", "3 events later");
    }

    /** Held fast when the write began; the write is not durable, or nobody knows. */
    @Test
    void none_is_kept_of_a_state_that_did_not_become_durable_K10() {
        String settings = FaultyJournal.SETTING + """
                holdfast.segments.default { checkpoint { every = 1, keep = 100 }, intensity.restarts = 100 }
                """;
        try (TestSystem system = start(settings)) {
            for (FaultyJournal.Fault fault : List.of(
                    FaultyJournal.Fault.FAIL_BEFORE, FaultyJournal.Fault.FAIL_AFTER, FaultyJournal.Fault.REJECT)) {
                add(one(system), 1);
                FaultyJournal.plan(ID, fault);
                add(one(system), 10);
            }
            assertThat(show(one(system))).isEqualTo(33);
            List<ReadEntry> journal = Stored.read(system, ID);
            await().atMost(TestSystem.SOON).until(() -> !saved(system).isEmpty());
            for (CheckpointName name : saved(system)) {
                ReadEntry entry = journal.get((int) name.sequence() - 1);
                ComponentState state = (ComponentState) get(store(system).find(ID, name::equals))
                        .found()
                        .orElseThrow()
                        .checkpoint()
                        .content();
                assertThat(state.hash()).isEqualTo(entry.entry().hash());
                assertThat(entry.entry().entry().content()).isInstanceOf(Committed.class);
            }
        }
    }

    @Test
    void a_store_that_does_not_answer_keeps_no_component_from_recovering_K10() {
        tenEvents();
        SpoiledCheckpoints disk = new SpoiledCheckpoints();
        disk.stall(true);
        String impatient = "holdfast.runtime.kernel.read-timeout = 300ms\n";
        try (TestSystem system = TestSystem.on(directory, impatient, Host.system(), disk, component)) {
            assertThat(show(one(system))).isEqualTo(10);
            assertThat(vault.applied()).isEqualTo(10);
            disk.stall(false);
        }
        assertThat(Stored.decisions(directory)).containsExactly("checkpoint: go-on");
    }
}
