package dev.holdfast.kernel;

import static dev.holdfast.kernel.Purse.SOLVENT;
import static dev.holdfast.kernel.Trial.CORRECTING;
import static dev.holdfast.kernel.Trial.fault;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.component.Component;
import dev.holdfast.component.Correction;
import dev.holdfast.component.InvariantViolated;
import dev.holdfast.config.FaultKind;
import dev.holdfast.kernel.Purse.Added;
import dev.holdfast.kernel.Purse.Event;
import dev.holdfast.kernel.Purse.Lent;
import dev.holdfast.kernel.Purse.Odd;
import dev.holdfast.kernel.Purse.Put;
import dev.holdfast.kernel.Purse.Refused;
import dev.holdfast.kernel.Purse.Unapplied;
import dev.holdfast.kernel.Verdict.Completed;
import dev.holdfast.kernel.Verdict.Corrected;
import dev.holdfast.kernel.Verdict.Faulted;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Roll-forward: the events of a correction bring the state to where its invariants hold. */
class CorrectionTest {

    private static Trial<Purse, Event> correctedBy(Correction<Purse, Event, InvariantViolated> correction) {
        return new Trial<>(
                Purse.solvent().corrects(InvariantViolated.class, correction).build());
    }

    /** What came of a command that breaks the invariant: its correction must have failed. */
    private static Faulted failed(Trial<Purse, Event> purse) {
        Faulted fault = fault(FaultKind.INVARIANT_VIOLATED, purse.decide(new Put(-7), CORRECTING));
        assertThat(fault.thrown())
                .isInstanceOf(CorrectionFailedException.class)
                .hasMessageContainingAll("'purse'", InvariantViolated.class.getName());
        assertThat(purse.state()).isEqualTo(new Purse(0));
        return fault;
    }

    @Test
    @SuppressWarnings("NullAway") // a user's function may do what it must not
    void a_correction_that_returns_null_has_failed() {
        Faulted fault = failed(correctedBy((purse, violated) -> null));
        assertThat(fault.thrown()).hasMessageContaining("returned null");
        assertThat(fault.stateIntact()).isTrue();
    }

    @Test
    @SuppressWarnings("NullAway") // a user's function may do what it must not
    void a_correction_with_a_null_among_its_events_has_failed() {
        Faulted fault = failed(correctedBy((purse, violated) -> Arrays.asList(new Lent(7), null)));
        assertThat(fault.thrown()).hasMessageContaining("is null");
    }

    @Test
    void a_correction_that_throws_has_failed_with_that_as_its_cause() {
        Faulted fault = failed(correctedBy((purse, violated) -> {
            throw new IllegalStateException("planned");
        }));
        assertThat(fault.thrown()).hasMessageContaining("planned").hasCauseInstanceOf(IllegalStateException.class);
        assertThat(fault.stateIntact()).isTrue();
    }

