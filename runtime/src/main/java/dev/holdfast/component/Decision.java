package dev.holdfast.component;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What a decider wants to happen: events, effects and a reply, or a refusal.
 *
 * @param <S> the component's state
 * @param <E> the events
 * @param <R> the reply
 */
public sealed interface Decision<S, E, R> {

    /**
     * The command is executed.
     *
     * @param events what happens, in order
     * @param effects what it causes elsewhere
     * @param reply gives the reply from the state after the events
     */
    record Accepted<S, E, R>(List<E> events, List<Effect> effects, Function<? super S, ? extends R> reply)
            implements Decision<S, E, R> {
        /** Copies the lists. */
        public Accepted {
            events = List.copyOf(events);
            effects = List.copyOf(effects);
        }
    }

    /**
     * The command is refused; the state stays.
     *
     * @param code why, for programs: short and stable
     */
    record Refused<S, E, R>(String code) implements Decision<S, E, R> {
        private static final int MAX_CODE = 256;

        /** Refuses an empty code, and one of more than 256 characters. */
        public Refused {
            if (code.isBlank()) {
                throw new IllegalArgumentException("a rejection needs a code that says why");
            }
            if (code.length() > MAX_CODE) {
                throw new IllegalArgumentException("a rejection's code is for programs: " + code.length()
                        + " characters are more than " + MAX_CODE);
            }
        }
    }

    /** Begins a decision with its events, in order; there may be none. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    static <E> Events<E> of(E... events) {
        return new Events<>(List.of(events), List.of());
    }

    /**
     * Refuses the command.
     *
     * @param code why, for programs: short and stable, such as {@code insufficient-funds}
     */
    static <S, E, R> Decision<S, E, R> reject(String code) {
        return new Refused<>(code);
    }

    /**
     * A decision that still lacks its reply.
     *
     * @param <E> the events
     */
    final class Events<E> {

        private final List<E> events;
        private final List<Effect> effects;

        private Events(List<E> events, List<Effect> effects) {
            this.events = events;
            this.effects = effects;
        }

        /**
         * Adds an effect. Effects to one target are usually executed in order, but none is promised: one that its target
         * cannot take yet is sent again later.
         */
        public Events<E> then(Effect effect) {
            List<Effect> all = new ArrayList<>(effects);
            all.add(effect);
            return new Events<>(events, List.copyOf(all));
        }

        /** Adds effects, in order. */
        public Events<E> then(List<? extends Effect> more) {
            List<Effect> all = new ArrayList<>(effects);
            all.addAll(more);
            return new Events<>(events, List.copyOf(all));
        }

        /**
         * Completes the decision.
         *
         * @param reply gives the reply from the state after the events
         */
        public <S, R> Decision<S, E, R> reply(Function<? super S, ? extends R> reply) {
            return new Accepted<>(events, effects, reply);
        }
    }
}
