package dev.holdfast.runtime;

import static dev.holdfast.testing.TestSystem.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.component.Command;
import dev.holdfast.component.Component;
import dev.holdfast.component.ComponentBuilder;
import dev.holdfast.component.Decision;
import dev.holdfast.config.FaultKind;
import dev.holdfast.persistence.entry.Corrected;
import dev.holdfast.persistence.entry.Encoded;
import dev.holdfast.persistence.entry.Entry.Committed;
import dev.holdfast.persistence.entry.Entry.Content;
import dev.holdfast.persistence.entry.Entry.EpochStarted;
import dev.holdfast.persistence.entry.Outcome;
import dev.holdfast.testing.Stored;
import dev.holdfast.testing.TestSystem;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each rung on each kind of fault that can blame a command: what the caller sees, what the journal holds, what is on record.
 * The tables of docs/concepts/recovery.md name these tests.
 */
class CommandLaddersTest {

    private static final String ID = "pot|1";

    /** More than {@link TestSystem} lets one outcome take. */
    private static final String TOO_LARGE = "x".repeat(65 * 1024);

    record Pot(long cents, boolean mended) {}

    sealed interface PotEvent {}

    record Filled(long cents, String note) implements PotEvent {}

    record Mended() implements PotEvent {}

    record Fill(long cents) implements Command<Long> {}

    record Count() implements Command<Long> {}

    @TempDir
    Path directory;

    /** How often a fill still fails; one of a pot that was mended does not. */
    private int failures;

    static Stream<FaultKind> blamingCommands() {
        return Arrays.stream(FaultKind.values()).filter(FaultKind::blamesCommand);
    }

    private ComponentBuilder<Pot, PotEvent> failingBy(FaultKind kind) {
        return Component.<Pot, PotEvent>named("pot")
                .startsAs(id -> new Pot(0, false))
                .decides(Fill.class, (pot, fill, context) -> {
                    Filled filled = pot.mended() || failures-- <= 0 ? new Filled(fill.cents(), "") : failing(kind);
                    return Decision.<PotEvent>of(filled).reply(Pot::cents);
                })
                .decides(
                        Count.class,
                        (pot, count, context) -> Decision.<PotEvent>of().reply(Pot::cents))
                .applies(Filled.class, (pot, filled) -> new Pot(pot.cents() + filled.cents(), pot.mended()))
                .applies(Mended.class, (pot, mended) -> new Pot(100, true))
                .holds("never negative", pot -> pot.cents() >= 0);
    }

    private static Filled failing(FaultKind kind) {
        return switch (kind) {
            case CRASH -> throw new IllegalStateException("planned failure");
            case POISON_COMMAND -> new Filled(1, TOO_LARGE);
            case INVARIANT_VIOLATED -> new Filled(-1000, "");
            default -> throw new AssertionError(kind + " blames no command");
        };
    }

    private TestSystem start(FaultKind kind, String ladder, Component<Pot, PotEvent> component) {
        String rule = "holdfast.segments.default.recovery = [{ on = " + kind.text() + ", do = " + ladder + " }]\n";
        return TestSystem.on(directory, rule, component);
    }

    private static ComponentRef pot(TestSystem system, Component<Pot, PotEvent> component) {
        return system.holdfast().component(component, "1");
    }

    private void assertDecided(FaultKind kind, String... decisions) {
        assertThat(Stored.decisions(directory))
                .containsExactlyElementsOf(Stream.of(decisions)
                        .map(rung -> kind.text() + ": " + rung)
                        .toList());
    }

    /** What the journal holds, one word an entry. */
    private List<String> journal() {
        return Stored.entries(directory, ID).stream()
                .map(CommandLaddersTest::word)
                .toList();
    }

    private static String word(Content content) {
        if (content instanceof EpochStarted) {
            return "epoch";
        } else if (content instanceof Committed committed) {
            return word(committed.outcomes().get(0).result());
        } else if (content instanceof Corrected corrected) {
            return corrected
                    .outcome()
                    .map(outcome -> word(outcome.result()) + " and corrected")
                    .orElse("corrected");
        }
        throw new AssertionError(content);
    }

    private static String word(Outcome.Result result) {
        return result instanceof Outcome.Completed ? "completed" : "quarantined";
    }

    @ParameterizedTest
    @MethodSource("blamingCommands")
    void retry_executes_the_command_once_by_the_same_incarnation(FaultKind kind) {
        failures = 2;
        Component<Pot, PotEvent> component = failingBy(kind).build();
        try (TestSystem system = start(kind, "[retry 2, park]", component)) {
            assertThat(get(pot(system, component).ask(new Fill(5)))).isEqualTo(5);
        }
        assertThat(journal()).containsExactly("epoch", "completed");
        assertDecided(kind, "retry", "retry");
        assertThat(Stored.outcomes(directory)).containsOnly("completed");
    }

