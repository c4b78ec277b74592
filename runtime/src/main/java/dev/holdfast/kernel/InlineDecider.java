package dev.holdfast.kernel;

import dev.holdfast.codec.ComponentCodec;
import dev.holdfast.component.Command;
import dev.holdfast.component.Component;
import dev.holdfast.component.Context;
import dev.holdfast.component.Decision;
import dev.holdfast.component.Effect;
import dev.holdfast.component.Immutability;
import dev.holdfast.config.FaultKind;
import dev.holdfast.kernel.UserCode.Returned;
import dev.holdfast.kernel.UserCode.Threw;
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
    private S state;

    InlineDecider(ComponentCodec<S, E> codec, Map<String, ComponentCodec<?, ?>> components, String id) {
        this.component = codec.component();
        this.codec = codec;
        this.components = components;
        this.state = component.initial(id);
    }

    /** Tries a command. */
    Verdict decide(Encoded encoded, Context context) {
        var decoded = UserCode.call(() -> codec.decodeCommand(encoded));
        if (decoded instanceof Threw<Command<?>> threw) {
            return new Verdict.Faulted(FaultKind.POISON_COMMAND, threw.thrown(), true);
        }
        Command<?> command = ((Returned<Command<?>>) decoded).value();
        var decision = UserCode.<Decision<S, ? extends E, ?>>call(() -> component.decide(state, command, context));
        if (decision instanceof Threw<Decision<S, ? extends E, ?>> threw) {
            return new Verdict.Faulted(FaultKind.CRASH, threw.thrown(), isImmutable());
        }
        return judge(command, ((Returned<Decision<S, ? extends E, ?>>) decision).value());
    }

    private Verdict judge(Command<?> command, Decision<S, ? extends E, ?> decision) {
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
        var applied = UserCode.call(() -> applyAll(accepted.events()));
        if (applied instanceof Threw<S> threw) {
            return new Verdict.Faulted(FaultKind.CRASH, threw.thrown(), false);
        }
        S after = ((Returned<S>) applied).value();
        var reply = UserCode.<Object>call(() -> accepted.reply().apply(after));
        if (reply instanceof Threw<Object> threw) {
            return new Verdict.Faulted(FaultKind.CRASH, threw.thrown(), isImmutable());
        }
        var serialized = UserCode.call(() -> serialize(command, accepted, ((Returned<Object>) reply).value()));
        if (serialized instanceof Threw<Verdict.Completed> threw) {
            return new Verdict.Faulted(FaultKind.POISON_COMMAND, threw.thrown(), isImmutable());
        }
        state = after;
        return ((Returned<Verdict.Completed>) serialized).value();
    }

    private S applyAll(List<? extends E> events) {
        S after = state;
        for (E event : events) {
            after = component.apply(after, event);
        }
        return after;
    }

    private Verdict.Completed serialize(
            Command<?> command, Decision.Accepted<S, ? extends E, ?> accepted, Object reply) {
        List<Encoded> events = new ArrayList<>(accepted.events().size());
        for (E event : accepted.events()) {
            events.add(codec.encodeEvent(event));
        }
        List<Sending> effects = new ArrayList<>(accepted.effects().size());
        for (Effect effect : accepted.effects()) {
            effects.add(serialize(effect));
        }
        return new Verdict.Completed(events, codec.encodeReply(command, reply), effects);
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

    /** Applies events that are in the journal already. */
    UserCode.Result<Boolean> replay(List<Encoded> events) {
        return UserCode.call(() -> {
            S after = state;
            for (Encoded event : events) {
                after = component.apply(after, codec.decodeEvent(event));
            }
            state = after;
            return true;
        });
    }

    private boolean isImmutable() {
        Object now = state;
        return component.declaresImmutableState() || (now != null && Immutability.isShownBy(now.getClass()));
    }
}
