package dev.holdfast.kernel;

import static dev.holdfast.kernel.Trial.fault;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.holdfast.component.Command;
import dev.holdfast.component.Component;
import dev.holdfast.component.ComponentBuilder;
import dev.holdfast.component.Decision;
import dev.holdfast.config.FaultKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Recovery blocks: where one version of the user's code fails, another is tried. */
class AlternateTest {

    record Count(long value) {}

    record Up(String how) implements Command<Long> {}

    record Raised(long by) {}

    private static RuntimeException planned(String what) {
        return new IllegalStateException(what);
    }

    /** Its primary fails to decide. */
    private static ComponentBuilder<Count, Raised> count() {
        return Component.<Count, Raised>named("count")
                .startsAs(id -> new Count(0))
                .decides(Up.class, (count, up, context) -> {
                    throw planned("primary");
                });
    }

    private static ComponentBuilder<Count, Raised> deciding() {
        return Component.<Count, Raised>named("count")
                .startsAs(id -> new Count(0))
                .decides(
                        Up.class,
                        (count, up, context) -> Decision.of(new Raised(1)).reply(Count::value));
    }

    private static Count raise(Count count, Raised raised) {
        return new Count(count.value() + raised.by());
    }

    @Test
    void an_alternate_that_throws_too_is_a_crash_with_what_it_threw() {
        Trial<Count, Raised> count = new Trial<>(count().applies(Raised.class, AlternateTest::raise)
                .alternately(Up.class, (state, up, context) -> {
                    throw planned("alternate");
                })
                .build());
        assertThat(fault(FaultKind.CRASH, count.decide(new Up(""), new Attempt(1, false)))
                        .thrown())
                .hasMessage("alternate");
    }

    @Test
    void an_alternate_is_used_only_by_an_attempt_of_its_version() {
        Trial<Count, Raised> count = new Trial<>(count().applies(Raised.class, AlternateTest::raise)
                .alternately(
                        Up.class,
                        (state, up, context) -> Decision.of(new Raised(10)).reply(Count::value))
                .alternately(
                        Up.class,
                        (state, up, context) -> Decision.of(new Raised(100)).reply(Count::value))
                .build());
        assertThat(fault(FaultKind.CRASH, count.decide(new Up(""))).thrown()).hasMessage("primary");
        Up up = new Up("");
        assertThat(count.reply(up, count.decide(up, new Attempt(1, false)))).isEqualTo(10L);
        assertThat(count.reply(up, count.decide(up, new Attempt(2, false)))).isEqualTo(110L);
    }

    @Test
    void an_attempt_of_a_version_beyond_a_commands_alternates_uses_the_last() {
        Trial<Count, Raised> count = new Trial<>(
                deciding().applies(Raised.class, AlternateTest::raise).build());
        Up up = new Up("");
        assertThat(count.reply(up, count.decide(up, new Attempt(7, false)))).isEqualTo(1L);
    }

    /** Fails to apply; its alternates raise by ten times as much, so that tests see who did it. */
    private static ComponentBuilder<Count, Raised> failingToApply() {
        return deciding()
                .applies(Raised.class, (count, raised) -> {
                    if (raised.by() > 1) {
                        throw planned("primary");
                    }
                    return raise(count, raised);
                })
                .alternately(Raised.class, (count, raised) -> {
                    if (raised.by() > 2) {
                        throw planned("first alternate");
                    }
                    return new Count(count.value() + 10 * raised.by());
                });
    }

    @Test
    void an_event_that_all_fail_to_apply_names_what_the_primary_threw_and_keeps_the_others() {
        Trial<Count, Raised> count = new Trial<>(failingToApply().build());
        assertThatThrownBy(() -> count.tried().replay(List.of(count.stored(new Raised(3))), 1))
                .isInstanceOfSatisfying(
                        UserCode.Failure.class,
                        failure -> assertThat(failure.thrown())
                                .hasMessageContainingAll("'count'", Raised.class.getName())
                                .hasRootCauseMessage("primary")
                                .satisfies(thrown -> assertThat(thrown.getSuppressed())
                                        .singleElement()
                                        .satisfies(other -> assertThat(other).hasMessage("first alternate"))));
        assertThat(count.state()).isEqualTo(new Count(0));
    }

