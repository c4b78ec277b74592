package dev.holdfast.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.codec.ComponentCodec;
import dev.holdfast.codec.Values;
import dev.holdfast.component.Command;
import dev.holdfast.component.Component;
import dev.holdfast.config.FaultKind;
import dev.holdfast.faults.FaultInjector;
import dev.holdfast.kernel.Verdict.Completed;
import dev.holdfast.kernel.Verdict.Corrected;
import dev.holdfast.kernel.Verdict.Faulted;
import dev.holdfast.persistence.entry.CommandId;
import dev.holdfast.persistence.entry.Encoded;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A component's functions, run without a kernel. */
final class Trial<S, E> {

    static final Attempt CORRECTING = new Attempt(0, true);

    private static final int MAX_BYTES = 64 * 1024;

    private final ComponentCodec<S, E> codec;
    private final InlineDecider<S, E> decider;
    private int commands;

    Trial(Component<S, E> component) {
        codec = new ComponentCodec<>(component, Values.mapper());
        decider = decider();
    }

    /** A decider of the same instance, as another incarnation has it. */
    InlineDecider<S, E> decider() {
        return new InlineDecider<>(codec, Map.of(), "1", MAX_BYTES, FaultInjector.none());
    }

    Verdict decide(Command<?> command) {
        return decide(command, Attempt.FIRST);
    }

    Verdict decide(Command<?> command, Attempt attempt) {
        CommandId id = new CommandId("tester", codec.component().name() + "|1", ++commands);
        return decider.decide(codec.encode(command), new RecordedContext(id, Instant.EPOCH, id.seed()), attempt);
    }

    /** What the command is answered. */
    Object reply(Command<?> command, Verdict verdict) {
        Completed completed = verdict instanceof Corrected corrected ? corrected.outcome() : (Completed) verdict;
        return codec.decodeReply(command, completed.reply());
    }

    Object ask(Command<?> command) {
        return reply(command, decide(command));
    }

    InlineDecider<S, E> tried() {
        return decider;
    }

    S state() {
        return decider.capture().state();
    }

    Encoded stored(E event) {
        return codec.encodeEvent(event);
    }

    List<E> events(List<Encoded> events) {
        return events.stream().map(codec::decodeEvent).toList();
    }

    /** The fault that the verdict must be. */
    static Faulted fault(FaultKind kind, Verdict verdict) {
        assertThat(verdict).isInstanceOf(Faulted.class);
        Faulted fault = (Faulted) verdict;
        assertThat(fault.kind()).isEqualTo(kind);
        return fault;
    }
}
