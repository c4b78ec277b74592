package dev.holdfast.kernel;

import dev.holdfast.codec.ComponentCodec;
import dev.holdfast.component.Command;
import dev.holdfast.component.Component;
import dev.holdfast.component.Context;
import dev.holdfast.component.Decision;
import dev.holdfast.component.Effect;
import dev.holdfast.component.Immutability;
import dev.holdfast.config.FaultKind;
import dev.holdfast.kernel.Verdict.Sending;
import dev.holdfast.persistence.entry.Encoded;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs a component's functions on its (speculative) state, in the kernel's own thread. A command that fails leaves the
 * state as it was, provided the state is immutable; otherwise the state is not to be trusted any more (R2).
 */
final class InlineDecider<S, E> {

    private final Component<S, E> component;
    private final ComponentCodec<S, E> codec;
    private final Map<String, ComponentCodec<?, ?>> components;
    private final int maxBytes;
    private S state;

    /**
     * A decider on the state before the first event.
     *
     * @param components the codecs of all started components, for effects
     * @param maxBytes how many bytes one outcome may take
     */
    InlineDecider(ComponentCodec<S, E> codec, Map<String, ComponentCodec<?, ?>> components, String id, int maxBytes) {
        this.component = codec.component();
        this.codec = codec;
        this.components = components;
        this.maxBytes = maxBytes;
        this.state = UserCode.call(() -> component.initial(id));
    }

    /** Tries a command. */
    Verdict decide(Encoded encoded, Context context) {
        Command<?> command;
        try {
            command = UserCode.call(() -> codec.decodeCommand(encoded));
        } catch (UserCode.Failure e) {
            return new Verdict.Faulted(FaultKind.POISON_COMMAND, e.thrown(), true);
        }
        Decision<S, ? extends E, ?> decision;
        try {
            decision = UserCode.call(() -> component.decide(state, command, context));
        } catch (UserCode.Failure e) {
            return new Verdict.Faulted(FaultKind.CRASH, e.thrown(), isImmutable());
        }
        if (decision instanceof Decision.Refused<S, ? extends E, ?> refused) {
            return new Verdict.Rejected(refused.code());
        }
        if (decision instanceof Decision.Accepted<S, ? extends E, ?> accepted) {
            return accept(command, accepted);
        }
        return new Verdict.Faulted(
                FaultKind.CRASH,
                new NullPointerException("component '" + component.name() + "' decided null on "
                        + command.getClass().getName()),
                isImmutable());
    }

    private Verdict accept(Command<?> command, Decision.Accepted<S, ? extends E, ?> accepted) {
        List<Encoded> events;
        List<E> stored;
        try {
            events = UserCode.call(() -> encode(accepted.events()));
            stored = UserCode.call(() -> decode(events));
        } catch (UserCode.Failure e) {
            return new Verdict.Faulted(FaultKind.POISON_COMMAND, e.thrown(), isImmutable());
        }
        S after;
        try {
            after = UserCode.call(() -> applyAll(stored));
        } catch (UserCode.Failure e) {
            return new Verdict.Faulted(FaultKind.CRASH, e.thrown(), false);
        }
        Object reply;
        try {
            reply = UserCode.<Object>call(() -> accepted.reply().apply(after));
        } catch (UserCode.Failure e) {
            return new Verdict.Faulted(FaultKind.CRASH, e.thrown(), isImmutable());
        }
        try {
            Verdict.Completed completed = UserCode.call(() -> serialize(command, events, accepted.effects(), reply));
            state = after;
            return completed;
        } catch (UserCode.Failure e) {
            return new Verdict.Faulted(FaultKind.POISON_COMMAND, e.thrown(), isImmutable());
        }
    }

    private List<Encoded> encode(List<? extends E> events) {
        List<Encoded> encoded = new ArrayList<>(events.size());
        for (E event : events) {
            encoded.add(codec.encodeEvent(event));
        }
        return encoded;
    }

    /** The state is the fold of what is stored, not of what the decider held in its hands. */
    private List<E> decode(List<Encoded> events) {
        List<E> decoded = new ArrayList<>(events.size());
        for (Encoded event : events) {
            decoded.add(codec.decodeEvent(event));
        }
        return decoded;
    }

    private S applyAll(List<? extends E> events) {
        S after = state;
        for (E event : events) {
            after = component.apply(after, event);
        }
        return after;
    }

    /** Before batching, so that what cannot be serialized or stored is a fault of its command alone (K2). */
    private Verdict.Completed serialize(Command<?> command, List<Encoded> events, List<Effect> effects, Object reply) {
        if (effects.size() > Gathering.MAX_EFFECTS) {
            throw new IllegalStateException(command.getClass().getName() + " causes " + effects.size()
                    + " effects; at most " + Gathering.MAX_EFFECTS + " can be stored with one command");
        }
        List<Sending> sendings = new ArrayList<>(effects.size());
        for (Effect effect : effects) {
            sendings.add(serialize(effect));
        }
        Verdict.Completed completed = new Verdict.Completed(events, codec.encodeReply(command, reply), sendings);
        if (completed.size() > maxBytes) {
            throw new IllegalStateException(
                    "the outcome of " + command.getClass().getName() + " takes "
                            + completed.size() + " bytes; at most " + maxBytes
                            + " can be stored (holdfast.runtime.kernel.batch.max-bytes)");
        }
        return completed;
    }

    private Sending serialize(Effect effect) {
        Effect.Send send = (Effect.Send) effect;
        ComponentCodec<?, ?> target = components.get(send.target().component());
        if (target == null) {
            throw new IllegalStateException("component '" + component.name() + "' sends "
                    + send.command().getClass().getName() + " to " + send.target()
                    + ", but no component of that name is started: add it to Holdfast.start(…)");
        }
        return new Sending(send.target().persistenceId(), target.encode(send.command()));
    }

    /**
     * Applies events that are in the journal already.
     *
     * @throws UserCode.Failure when one cannot be read or applied
     */
    void replay(List<Encoded> events) {
        state = UserCode.call(() -> {
            S after = state;
            for (Encoded event : events) {
                after = component.apply(after, codec.decodeEvent(event));
            }
            return after;
        });
    }

    private boolean isImmutable() {
        Object now = state;
        if (component.declaresImmutableState()) {
            return true;
        }
        try {
            return now != null && UserCode.call(() -> Immutability.isShownBy(now.getClass()));
        } catch (UserCode.Failure e) {
            // its classes cannot even be loaded
            return false;
        }
    }
}
