package dev.holdfast.runtime;

import static dev.holdfast.testing.TestSystem.get;
import static dev.holdfast.testing.Vault.add;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.component.Command;
import dev.holdfast.component.Component;
import dev.holdfast.component.Decision;
import dev.holdfast.testing.FaultyJournal;
import dev.holdfast.testing.FaultyJournal.Fault;
import dev.holdfast.testing.TestSystem;
import dev.holdfast.testing.Vault;
import dev.holdfast.testing.Vault.Event;
import dev.holdfast.testing.Vault.State;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** States kept in memory make roll-backs short where memory is not what is suspected. */
class RingTest {

    private static final String ID = "vault|1";
    private static final String EVERY_4 = FaultyJournal.SETTING
            + "holdfast.segments.default { checkpoint.every = off, ring { every = 4, keep = 2 } }\n";

    @TempDir
    Path directory;

    private final Vault vault = new Vault();
    private final Component<State, Event> component = vault.guarded().build();

    @AfterEach
    void heal() {
        FaultyJournal.heal(ID);
        FaultyJournal.heal("heap|1");
    }

    private ComponentRef one(TestSystem system) {
        return system.holdfast().component(component, "1");
    }

    /** The epoch is entry 1, and the states at entries 4, 8 and 12 are kept. */
    private void tenEvents(TestSystem system) {
        for (int i = 0; i < 12; i++) {
            add(one(system), 1);
        }
        vault.applied();
    }

    @Test
    void a_roll_back_folds_only_what_stands_behind_the_newest_state_kept() {
        try (TestSystem system = TestSystem.on(directory, EVERY_4, component)) {
            tenEvents(system);
            FaultyJournal.plan(ID, Fault.FAIL_BEFORE);
            assertThat(add(one(system), 1)).isEqualTo(13);
            assertThat(vault.applied())
                    .as("tried, folded behind entry 12, tried again")
                    .isEqualTo(1 + 1 + 1);
        }
    }

    @Test
    void a_state_of_an_entry_that_was_not_stored_is_not_kept() {
        try (TestSystem system = TestSystem.on(directory, EVERY_4, component)) {
            for (int i = 0; i < 10; i++) {
                add(one(system), 1);
            }
            vault.applied();
            FaultyJournal.plan(ID, Fault.FAIL_BEFORE);
            assertThat(add(one(system), 100)).as("the state of entry 12").isEqualTo(110);
            assertThat(vault.applied())
                    .as("tried, folded behind entry 8, tried again")
                    .isEqualTo(1 + 3 + 1);
        }
    }

    @Test
    void after_a_violated_invariant_nothing_in_memory_is_trusted_R1() {
        Component<State, Event> mending = vault.guarded()
                .corrects(
                        dev.holdfast.component.InvariantViolated.class,
                        (state, broken) -> java.util.List.of(new Vault.Mended(-state.now())))
                .build();
        try (TestSystem system = TestSystem.on(directory, EVERY_4, mending)) {
            ComponentRef one = system.holdfast().component(mending, "1");
            for (int i = 0; i < 12; i++) {
                add(one, 1);
            }
            vault.applied();
            assertThat(add(one, -50)).isZero();
            assertThat(vault.applied())
                    .as("tried, the whole journal, tried again and corrected")
                    .isEqualTo(1 + 12 + 2);
        }
    }

    @Test
    void a_crash_that_retries_do_not_mend_is_rolled_back_without_what_is_in_memory() {
        AtomicInteger failures = new AtomicInteger(4);
        try (TestSystem system = TestSystem.on(directory, EVERY_4, component)) {
            tenEvents(system);
            vault.beforeDecide(command -> {
                if (failures.getAndDecrement() > 0) {
                    throw new IllegalStateException("planned failure");
                }
            });
            assertThat(add(one(system), 1)).isEqualTo(13);
            assertThat(vault.applied()).isEqualTo(12 + 1);
        }
    }

    /** Changes in place. */
    static final class Heap {
        @com.fasterxml.jackson.annotation.JsonProperty
        private long cents;
    }

    record Push(long cents) implements Command<Long> {}

    record Pushed(long cents) {}

    @Test
    void a_state_that_is_not_known_to_be_immutable_is_never_kept_R2() {
        AtomicInteger applied = new AtomicInteger();
        Component<Heap, Pushed> heaps = Component.<Heap, Pushed>named("heap")
                .startsAs(id -> new Heap())
                .decides(
                        Push.class,
                        (heap, push, context) ->
                                Decision.of(new Pushed(push.cents())).reply(after -> after.cents))
                .applies(Pushed.class, (heap, pushed) -> {
                    applied.incrementAndGet();
                    heap.cents += pushed.cents();
                    return heap;
                })
                .build();
        try (TestSystem system = TestSystem.on(directory, EVERY_4, heaps)) {
            ComponentRef heap = system.holdfast().component(heaps, "1");
            for (int i = 0; i < 12; i++) {
                get(heap.ask(new Push(1)));
            }
            applied.set(0);
            FaultyJournal.plan("heap|1", Fault.FAIL_BEFORE);
            assertThat(get(heap.ask(new Push(1)))).isEqualTo(13);
            assertThat(applied).as("tried, the whole journal, tried again").hasValue(1 + 12 + 1);
        }
    }
}
