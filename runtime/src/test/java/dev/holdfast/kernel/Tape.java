package dev.holdfast.kernel;

import dev.holdfast.component.Command;
import dev.holdfast.component.Component;
import dev.holdfast.component.Decision;
import dev.holdfast.component.InvariantViolated;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the model test runs: a level that must not be negative, and a chain over all that ever moved it, in order.
 *
 * @param level the level
 * @param chain depends on each movement and its place
 * @param count how many movements there were
 */
record Tape(long level, long chain, long count) {

    static final String DRY = "dry";

    /** While it is on, toxic events cannot be applied. */
    static volatile boolean poisonous;

    private static final Set<String> TRIED = ConcurrentHashMap.newKeySet();

    /** Moves the level; refused when it would be negative. */
    record Move(long by) implements Command<Tape> {}

    /** Moves the level, wherever that leads. */
    record Force(long by) implements Command<Tape> {}

    /** Moves the level by an event that cannot be applied at all times. */
    record Toxic(long by) implements Command<Tape> {}

    /** Fails at the first attempt. */
    record Flaky(long by, String key) implements Command<Tape> {}

    /** Fails at each attempt. */
    record Bomb() implements Command<Tape> {}

    /** Changes nothing. */
    record Show() implements Command<Tape> {}

    /** What happens. */
    sealed interface Event {
        long by();
    }

    /** The level moved. */
    record Moved(long by) implements Event {}

    /** The level moved, toxically. */
    record ToxicMoved(long by) implements Event {}

    static final Component<Tape, Event> TAPE = Component.<Tape, Event>named("tape")
            .startsAs(id -> new Tape(0, 0, 0))
            .decides(
                    Move.class,
                    (tape, move, context) -> tape.level + move.by < 0
                            ? Decision.reject(DRY)
                            : Decision.<Event>of(new Moved(move.by)).reply(after -> after))
            .decides(
                    Force.class,
                    (tape, force, context) ->
                            Decision.<Event>of(new Moved(force.by)).reply(after -> after))
            .decides(
                    Toxic.class,
                    (tape, toxic, context) ->
                            Decision.<Event>of(new ToxicMoved(toxic.by)).reply(after -> after))
            .decides(Flaky.class, (tape, flaky, context) -> {
                if (TRIED.add(flaky.key)) {
                    throw new IllegalStateException("fails once");
                }
                return Decision.<Event>of(new Moved(flaky.by)).reply(after -> after);
            })
            .decides(Bomb.class, (tape, bomb, context) -> {
                throw new IllegalStateException("fails always");
            })
            .decides(Show.class, (tape, show, context) -> Decision.<Event>of().reply(after -> after))
            .applies(Moved.class, Tape::moved)
            .applies(ToxicMoved.class, (tape, moved) -> {
                if (poisonous) {
                    throw new IllegalStateException("cannot be applied now");
                }
                return tape.moved(moved);
            })
            .holds("the level is never negative", tape -> tape.level >= 0)
            .corrects(InvariantViolated.class, (tape, violated) -> List.of(new Moved(-tape.level)))
            .build();

    private Tape moved(Event event) {
        return new Tape(level + event.by(), chain * 31 + event.by(), count + 1);
    }
}
