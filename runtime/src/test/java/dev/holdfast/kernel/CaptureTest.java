package dev.holdfast.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.holdfast.codec.CodecException;
import dev.holdfast.component.Command;
import dev.holdfast.component.Component;
import dev.holdfast.component.ComponentBuilder;
import dev.holdfast.component.Decision;
import dev.holdfast.persistence.entry.Encoded;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** States held fast between two commands, for the ring and for checkpoints (K10). */
class CaptureTest {

    record Write(String line) implements Command<Integer> {}

    record Wrote(String line) {}

    /** Changes in place. */
    static final class Page {
        @JsonProperty
        private final List<String> lines = new ArrayList<>();

        Page add(Wrote wrote) {
            lines.add(wrote.line());
            return this;
        }
    }

    private static <S> ComponentBuilder<S, Wrote> writing(ComponentBuilder<S, Wrote> builder) {
        return builder.decides(
                Write.class,
                (state, write, context) -> Decision.of(new Wrote(write.line())).reply(after -> 1));
    }

    private static final Component<Page, Wrote> PAGE = writing(Component.<Page, Wrote>named("page"))
            .startsAs(id -> new Page())
            .applies(Wrote.class, Page::add)
            .build();

    private static void assertCannotBeKept(String why, Runnable keeping) {
        assertThatThrownBy(keeping::run)
                .isInstanceOfSatisfying(
                        UserCode.Failure.class,
                        failure -> assertThat(failure.thrown())
                                .isInstanceOf(CodecException.class)
                                .hasMessageContaining(why));
    }

    /** Changes in place; Jackson does not know how to write it. */
    static final class Opaque {
        private final AtomicInteger lines = new AtomicInteger();

        Opaque add(Wrote wrote) {
            lines.addAndGet(wrote.line().length());
            return this;
        }
    }

    @Test
    void a_state_that_cannot_be_kept_is_told_and_the_component_lives_on() {
        Trial<Opaque, Wrote> opaque = new Trial<>(writing(Component.<Opaque, Wrote>named("opaque"))
                .startsAs(id -> new Opaque())
                .applies(Wrote.class, Opaque::add)
                .build());
        assertCannotBeKept("cannot be serialized", () -> opaque.tried().capture());
        assertThat(opaque.ask(new Write("a"))).isEqualTo(1);
    }

    /** Jackson writes its count but does not read it. */
    static final class Forgetful {
        private int count;

        @JsonProperty(access = JsonProperty.Access.READ_ONLY)
        public int getCount() {
            return count;
        }

        Forgetful add() {
            count++;
            return this;
        }
    }

    private static Trial<Forgetful, Wrote> forgetful(boolean immutable) {
        ComponentBuilder<Forgetful, Wrote> builder = writing(Component.<Forgetful, Wrote>named("forgetful"))
                .startsAs(id -> new Forgetful())
                .applies(Wrote.class, (state, wrote) -> state.add());
        return new Trial<>((immutable ? builder.withImmutableState() : builder).build());
    }

    @Test
    void a_state_that_is_not_read_back_as_it_was_makes_no_checkpoint_and_is_not_restored() {
        Trial<Forgetful, Wrote> forgetful = forgetful(false);
        forgetful.ask(new Write("a"));
        Capture<Forgetful> capture = forgetful.tried().capture();
        assertCannotBeKept("neither equal nor written the same", capture::encoded);
        assertCannotBeKept(
                "neither equal nor written the same", () -> forgetful.tried().restore(capture));
    }

    @Test
    void a_declared_immutable_state_that_is_not_read_back_as_it_was_makes_no_checkpoint_either() {
        Trial<Forgetful, Wrote> forgetful = forgetful(true);
        forgetful.ask(new Write("a"));
        assertCannotBeKept(
                "neither equal nor written the same", forgetful.tried().capture()::encoded);
    }

    @Test
    void a_state_that_changes_in_place_is_written_down_at_once_K10() {
        Trial<Page, Wrote> page = new Trial<>(PAGE);
        page.ask(new Write("first"));
        Capture<Page> capture = page.tried().capture();
        Encoded before = capture.encoded();
        page.ask(new Write("second"));
        assertThat(capture.encoded()).isEqualTo(before);
        page.tried().restore(capture);
        assertThat(page.state().lines).containsExactly("first");
    }

    @Test
    void whoever_restores_a_state_that_changes_in_place_gets_one_of_its_own() {
        Trial<Page, Wrote> page = new Trial<>(PAGE);
        Capture<Page> capture = page.tried().capture();
        page.tried().restore(capture);
        page.ask(new Write("mine"));
        InlineDecider<Page, Wrote> other = page.decider();
        other.restore(capture);
        assertThat(other.capture().encoded()).isEqualTo(capture.encoded());
        assertThat(page.state().lines).containsExactly("mine");
    }

    @Test
    void an_immutable_state_is_held_by_reference_and_written_only_when_asked_for_K10() {
        Trial<Purse, Purse.Event> purse = new Trial<>(Purse.any().build());
        purse.ask(new Purse.Put(5));
        Capture<Purse> capture = purse.tried().capture();
        assertThat(capture.state()).isSameAs(purse.tried().capture().state());
        purse.ask(new Purse.Put(1));
        purse.tried().restore(capture);
        assertThat(purse.state()).isEqualTo(new Purse(5));
    }

    @Test
    void the_next_incarnation_goes_on_from_a_checkpoint() {
        Trial<Purse, Purse.Event> purse = new Trial<>(Purse.any().build());
        purse.ask(new Purse.Put(5));
        Encoded checkpoint = purse.tried().capture().encoded();
        InlineDecider<Purse, Purse.Event> next = purse.decider();
        next.restore(checkpoint);
        next.replay(List.of(purse.stored(new Purse.Added(2))), 0);
        assertThat(next.capture().state()).isEqualTo(new Purse(7));
    }

    @Test
    void a_checkpoint_that_cannot_be_read_leaves_the_state() {
        Trial<Purse, Purse.Event> purse = new Trial<>(Purse.any().build());
        purse.ask(new Purse.Put(5));
        byte[] bytes = purse.tried().capture().encoded().bytes();
        assertCannotBeKept("renamed", () -> purse.tried().restore(new Encoded("wallet", 1, bytes)));
        assertCannotBeKept("newer", () -> purse.tried().restore(new Encoded("purse", 2, bytes)));
        assertCannotBeKept("cannot be read", () -> purse.tried().restore(new Encoded("purse", 1, new byte[] {1})));
        assertThat(purse.state()).isEqualTo(new Purse(5));
    }

    @Test
    void a_component_may_hold_a_state_that_no_checkpoint_can_be_kept_of() {
        Component<List<String>, Wrote> bare = writing(Component.<List<String>, Wrote>named("bare"))
                .startsAs(id -> List.of())
                .applies(Wrote.class, (lines, wrote) -> List.of(wrote.line()))
                .withImmutableState()
                .build();
        Trial<List<String>, Wrote> trial = new Trial<>(bare);
        assertThat(trial.ask(new Write("a"))).isEqualTo(1);
        assertThat(trial.state()).containsExactly("a");
        assertCannotBeKept("type parameters", trial.tried().capture()::encoded);
    }
}
