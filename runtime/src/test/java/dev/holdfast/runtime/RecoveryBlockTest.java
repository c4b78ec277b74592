package dev.holdfast.runtime;

import static dev.holdfast.testing.TestSystem.get;
import static dev.holdfast.testing.Vault.add;
import static dev.holdfast.testing.Vault.show;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.component.Component;
import dev.holdfast.component.Decision;
import dev.holdfast.persistence.entry.Corrected;
import dev.holdfast.persistence.entry.Entry.EpochStarted;
import dev.holdfast.persistence.entry.Voided;
import dev.holdfast.testing.FaultyJournal;
import dev.holdfast.testing.Stored;
import dev.holdfast.testing.TestSystem;
import dev.holdfast.testing.Vault;
import dev.holdfast.testing.Vault.Add;
import dev.holdfast.testing.Vault.Added;
import dev.holdfast.testing.Vault.Event;
import dev.holdfast.testing.Vault.State;
import dev.holdfast.testing.Vault.Take;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rung {@code alternate}: other versions of the code that failed (recovery blocks). */
class RecoveryBlockTest {

    private static final String ID = "vault|1";
    private static final String AT_ONCE = """
            holdfast.segments.default.recovery = [
              { on = crash, do = [alternate, quarantine-command] }
              { on = poison-event, do = [alternate, park] }
              { on = storage-write, do = [roll-back, park] }
            ]
            """;

    @TempDir
    Path directory;

    private final Vault vault = new Vault();
    private final AtomicInteger alternatesOfDecide = new AtomicInteger();

    @AfterEach
    void heal() {
        FaultyJournal.heal(ID);
    }

    private static ComponentRef one(TestSystem system, Component<State, Event> component) {
        return system.holdfast().component(component, "1");
    }

    private static void fail() {
        throw new IllegalStateException("planned failure of the primary");
    }

    @Test
    void the_versions_of_a_decider_are_tried_in_turn_in_place_until_one_succeeds() {
        vault.beforeDecide(command -> fail());
        Component<State, Event> component = vault.open()
                .alternately(Add.class, (state, add, context) -> {
                    alternatesOfDecide.incrementAndGet();
                    throw new IllegalStateException("planned failure of the first alternate");
                })
                .alternately(
                        Add.class,
                        (state, add, context) ->
                                Decision.of(new Added(add.cents() + 1)).reply(State::now))
                .build();
        try (TestSystem system = TestSystem.on(directory, AT_ONCE, component)) {
            assertThat(add(one(system, component), 5)).isEqualTo(6);
            assertThat(add(one(system, component), 5))
                    .as("the primary first, each time")
                    .isEqualTo(12);
        }
        assertThat(alternatesOfDecide).hasValue(2);
        assertThat(Stored.decisions(directory)).hasSize(4).containsOnly("crash: alternate");
        assertThat(Stored.outcomes(directory)).containsOnly("completed");
    }

    @Test
    void when_all_versions_of_a_decider_have_failed_the_next_rung_is_taken() {
        vault.beforeDecide(command -> fail());
        Component<State, Event> component = vault.open()
                .alternately(Add.class, (state, add, context) -> {
                    throw new IllegalStateException("planned failure of the alternate");
                })
                .build();
        try (TestSystem system = TestSystem.on(directory, AT_ONCE, component)) {
            assertThatThrownBy(() -> add(one(system, component), 5)).isInstanceOf(CommandQuarantined.class);
            assertThatThrownBy(() -> get(one(system, component).ask(new Take(1))))
                    .as("no alternate is declared for it")
                    .isInstanceOf(CommandQuarantined.class);
        }
        assertThat(Stored.decisions(directory))
                .containsExactly("crash: alternate", "crash: quarantine-command", "crash: quarantine-command");
    }

    private Component<State, Event> twoWaysToApply() {
        return vault.open()
                .alternately(Added.class, (state, added) -> state.plus(added.cents()))
                .alternately(Add.class, (state, add, context) -> {
                    alternatesOfDecide.incrementAndGet();
                    return Decision.of(new Added(add.cents())).reply(State::now);
                })
                .build();
    }

    private void storeEvents(Component<State, Event> component) {
        try (TestSystem system = TestSystem.on(directory, AT_ONCE, component)) {
            add(one(system, component), 5);
            add(one(system, component), 6);
        }
    }

    @Test
    void an_event_that_the_primary_cannot_apply_is_applied_by_the_alternate_and_the_component_serves_on() {
        Component<State, Event> component = twoWaysToApply();
        storeEvents(component);
        vault.beforeApply(event -> fail());
        try (TestSystem system = TestSystem.on(directory, FaultyJournal.SETTING + AT_ONCE, component)) {
            assertThat(show(one(system, component))).isEqualTo(11);
            assertThat(add(one(system, component), 1)).isEqualTo(12);
            FaultyJournal.plan(ID, FaultyJournal.Fault.FAIL_BEFORE);
            assertThat(add(one(system, component), 1))
                    .as("by the next incarnation, too")
                    .isEqualTo(13);
        }
        assertThat(Stored.decisions(directory)).containsExactly("poison-event: alternate", "storage-write: roll-back");
        assertThat(Stored.entries(directory, ID))
                .as("what cannot be applied stays as it is")
                .noneMatch(content -> content instanceof Voided || content instanceof Corrected);
        assertThat(Stored.entries(directory, ID))
                .filteredOn(EpochStarted.class::isInstance)
                .as("one of each incarnation that served")
                .hasSize(3);
        assertThat(alternatesOfDecide)
                .as("to apply by an alternate is not to decide by one")
                .hasValue(0);
        try (TestSystem system = TestSystem.on(directory, AT_ONCE, component)) {
            assertThat(show(one(system, component))).as("in another JVM").isEqualTo(13);
        }
        assertThat(Stored.decisions(directory))
                .containsExactly("poison-event: alternate", "storage-write: roll-back", "poison-event: alternate");
    }

    @Test
    void an_event_that_no_version_can_apply_parks_the_component_R3() {
        Component<State, Event> component = vault.open()
                .alternately(Added.class, (state, added) -> {
                    if (added.cents() == 6) {
                        throw new IllegalStateException("planned failure of the alternate");
                    }
                    return state.plus(added.cents());
                })
                .build();
        storeEvents(component);
        vault.beforeApply(event -> fail());
        try (TestSystem system = TestSystem.on(directory, AT_ONCE, component)) {
            assertThatThrownBy(() -> show(one(system, component)))
                    .isInstanceOf(ComponentUnavailable.class)
                    .hasMessageContaining("poison-event")
                    .hasMessageContaining("so did the alternates tried, 1");
        }
        assertThat(Stored.decisions(directory)).containsExactly("poison-event: alternate", "poison-event: park");
        vault.beforeApply(event -> {});
        try (TestSystem system = TestSystem.on(directory, AT_ONCE, component)) {
            assertThat(show(one(system, component)))
                    .as("nothing was voided or written")
                    .isEqualTo(11);
        }
    }
}
