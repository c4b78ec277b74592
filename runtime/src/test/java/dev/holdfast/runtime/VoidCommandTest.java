package dev.holdfast.runtime;

import static dev.holdfast.testing.TestSystem.get;
import static dev.holdfast.testing.Till.TILL;
import static dev.holdfast.testing.Till.fill;
import static dev.holdfast.testing.Till.keyed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.holdfast.component.Command;
import dev.holdfast.ledger.LedgerRecord.Detected;
import dev.holdfast.ledger.LedgerRecord.Resolved;
import dev.holdfast.persistence.entry.CommandId;
import dev.holdfast.persistence.entry.Corrected;
import dev.holdfast.persistence.entry.Range;
import dev.holdfast.persistence.entry.Voided;
import dev.holdfast.persistence.entry.Voided.Revoked;
import dev.holdfast.testing.FaultyJournal;
import dev.holdfast.testing.FaultyJournal.Fault;
import dev.holdfast.testing.Journal;
import dev.holdfast.testing.TestSystem;
import dev.holdfast.testing.Till;
import dev.holdfast.testing.Till.Count;
import dev.holdfast.testing.Till.Share;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VoidCommandTest {

    private static final String OPTED_IN = """
            holdfast.segments.default.recovery = [
              { on = poison-event, do = [void-command, park] }
              { on = storage-write, do = [roll-back, park] }
            ]
            """;

    private static final String FAULTY = OPTED_IN + FaultyJournal.SETTING
            + "faulty-journal.circuit-breaker { max-failures = 1000, call-timeout = 500ms }\n";

    @TempDir
    Path directory;

    @AfterEach
    void heal() {
        FaultyJournal.heal("till|1");
    }

    @Test
    void the_command_of_a_poison_event_is_voided_where_that_is_opted_in_R3() {
        fillWith("1", fill(1), keyed("opted-in", 10, 20));
        Till.poison("opted-in");
        try (TestSystem system = start(OPTED_IN)) {
            assertThat(ask(system, "1", new Count())).isEqualTo(1);

            Voided voided = Journal.contents(system, "till|1", Voided.class).get(0);
            assertThat(voided.ranges()).containsExactly(new Range(2, 3));
            assertThat(voided.by()).isEqualTo("void-command");
            Revoked revoked = voided.replies().get(0);
            CommandId id = new CommandId(revoked.sender(), "till|1", revoked.number());
            assertThatThrownBy(() -> get(till(system, "1").outcomeOf(id, keyed("opted-in", 10, 20))))
                    .isInstanceOfSatisfying(
                            CommandRejected.class,
                            rejected -> assertThat(rejected.code()).isEqualTo(CommandRejected.VOIDED));
            assertThat(detected(system)).extracting(Detected::decision).containsExactly("void-command");
            assertThat(voided.fault()).contains(detected(system).get(0).fault());
            assertThat(Journal.ledger(system, Resolved.class))
                    .extracting(Resolved::outcome)
                    .containsExactly("recovered");
        }
        try (TestSystem system = start("")) {
            assertThat(ask(system, "1", new Count())).isEqualTo(1);
        }
    }

    @Test
    void a_poison_event_parks_where_nothing_is_opted_in_R3() {
        fillWith("1", keyed("not-opted-in", 10));
        Till.poison("not-opted-in");
        try (TestSystem system = start("")) {
            assertParked(system, "1");
            assertThat(Journal.contents(system, "till|1", Voided.class)).isEmpty();
        }
    }

    @Test
    void a_poison_event_whose_command_caused_effects_parks_and_the_ledger_says_why_R7() {
        fillWith("1", new Share("2", 10, "effects"));
        Till.poison("effects");
        try (TestSystem system = start(OPTED_IN)) {
            assertParked(system, "1");
            assertThat(detected(system))
                    .extracting(Detected::decision)
                    .containsExactly("park; its command caused effects, and is not voided");
            assertThat(Journal.contents(system, "till|1", Voided.class)).isEmpty();
        }
    }

    @Test
    void when_many_components_want_to_void_none_may_and_the_ledger_says_why_R3() {
        for (String id : List.of("1", "2", "3")) {
            fillWith(id, keyed("release", 10));
        }
        Till.poison("release");
        String brake = "holdfast.runtime.poison-brake { components = 2, within = 1h }\n";
        try (TestSystem system = start(OPTED_IN + brake)) {
            assertThat(ask(system, "1", new Count())).isZero();
            assertThat(ask(system, "2", new Count())).isZero();
            assertParked(system, "3");
            assertThat(detected(system))
                    .extracting(Detected::decision)
                    .containsExactly(
                            "void-command",
                            "void-command",
                            "park; the brake is on: more than 2 components wanted to void a command within PT1H"
                                    + " (holdfast.runtime.poison-brake)");
            assertThat(Journal.contents(system, "till|3", Voided.class)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void a_void_whose_write_fails_in_whatever_way_is_written_once_K5(Fault fault) {
        String key = "write-" + fault;
        fillWith("1", fill(1), keyed(key, 10));
        Till.poison(key);
        try (TestSystem system = start(FAULTY)) {
            FaultyJournal.plan("till|1", fault);
            assertThat(ask(system, "1", new Count())).isEqualTo(1);
            assertThat(FaultyJournal.left("till|1")).isZero();
            assertThat(Journal.contents(system, "till|1", Voided.class)).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void a_void_with_its_correction_whose_write_fails_in_whatever_way_is_written_once_K5_R4(Fault fault) {
        String key = "corrected-" + fault;
        fillWith("1", keyed(key, 10), new Till.Take(5));
        Till.poison(key);
        try (TestSystem system = start(FAULTY)) {
            FaultyJournal.plan("till|1", fault);
            assertThat(ask(system, "1", new Count())).isZero();
            assertThat(FaultyJournal.left("till|1")).isZero();
            assertThat(Journal.contents(system, "till|1", Voided.class)).hasSize(1);
            assertThat(Journal.contents(system, "till|1", Corrected.class)).hasSize(1);
            assertThat(detected(system))
                    .extracting(Detected::kind, Detected::decision)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple("poison-event", "void-command"),
                            org.assertj.core.groups.Tuple.tuple("storage-write", "roll-back"));
        }
    }

    @Test
    void a_void_that_breaks_an_invariant_is_written_with_the_correction_in_one_group_R4() {
        fillWith("1", keyed("needed", 10), new Till.Take(5));
        Till.poison("needed");
        try (TestSystem system = start(OPTED_IN)) {
            assertThat(ask(system, "1", new Count())).as("the till was 5 short").isZero();
            assertThat(detected(system))
                    .extracting(Detected::kind, Detected::decision)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple("poison-event", "void-command"));
            assertThat(Journal.contents(system, "till|1", Voided.class)).hasSize(1);
            assertThat(Journal.contents(system, "till|1", Corrected.class)).hasSize(1);
        }
    }

    @SafeVarargs
    private void fillWith(String id, Command<Long>... commands) {
        try (TestSystem system = start("")) {
            for (Command<Long> command : commands) {
                ask(system, id, command);
            }
        }
    }

    private TestSystem start(String settings) {
        return TestSystem.on(directory, settings, TILL);
    }

    private static ComponentRef till(TestSystem system, String id) {
        return system.holdfast().component(TILL, id);
    }

    private static long ask(TestSystem system, String id, Command<Long> command) {
        return get(till(system, id).ask(command));
    }

    private static void assertParked(TestSystem system, String id) {
        assertThatThrownBy(() -> ask(system, id, new Count()))
                .isInstanceOf(ComponentUnavailable.class)
                .hasMessageContaining("parked");
    }

    private static List<Detected> detected(TestSystem system) {
        await().atMost(TestSystem.SOON).until(() -> system.holdfast().status().faultsToRecord() == 0);
        return Journal.ledger(system, Detected.class);
    }
}
