package dev.holdfast.kernel;

import dev.holdfast.codec.ComponentCodec;
import dev.holdfast.component.Command;
import dev.holdfast.component.Effect;
import dev.holdfast.kernel.Verdict.Completed;
import dev.holdfast.kernel.Verdict.Corrected;
import dev.holdfast.kernel.Verdict.Sending;
import dev.holdfast.persistence.entry.Encoded;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Serializes what commands come to: before batching, so that what cannot be serialized or stored is a fault of its
 * command alone (K2).
 */
final class Outcomes {

    private final ComponentCodec<?, ?> codec;
    private final Map<String, ComponentCodec<?, ?>> components;
    private final int maxBytes;

    /**
     * The outcomes of one component's commands.
     *
     * @param components the codecs of all started components, for effects
     * @param maxBytes how many bytes one outcome may take
     */
    Outcomes(ComponentCodec<?, ?> codec, Map<String, ComponentCodec<?, ?>> components, int maxBytes) {
        this.codec = codec;
        this.components = components;
        this.maxBytes = maxBytes;
    }

    /** The outcome of a command, with the events that correct what its own broke. */
    Verdict serialize(
            Command<?> command,
            List<Encoded> events,
            List<Effect> effects,
            Object reply,
            Optional<List<Encoded>> correction) {
        if (effects.size() > Gathering.MAX_EFFECTS) {
            throw new IllegalStateException(command.getClass().getName() + " causes " + effects.size()
                    + " effects; at most " + Gathering.MAX_EFFECTS + " can be stored with one command");
        }
        List<Sending> sendings = new ArrayList<>(effects.size());
        for (Effect effect : effects) {
            sendings.add(serialize(effect));
        }
        Completed completed = new Completed(events, codec.encodeReply(command, reply), sendings);
        if (correction.isEmpty()) {
            checkSize(command, completed.size());
            return completed;
        }
        Corrected corrected = new Corrected(completed, correction.get());
        checkSize(command, corrected.size());
        return corrected;
    }

    private void checkSize(Command<?> command, long size) {
        if (size > maxBytes) {
            throw new IllegalStateException(
                    "the outcome of " + command.getClass().getName() + " takes " + size + " bytes; at most " + maxBytes
                            + " can be stored (holdfast.runtime.kernel.batch.max-bytes)");
        }
    }

    private Sending serialize(Effect effect) {
        Effect.Send send = (Effect.Send) effect;
        ComponentCodec<?, ?> target = components.get(send.target().component());
        if (target == null) {
            throw new IllegalStateException("component '" + codec.component().name() + "' sends "
                    + send.command().getClass().getName() + " to " + send.target()
                    + ", but no component of that name is started: add it to Holdfast.start(…)");
        }
        return new Sending(send.target().persistenceId(), target.encode(send.command()));
    }
}
