package dev.holdfast.kernel;

import dev.holdfast.codec.ComponentCodec;
import dev.holdfast.component.Component;
import dev.holdfast.persistence.entry.Encoded;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Turns events into bytes, bytes into events, and applies these. A recovery block (Randell 1975): where the primary
 * throws, the alternates are tried in turn, each on the state that the primary was given. Its methods run user code and
 * are for calls within {@link UserCode#call}.
 *
 * @param <S> the state
 * @param <E> the events
 */
final class Applying<S, E> {

    private final Component<S, E> component;
    private final ComponentCodec<S, E> codec;
    private final Captures<S> captures;

    Applying(ComponentCodec<S, E> codec, Captures<S> captures) {
        this.component = codec.component();
        this.codec = codec;
        this.captures = captures;
    }

    List<Encoded> encode(List<? extends E> events) {
        List<Encoded> encoded = new ArrayList<>(events.size());
        for (E event : events) {
            encoded.add(codec.encodeEvent(event));
        }
        return encoded;
    }

    /** The state is the fold of what is stored, not of what the decider held in its hands. */
    List<E> decode(List<Encoded> events) {
        List<E> decoded = new ArrayList<>(events.size());
        for (Encoded event : events) {
            decoded.add(codec.decodeEvent(event));
        }
        return decoded;
    }

    S applyAll(S state, List<E> events, int version) {
        S after = state;
        for (E event : events) {
            after = apply(after, event, version);
        }
        return after;
    }

    /** Reads each event only when those before it are applied: a fold holds one at a time. */
    S replayAll(S state, List<Encoded> events, int version) {
        S after = state;
        for (Encoded event : events) {
            after = apply(after, codec.decodeEvent(event), version);
        }
        return after;
    }

    private S apply(S state, E event, int version) {
        List<BiFunction<S, E, S>> appliers = component.typeOf(event).appliers();
        int last = Math.min(version, appliers.size() - 1);
        return last == 0
                ? apply(appliers.get(0), state, event)
                : tryInTurn(appliers.subList(0, last + 1), captures.of(state), event);
    }

    /** None may see what another did to a state that is not immutable. */
    private S tryInTurn(List<BiFunction<S, E, S>> appliers, Capture<S> before, E event) {
        List<Throwable> thrown = new ArrayList<>();
        for (BiFunction<S, E, S> applier : appliers) {
            S state = before.state();
            try {
                return UserCode.call(() -> apply(applier, state, event));
            } catch (UserCode.Failure e) {
                thrown.add(e.thrown());
            }
        }
        throw allFailed(event, thrown);
    }

    private IllegalStateException allFailed(E event, List<Throwable> thrown) {
        IllegalStateException failed = new IllegalStateException(
                "component '" + component.name() + "' cannot apply "
                        + event.getClass().getName() + ": the primary failed, and so did the alternates tried, "
                        + (thrown.size() - 1),
                thrown.get(0));
        thrown.subList(1, thrown.size()).forEach(failed::addSuppressed);
        return failed;
    }

    private S apply(BiFunction<S, E, S> applier, S state, E event) {
        S after = applier.apply(state, event);
        if (after == null) {
            throw new NullPointerException("component '" + component.name() + "' applies "
                    + event.getClass().getName() + " and comes to null: return the state");
        }
        return after;
    }
}