    @ParameterizedTest
    @MethodSource("blamingCommands")
    void roll_back_executes_the_command_once_by_the_next_incarnation(FaultKind kind) {
        failures = 1;
        Component<Pot, PotEvent> component = failingBy(kind).build();
        try (TestSystem system = start(kind, "[roll-back, park]", component)) {
            assertThat(get(pot(system, component).ask(new Fill(5)))).isEqualTo(5);
        }
        assertThat(journal()).containsExactly("epoch", "epoch", "completed");
        assertDecided(kind, "roll-back");
        assertThat(Stored.outcomes(directory)).containsExactly("completed");
    }

    @ParameterizedTest
    @MethodSource("blamingCommands")
    void roll_forward_stores_the_correction_with_the_faults_id(FaultKind kind) {
        failures = Integer.MAX_VALUE;
        Component<Pot, PotEvent> component = failingBy(kind)
                .corrects(RuntimeException.class, (pot, fault) -> List.of(new Mended()))
                .build();
        boolean ofItsEvents = kind == FaultKind.INVARIANT_VIOLATED;
        try (TestSystem system = start(kind, "[roll-forward, park]", component)) {
            assertThat(get(pot(system, component).ask(new Fill(5)))).isEqualTo(ofItsEvents ? 100 : 105);
        }
        assertThat(journal())
                .containsExactlyElementsOf(
                        ofItsEvents
                                ? List.of("epoch", "epoch", "completed and corrected")
                                : List.of("epoch", "epoch", "corrected", "completed"));
        assertThat(Stored.entries(directory, ID))
                .filteredOn(Corrected.class::isInstance)
                .singleElement()
                .satisfies(entry -> {
                    assertThat(((Corrected) entry).fault())
                            .isEqualTo(Stored.faults(directory).get(0).fault());
                    assertThat(((Corrected) entry).events())
                            .extracting(Encoded::name)
                            .containsExactly("mended");
                });
        assertDecided(kind, "roll-forward");
        assertThat(Stored.outcomes(directory)).containsExactly("completed");
    }

    @ParameterizedTest
    @MethodSource("blamingCommands")
    void alternate_executes_the_command_once_by_another_version_of_decide(FaultKind kind) {
        failures = Integer.MAX_VALUE;
        Component<Pot, PotEvent> component = failingBy(kind)
                .alternately(
                        Fill.class,
                        (pot, fill, context) -> Decision.<PotEvent>of(new Filled(fill.cents(), "by the alternate"))
                                .reply(Pot::cents))
                .build();
        try (TestSystem system = start(kind, "[alternate, park]", component)) {
            assertThat(get(pot(system, component).ask(new Fill(5)))).isEqualTo(5);
        }
        assertThat(journal()).containsExactly("epoch", "completed");
        assertDecided(kind, "alternate");
        assertThat(Stored.outcomes(directory)).containsExactly("completed");
    }

    @ParameterizedTest
    @MethodSource("blamingCommands")
    void quarantine_command_stores_the_command_with_its_fault_and_the_component_lives_on(FaultKind kind) {
        failures = Integer.MAX_VALUE;
        Component<Pot, PotEvent> component = failingBy(kind).build();
        try (TestSystem system = start(kind, "[quarantine-command]", component)) {
            assertThatThrownBy(() -> get(pot(system, component).ask(new Fill(5))))
                    .isInstanceOf(CommandQuarantined.class);
            assertThat(get(pot(system, component).ask(new Count()))).isZero();
        }
        assertThat(journal()).containsExactly("epoch", "quarantined", "completed");
        Committed setAside = (Committed) Stored.entries(directory, ID).get(1);
        assertThat(setAside.outcomes().get(0).result())
                .isInstanceOfSatisfying(Outcome.Quarantined.class, quarantined -> {
                    assertThat(quarantined.fault())
                            .isEqualTo(Stored.faults(directory).get(0).fault());
                    assertThat(quarantined.command().name()).isEqualTo("fill");
                });
        assertDecided(kind, "quarantine-command");
        assertThat(Stored.outcomes(directory)).containsExactly("quarantined");
    }

    @ParameterizedTest
    @MethodSource("blamingCommands")
    void park_refuses_the_command_and_those_after_it_and_stores_nothing(FaultKind kind) {
        failures = Integer.MAX_VALUE;
        Component<Pot, PotEvent> component = failingBy(kind).build();
        try (TestSystem system = start(kind, "[park]", component)) {
            assertThatThrownBy(() -> get(pot(system, component).ask(new Fill(5))))
                    .isInstanceOf(OutcomeUnknown.class)
                    .hasMessageContaining("parked")
                    .hasMessageContaining(kind.text());
            assertThatThrownBy(() -> get(pot(system, component).ask(new Count())))
                    .isInstanceOf(ComponentUnavailable.class)
                    .hasMessageContaining("parked");
        }
        assertThat(journal()).containsExactly("epoch");
        assertDecided(kind, "park");
    }
}
