package dev.holdfast.kernel;

import dev.holdfast.kernel.Verdict.Sending;
import dev.holdfast.persistence.entry.Encoded;
import dev.holdfast.persistence.entry.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A command's outcome before it is written.
 *
 * @param presentation the command
 * @param time the time its context gave
 * @param seed the seed its context had
 * @param digest the digest of the command
 * @param result the outcome, but for its effects
 * @param effects the effects, which get their numbers when the entry is written
 * @param correction what corrects its events; empty when they need none
 * @param size about how many bytes it will take
 */
record Decided(
        Presentation presentation,
        Instant time,
        long seed,
        long digest,
        Outcome.Result result,
        List<Sending> effects,
        Optional<Correction> correction,
        long size) {

    /** Events that correct what a fault showed. */
    record Correction(String fault, List<Encoded> events) {}

    /** The outcome with numbered effects. */
    Outcome outcome(List<dev.holdfast.persistence.entry.Effect> numbered) {
        Outcome.Result whole = result instanceof Outcome.Completed completed && !numbered.isEmpty()
                ? new Outcome.Completed(completed.events(), completed.reply(), numbered)
                : result;
        return new Outcome(
                presentation.id().sender(),
                presentation.id().number(),
                presentation.floor(),
                presentation.deadline(),
                digest,
                time,
                seed,
                whole);
    }
}
