package dev.holdfast.kernel;

import dev.holdfast.operator.Mandate;
import dev.holdfast.persistence.entry.CommandId;
import dev.holdfast.persistence.entry.Encoded;
import dev.holdfast.persistence.entry.QuarantineResolved.Resolution;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.Done;

/**
 * An operator deals with a command that was set aside.
 *
 * @param id the id it had
 * @param mandate who deals with it, and why
 * @param reissue the command to issue in its place, as it was or edited; empty when it is discarded
 * @param done completes when it is durable
 */
record Resolving(CommandId id, Mandate mandate, Optional<Encoded> reissue, CompletableFuture<Done> done) {

    Resolution how() {
        return reissue.isPresent() ? Resolution.REISSUED : Resolution.DISCARDED;
    }
}
