package dev.holdfast.kernel;

import static dev.holdfast.kernel.Purse.SOLVENT;
import static dev.holdfast.kernel.Trial.fault;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.holdfast.component.Command;
import dev.holdfast.component.Component;
import dev.holdfast.component.Decision;
import dev.holdfast.component.InvariantViolated;
import dev.holdfast.config.FaultKind;
import dev.holdfast.kernel.Purse.Added;
import dev.holdfast.kernel.Purse.Event;
import dev.holdfast.kernel.Purse.Put;
import dev.holdfast.kernel.Verdict.Faulted;
import dev.holdfast.recovery.Fault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InvariantTest {

    private static InvariantViolated violation(Verdict verdict) {
        Faulted fault = fault(FaultKind.INVARIANT_VIOLATED, verdict);
        assertThat(fault.thrown()).isInstanceOf(InvariantViolated.class);
        return (InvariantViolated) fault.thrown();
    }

    @Test
    void a_command_whose_events_break_an_invariant_is_a_fault_and_leaves_the_state() {
        Trial<Purse, Event> purse = new Trial<>(Purse.lending());
        purse.ask(new Put(5));
        Verdict verdict = purse.decide(new Put(-7));
        InvariantViolated violated = violation(verdict);
        assertThat(violated.component()).isEqualTo("purse");
        assertThat(violated.invariant()).isEqualTo(SOLVENT);
        assertThat(violated).hasMessageContainingAll("'purse'", SOLVENT);
        assertThat(((Faulted) verdict).stateIntact()).isTrue();
        assertThat(purse.state()).isEqualTo(new Purse(5));
        assertThat(purse.ask(new Put(1))).isEqualTo(6L);
    }

    @Test
    void a_predicate_that_throws_does_not_hold_and_is_the_cause() {
        Trial<Purse, Event> purse = new Trial<>(Purse.any()
                .holds("odd", state -> {
                    throw new IllegalStateException("planned");
                })
                .build());
        InvariantViolated violated = violation(purse.decide(new Put(1)));
        assertThat(violated.invariant()).isEqualTo("odd");
        assertThat(violated).hasMessageContaining("threw").hasRootCauseMessage("planned");
    }

    @Test
    void a_predicate_that_overflows_the_stack_does_not_hold_S1() {
        Trial<Purse, Event> purse = new Trial<>(Purse.any()
                .holds("deep", state -> {
                    throw new StackOverflowError("planned");
                })
                .build());
        assertThat(violation(purse.decide(new Put(1)))).hasCauseInstanceOf(StackOverflowError.class);
    }

    @Test
    void the_first_invariant_broken_is_named_in_the_order_declared() {
        Trial<Purse, Event> purse = new Trial<>(Purse.any()
                .holds("small", state -> state.cents() < 10)
                .holds("even", state -> state.cents() % 2 == 0)
                .build());
        assertThat(violation(purse.decide(new Put(11))).invariant()).isEqualTo("small");
        assertThat(violation(purse.decide(new Put(1))).invariant()).isEqualTo("even");
    }

    @Test
    void each_invariant_is_asked_once_for_a_command() {
        List<Purse> asked = new ArrayList<>();
        Trial<Purse, Event> purse =
                new Trial<>(Purse.any().holds("counted", asked::add).build());
        purse.ask(new Put(1));
        purse.ask(new Put(2));
        assertThat(asked).containsExactly(new Purse(1), new Purse(3));
    }

    @Test
    void a_state_made_by_a_fold_can_be_asked_for_what_it_breaks() {
        Trial<Purse, Event> purse = new Trial<>(Purse.lending());
        assertThat(purse.tried().violated()).isEmpty();
        purse.tried().replay(List.of(purse.stored(new Added(-3))), 0);
        assertThat(purse.tried().violated())
                .hasValueSatisfying(violated -> assertThat(violated.invariant()).isEqualTo(SOLVENT));
    }

    /** Changes in place. */
    static final class Pile {
        @JsonProperty
        private long cents;
    }

    record Push(long cents) implements Command<Long> {}

    private static final Component<Pile, Added> PILE = Component.<Pile, Added>named("pile")
            .startsAs(id -> new Pile())
            .decides(
                    Push.class,
                    (pile, push, context) ->
                            Decision.of(new Added(push.cents())).reply(after -> after.cents))
            .applies(Added.class, (pile, added) -> {
                pile.cents += added.cents();
                return pile;
            })
            .holds(SOLVENT, pile -> pile.cents >= 0)
            .build();

    @Test
    void a_state_that_changes_in_place_is_not_to_be_trusted_after_a_violation_R2() {
        Trial<Pile, Added> pile = new Trial<>(PILE);
        Verdict verdict = pile.decide(new Push(-1));
        violation(verdict);
        assertThat(((Faulted) verdict).stateIntact()).isFalse();
    }

    @Test
    void faults_of_different_invariants_have_different_signatures_and_of_one_the_same() {
        assertThat(signature("a")).isEqualTo(signature("a")).isNotEqualTo(signature("b"));
        assertThat(signature("a")).contains("purse.holds(a)");
    }

    private static String signature(String invariant) {
        return Fault.of(
                        "1",
                        FaultKind.INVARIANT_VIOLATED,
                        "purse|1",
                        0,
                        Optional.empty(),
                        Instant.EPOCH,
                        new InvariantViolated("purse", invariant),
                        true)
                .signature();
    }
}