    /** Fails even when it is asked what it is. */
    private static final class Unspeakable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("planned");
        }
    }

    @Test
    void what_a_correction_throws_is_named_even_if_it_cannot_be_asked() {
        Faulted fault = failed(correctedBy((purse, violated) -> {
            throw new Unspeakable();
        }));
        assertThat(fault.thrown()).hasMessageContaining(Unspeakable.class.getName());
    }

    @Test
    void a_correction_that_yields_events_the_component_does_not_apply_has_failed() {
        Faulted fault = failed(correctedBy((purse, violated) -> List.of(new Unapplied())));
        assertThat(fault.thrown()).hasMessageContainingAll(Unapplied.class.getName(), ".applies(Unapplied.class");
    }

    @Test
    void a_correction_whose_events_cannot_be_serialized_has_failed_K2() {
        Faulted fault = failed(correctedBy((purse, violated) -> List.of(new Odd(new Object()))));
        assertThat(fault.thrown()).hasMessageContainingAll(Odd.class.getName(), "cannot be serialized");
    }

    @Test
    void a_correction_whose_events_do_not_fit_an_entry_has_failed() {
        Faulted fault = failed(correctedBy((purse, violated) -> List.of(new Odd("x".repeat(100_000)))));
        assertThat(fault.thrown()).hasMessageContainingAll("65536", "max-bytes");
    }

    @Test
    void a_correction_whose_events_cannot_be_applied_has_failed_and_spoils_the_state_R2() {
        Faulted fault = failed(correctedBy((purse, violated) -> List.of(new Refused(7))));
        assertThat(fault.thrown()).hasMessageContainingAll("cannot be applied", "planned failure in apply");
        assertThat(fault.stateIntact()).isFalse();
    }

    @Test
    void a_correction_that_leaves_the_invariant_broken_has_failed() {
        Faulted fault = failed(correctedBy((purse, violated) -> List.of(new Lent(1))));
        assertThat(fault.thrown())
                .hasMessageContainingAll(SOLVENT, "broken")
                .hasCauseInstanceOf(InvariantViolated.class);
        assertThat(fault.stateIntact()).isTrue();
    }

    @Test
    void a_correction_that_yields_nothing_leaves_the_invariant_broken() {
        assertThat(failed(correctedBy((purse, violated) -> List.of())).thrown()).hasMessageContaining("broken");
    }

    @Test
    void a_correction_that_breaks_another_invariant_has_failed() {
        Trial<Purse, Event> purse = new Trial<>(Purse.solvent()
                .holds("small", state -> state.cents() < 10)
                .corrects(InvariantViolated.class, (state, violated) -> List.of(new Lent(1000)))
                .build());
        assertThat(failed(purse).thrown()).hasMessageContaining("'small'");
    }

    @Test
    void without_a_correction_the_violation_stands() {
        Trial<Purse, Event> purse = new Trial<>(Purse.solvent().build());
        assertThat(fault(FaultKind.INVARIANT_VIOLATED, purse.decide(new Put(-7), CORRECTING))
                        .thrown())
                .isInstanceOf(InvariantViolated.class);
    }

    @Test
    void a_correction_is_applied_only_when_the_attempt_says_so_R1() {
        Trial<Purse, Event> purse = correctedBy((state, violated) -> {
            throw new AssertionError("called");
        });
        assertThat(fault(FaultKind.INVARIANT_VIOLATED, purse.decide(new Put(-7)))
                        .thrown())
                .isInstanceOf(InvariantViolated.class);
    }

    @Test
    void the_events_of_the_command_are_followed_by_those_of_the_correction_and_the_reply_is_of_the_corrected_state() {
        Trial<Purse, Event> purse = new Trial<>(Purse.lending());
        purse.ask(new Put(2));
        Verdict verdict = purse.decide(new Put(-7), CORRECTING);
        assertThat(verdict).isInstanceOf(Corrected.class);
        Corrected corrected = (Corrected) verdict;
        assertThat(purse.events(corrected.outcome().events())).containsExactly(new Added(-7));
        assertThat(purse.events(corrected.correction())).containsExactly(new Lent(5));
        assertThat(purse.reply(new Put(-7), verdict)).isEqualTo(0L);
        assertThat(purse.state()).isEqualTo(new Purse(0));
        assertThat(corrected.size()).isGreaterThan(corrected.outcome().size());
    }

    @Test
    void the_fold_of_what_a_corrected_command_stored_is_its_state() {
        Trial<Purse, Event> purse = new Trial<>(Purse.lending());
        Corrected corrected = (Corrected) purse.decide(new Put(-7), CORRECTING);
        InlineDecider<Purse, Event> next = purse.decider();
        next.replay(corrected.outcome().events(), 0);
        next.replay(corrected.correction(), 0);
        assertThat(next.capture().state()).isEqualTo(purse.state());
    }

    @Test
    void a_command_that_breaks_nothing_is_not_corrected() {
        Trial<Purse, Event> purse = new Trial<>(Purse.lending());
        assertThat(purse.decide(new Put(7), CORRECTING)).isInstanceOf(Completed.class);
    }

    @Test
    void a_state_that_a_fold_shows_broken_is_corrected_by_itself() {
        Trial<Purse, Event> purse = new Trial<>(Purse.lending());
        purse.tried().replay(List.of(purse.stored(new Added(-3))), 0);
        InvariantViolated violated = purse.tried().violated().orElseThrow();
        assertThat(purse.events(purse.tried().correct(violated, 0).orElseThrow()))
                .containsExactly(new Lent(3));
        assertThat(purse.tried().violated()).isEmpty();
        assertThat(purse.ask(new Put(1))).isEqualTo(1L);
    }

    @Test
    void a_state_is_corrected_after_an_exception_of_the_user() {
        Component<Purse, Event> component = Purse.solvent()
                .corrects(IllegalStateException.class, (state, stale) -> List.of(new Lent(Long.parseLong("9"))))
                .build();
        Trial<Purse, Event> purse = new Trial<>(component);
        assertThat(purse.tried().correct(new IllegalStateException("rate stale"), 0))
                .isPresent();
        assertThat(purse.state()).isEqualTo(new Purse(9));
    }

    @Test
    void a_lone_correction_that_fails_leaves_an_immutable_state() {
        Trial<Purse, Event> purse = correctedBy((state, violated) -> List.of(new Lent(-1)));
        assertThatThrownBy(() -> purse.tried().correct(new InvariantViolated("purse", SOLVENT), 0))
                .isInstanceOf(CorrectionFailedException.class);
        assertThat(purse.state()).isEqualTo(new Purse(0));
    }

    @Test
    void a_state_for_whose_fault_nothing_is_declared_stays() {
        Trial<Purse, Event> purse = new Trial<>(Purse.lending());
        assertThat(purse.tried().correct(new IllegalStateException("x"), 0)).isEmpty();
        assertThat(purse.state()).isEqualTo(new Purse(0));
    }
}