    @Test
    void without_alternates_in_the_attempt_the_primary_alone_applies() {
        Trial<Count, Raised> count = new Trial<>(failingToApply().build());
        assertThatThrownBy(() -> count.tried().replay(List.of(count.stored(new Raised(2))), 0))
                .isInstanceOfSatisfying(
                        UserCode.Failure.class,
                        failure -> assertThat(failure.thrown()).hasMessage("primary"));
    }

    @Test
    void an_alternate_applies_where_the_primary_throws_and_nowhere_else() {
        Trial<Count, Raised> count = new Trial<>(failingToApply().build());
        count.tried().replay(List.of(count.stored(new Raised(1)), count.stored(new Raised(2))), 1);
        assertThat(count.state()).isEqualTo(new Count(21));
    }

    @Test
    void an_attempt_goes_no_further_than_its_version() {
        Trial<Count, Raised> count = new Trial<>(failingToApply()
                .alternately(Raised.class, (state, raised) -> new Count(state.value() + 100 * raised.by()))
                .build());
        assertThatThrownBy(() -> count.tried().replay(List.of(count.stored(new Raised(3))), 1))
                .isInstanceOf(UserCode.Failure.class);
        count.tried().replay(List.of(count.stored(new Raised(3))), 2);
        assertThat(count.state()).isEqualTo(new Count(300));
    }

    @Test
    @SuppressWarnings("NullAway") // a user's function may do what it must not
    void an_applier_that_returns_null_is_a_fault_not_a_state() {
        Trial<Count, Raised> count = new Trial<>(
                deciding().applies(Raised.class, (state, raised) -> null).build());
        assertThat(fault(FaultKind.CRASH, count.decide(new Up(""))).thrown()).hasMessageContaining("null");
        assertThat(count.state()).isEqualTo(new Count(0));
    }

    /** Changes in place. */
    static final class Tally {
        @JsonProperty
        private final List<Long> raised = new ArrayList<>();
    }

    @Test
    void an_alternate_does_not_see_what_the_primary_did_to_a_state_that_changes_in_place_R2() {
        Trial<Tally, Raised> tally = new Trial<>(Component.<Tally, Raised>named("tally")
                .startsAs(id -> new Tally())
                .decides(Up.class, (state, up, context) -> Decision.reject("never"))
                .applies(Raised.class, (state, raised) -> {
                    state.raised.add(raised.by());
                    if (raised.by() > 1) {
                        throw planned("half done");
                    }
                    return state;
                })
                .alternately(Raised.class, (state, raised) -> {
                    state.raised.add(10 * raised.by());
                    return state;
                })
                .build());
        tally.tried().replay(List.of(tally.stored(new Raised(1)), tally.stored(new Raised(2))), 1);
        assertThat(tally.state().raised).containsExactly(1L, 20L);
    }

    /** Changes in place, and cannot be written down. */
    static final class Opaque {
        private long value;

        void raise(Raised raised) {
            value += raised.by();
        }

        @Override
        public String toString() {
            return "opaque " + value;
        }
    }

    @Test
    void alternates_on_a_state_that_can_neither_be_trusted_nor_written_are_refused_R2() {
        Trial<Opaque, Raised> opaque = new Trial<>(Component.<Opaque, Raised>named("opaque")
                .startsAs(id -> new Opaque())
                .decides(Up.class, (state, up, context) -> Decision.reject("never"))
                .applies(Raised.class, (state, raised) -> {
                    state.raise(raised);
                    return state;
                })
                .alternately(Raised.class, (state, raised) -> state)
                .build());
        assertThatThrownBy(() -> opaque.tried().replay(List.of(opaque.stored(new Raised(1))), 1))
                .isInstanceOfSatisfying(
                        UserCode.Failure.class,
                        failure -> assertThat(failure.thrown())
                                .hasMessageContainingAll(Opaque.class.getName(), "cannot be serialized"));
    }
}
