package dev.holdfast.kernel;

import dev.holdfast.persistence.entry.CommandId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What a kernel is told. */
sealed interface KernelMessage {

    /**
     * Do what a presentation asks.
     *
     * @param presentation the presentation
     * @param time the time its context gave when it was tried before
     * @param treatment how
     */
    record Run(Presentation presentation, Optional<Instant> time, Treatment treatment) implements KernelMessage {}

    /** Take the held command up again, after this long, if at all. */
    record Again(CommandId id, Treatment treatment, Duration after) implements KernelMessage {}

    /** The backoff before a command is taken up again is over. */
    record AgainNow(CommandId id, Treatment treatment) implements KernelMessage {}

    /**
     * What was read has come, could not be read, or has not come in time.
     *
     * @param number which wait it ends
     * @param then what to do
     */
    record Arrived(long number, Runnable then) implements KernelMessage {}

    /** Take no more commands; say so when all that was decided is written and answered. */
    record Drain() implements KernelMessage {}

    /** An operator deals with a command that was set aside. */
    record Resolve(Resolving resolving) implements KernelMessage {}

    /** The desk is open: the first that a kernel is told when it serves. */
    record Begin() implements KernelMessage {}

    /** What was to be written is durable, or could not be saved: do this now. */
    record Written(Runnable then) implements KernelMessage {}

    /** Another incarnation has taken the journal over; nothing was written. */
    record WriteRefused(String reason) implements KernelMessage {}

    /** Whether what was to be written is stored is not known. */
    record WriteFailed(Throwable cause) implements KernelMessage {}

    /** Time to look whether a write takes too long. */
    record WriteLook() implements KernelMessage {}

    /** Time to look which effects to send again. */
    record Resend() implements KernelMessage {}
}
