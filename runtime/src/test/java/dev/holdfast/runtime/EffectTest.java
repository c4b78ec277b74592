package dev.holdfast.runtime;

import static dev.holdfast.testing.Account.ACCOUNT;
import static dev.holdfast.testing.TestSystem.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.holdfast.component.Command;
import dev.holdfast.component.Component;
import dev.holdfast.component.Decision;
import dev.holdfast.component.Effect;
import dev.holdfast.testing.Account;
import dev.holdfast.testing.Account.Balance;
import dev.holdfast.testing.Account.Fragile;
import dev.holdfast.testing.Account.Show;
import dev.holdfast.testing.Account.Transfer;
import dev.holdfast.testing.FaultyJournal;
import dev.holdfast.testing.FaultyJournal.Fault;
import dev.holdfast.testing.TestSystem;
import java.nio.file.Path;
import org.apache.pekko.Done;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EffectTest {

    private static final String QUICK =
            FaultyJournal.SETTING + "faulty-journal.circuit-breaker { max-failures = 1000, call-timeout = 500ms }\n";

    @TempDir
    Path directory;

    record Send(String to, int count) implements Command<Done> {}

    record Spoil(String to) implements Command<Done> {}

    /** Sends deposits to accounts. */
    private static final Component<Long, Object> BANK = Component.<Long, Object>named("bank")
            .startsAs(id -> 0L)
            .decides(Send.class, (state, send, context) -> {
                Decision.Events<Object> events = Decision.of();
                for (int i = 0; i < send.count(); i++) {
                    events = events.then(Effect.send(ACCOUNT, send.to(), new Account.Deposit(1)));
                }
                return events.reply(after -> Done.getInstance());
            })
            .decides(
                    Spoil.class,
                    (state, spoil, context) -> Decision.of()
                            .then(Effect.send(ACCOUNT, spoil.to(), new Fragile("spoilt", 1)))
                            .reply(after -> Done.getInstance()))
            .build();

    @AfterEach
    void heal() {
        FaultyJournal.heal("account|1");
        FaultyJournal.heal("account|2");
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void an_effect_takes_place_once_when_its_sources_write_fails_in_whatever_way_R6(Fault fault) {
        try (TestSystem system = TestSystem.on(directory, QUICK, ACCOUNT)) {
            get(system.account("1").ask(new Show()));
            FaultyJournal.plan("account|1", fault);
            get(system.account("1").ask(new Transfer("2", 30)));
            assertSettled(system);
            assertThat(get(system.account("2").ask(new Show()))).isEqualTo(new Balance(30));
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void an_effect_takes_place_once_when_its_targets_write_fails_in_whatever_way_R6(Fault fault) {
        try (TestSystem system = TestSystem.on(directory, QUICK, ACCOUNT)) {
            get(system.account("2").ask(new Show()));
            FaultyJournal.plan("account|2", fault);
            get(system.account("1").ask(new Transfer("2", 30)));
            assertSettled(system);
            assertThat(get(system.account("2").ask(new Show()))).isEqualTo(new Balance(30));
        }
    }

    @Test
    void an_effect_that_its_parked_target_refused_is_sent_again_until_it_is_settled_R6() {
        String parking = QUICK + "holdfast.segments.default.intensity { restarts = 1, within = 1s }\n";
        try (TestSystem system = TestSystem.on(directory, parking, ACCOUNT)) {
            get(system.account("1").ask(new Show()));
            for (int i = 0; i < 2; i++) {
                FaultyJournal.plan("account|2", Fault.FAIL_BEFORE);
            }
            get(system.account("1").ask(new Transfer("2", 30)));
            await().atMost(TestSystem.SOON)
                    .until(() -> system.holdfast().status().parked() == 1);
            assertSettled(system);
            assertThat(get(system.account("2").ask(new Show()))).isEqualTo(new Balance(30));
        }
    }

    @Test
    void an_effect_left_open_is_taken_up_when_its_components_are_started_again_R6() {
        try (TestSystem system = TestSystem.on(directory, QUICK + impatient(), ACCOUNT)) {
            get(system.account("1").ask(new Show()));
            for (int i = 0; i < 10; i++) {
                FaultyJournal.plan("account|2", Fault.FAIL_BEFORE);
            }
            get(system.account("1").ask(new Transfer("2", 30)));
            assertThat(system.holdfast().status().openEffects()).isEqualTo(1);
        }
        FaultyJournal.heal("account|2");
        try (TestSystem system = TestSystem.on(directory, ACCOUNT)) {
            await().atMost(TestSystem.SOON)
                    .until(() -> system.holdfast().status().running() == 2);
            assertSettled(system);
            assertThat(get(system.account("2").ask(new Show()))).isEqualTo(new Balance(30));
        }
    }

    @Test
    void an_effect_to_a_component_that_is_not_started_yet_waits_for_it_R6() {
        try (TestSystem system = TestSystem.on(directory, ACCOUNT, BANK)) {
            get(system.holdfast().component(BANK, "1").ask(new Send("1", 1)));
            assertSettled(system);
        }
        try (TestSystem system = TestSystem.on(directory, BANK)) {
            assertThatThrownBy(() -> get(system.holdfast().component(BANK, "1").ask(new Send("1", 1))))
                    .isInstanceOf(CommandQuarantined.class)
                    .hasMessageContaining("no component of that name is started");
        }
    }

    @Test
    void more_effects_than_the_window_are_all_sent_as_answers_make_room_K6() {
        String small = "holdfast.runtime.dedup.window = 8\n";
        try (TestSystem system = TestSystem.on(directory, small, ACCOUNT, BANK)) {
            get(system.holdfast().component(BANK, "1").ask(new Send("1", 100)));
            assertSettled(system);
            assertThat(get(system.account("1").ask(new Show()))).isEqualTo(new Balance(100));
        }
    }

    @Test
    void a_component_with_too_many_open_effects_refuses_commands_from_outside() {
        String few = QUICK + impatient() + "holdfast.runtime.effects.max-open = 2\n";
        try (TestSystem system = TestSystem.on(directory, few, ACCOUNT)) {
            get(system.account("1").ask(new Show()));
            for (int i = 0; i < 10; i++) {
                FaultyJournal.plan("account|2", Fault.FAIL_BEFORE);
            }
            get(system.account("1").ask(new Transfer("2", 1)));
            get(system.account("1").ask(new Transfer("2", 1)));
            assertThatThrownBy(() -> get(system.account("1").ask(new Transfer("2", 1))))
                    .isInstanceOf(ComponentUnavailable.class)
                    .hasMessageContaining("max-open");
        }
    }

    @Test
    void an_effect_whose_target_quarantines_it_is_settled() {
        Account.failures("spoilt", Integer.MAX_VALUE);
        try (TestSystem system = TestSystem.on(directory, ACCOUNT, BANK)) {
            get(system.holdfast().component(BANK, "1").ask(new Spoil("1")));
            assertSettled(system);
            assertThat(system.holdfast().status().tally().quarantined()).isEqualTo(1);
        }
    }

    private static String impatient() {
        return "holdfast.segments.default.intensity { restarts = 1, within = 1h }\n";
    }

    private static void assertSettled(TestSystem system) {
        await().atMost(TestSystem.SOON).until(() -> system.holdfast().status().openEffects() == 0);
    }
}
