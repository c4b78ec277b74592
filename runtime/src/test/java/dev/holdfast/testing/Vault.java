package dev.holdfast.testing;

import dev.holdfast.component.Command;
import dev.holdfast.component.Component;
import dev.holdfast.component.ComponentBuilder;
import dev.holdfast.component.Decision;
import dev.holdfast.runtime.ComponentRef;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * A component that a test can break into: its state is declared immutable, and is not. Two systems that start components
 * of two vaults are two JVMs, as far as a component is concerned.
 */
public final class Vault {

    public static final String NEVER_EMPTY = "a vault never owes";

    /** Can be changed behind Holdfast's back. */
    public record State(AtomicLong cents) {

        public State(long cents) {
            this(new AtomicLong(cents));
        }

        public long now() {
            return cents.get();
        }

        public State plus(long more) {
            return new State(now() + more);
        }
    }

    public sealed interface Event {}

    public record Added(long cents) implements Event {}

    public record Mended(long cents) implements Event {}

    public record Add(long cents) implements Command<Long> {}

    /** Rejected as {@code too-much} when there is less. */
    public record Take(long cents) implements Command<Long> {}

    public record Show() implements Command<Long> {}

    private final AtomicInteger applied = new AtomicInteger();
    private volatile Consumer<Command<?>> beforeDecide = command -> {};
    private volatile Consumer<Event> beforeApply = event -> {};
    private volatile State live = new State(0);

    /** Everything but what guards it. */
    public ComponentBuilder<State, Event> open() {
        return Component.<State, Event>named("vault")
                .startsAs(id -> new State(0))
                .withImmutableState()
                .decides(Add.class, (state, add, context) -> {
                    beforeDecide.accept(add);
                    return Decision.of(new Added(add.cents())).reply(State::now);
                })
                .decides(Take.class, (state, take, context) -> {
                    beforeDecide.accept(take);
                    if (state.now() < take.cents()) {
                        return Decision.reject("too-much");
                    }
                    return Decision.of(new Added(-take.cents())).reply(State::now);
                })
                .decides(
                        Show.class,
                        (state, show, context) -> Decision.<Event>of().reply(State::now))
                .applies(Added.class, (state, added) -> apply(state, added, added.cents()))
                .applies(Mended.class, (state, mended) -> apply(state, mended, mended.cents()));
    }

    /** Guarded by its invariant. */
    public ComponentBuilder<State, Event> guarded() {
        return open().holds(NEVER_EMPTY, state -> state.now() >= 0);
    }

    private State apply(State state, Event event, long cents) {
        applied.incrementAndGet();
        beforeApply.accept(event);
        State after = state.plus(cents);
        live = after;
        return after;
    }

    /** What happens in each decide from now on. */
    public void beforeDecide(Consumer<Command<?>> deed) {
        beforeDecide = deed;
    }

    /** What happens in each apply from now on. */
    public void beforeApply(Consumer<Event> deed) {
        beforeApply = deed;
    }

    /** Changes the state that was made last, in memory. */
    public void corrupt(long cents) {
        live.cents().set(cents);
    }

    /** How many events were applied since this was asked last. */
    public int applied() {
        return applied.getAndSet(0);
    }

    /** Adds, and waits. */
    public static long add(ComponentRef vault, long cents) {
        return TestSystem.get(vault.ask(new Add(cents)));
    }

    /** Shows, and waits. */
    public static long show(ComponentRef vault) {
        return TestSystem.get(vault.ask(new Show()));
    }
}
