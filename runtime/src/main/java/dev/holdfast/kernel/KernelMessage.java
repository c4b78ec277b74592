package dev.holdfast.kernel;

import dev.holdfast.persistence.entry.CommandId;
import dev.holdfast.persistence.journal.JournalReader.ReadEntry;
import dev.holdfast.recovery.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a kernel is told. */
sealed interface KernelMessage {

    /**
     * Do what a presentation asks.
     *
     * @param presentation the presentation
     * @param time the time its context gave when it was tried before
     * @param setAside the fault for which it is to be quarantined instead of executed
     */
    record Run(Presentation presentation, Optional<Instant> time, Optional<Fault> setAside) implements KernelMessage {}

    /** Try the held command again, after this long. */
    record Retry(CommandId id, Duration after) implements KernelMessage {}

    /** Quarantine the held command. */
    record SetAside(CommandId id, Fault fault) implements KernelMessage {}

    /** The backoff before a retry is over. */
    record RetryNow(CommandId id) implements KernelMessage {}

    /** Entries read from the journal. */
    record Pulled(List<ReadEntry> entries) implements KernelMessage {}

    /** The journal could not be read. */
    record PullFailed(Throwable cause) implements KernelMessage {}

    /** The journal was asked from this number on and has not answered. */
    record PullTimedOut(long from) implements KernelMessage {}

    /** The desk is open: the first that a kernel is told when it serves. */
    record Begin() implements KernelMessage {}

    /** What was to be written is durable: do this now. */
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
