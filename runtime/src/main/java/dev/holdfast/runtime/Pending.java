package dev.holdfast.runtime;

import dev.holdfast.kernel.Permits.Permit;
import dev.holdfast.kernel.Presentation.Request;
import dev.holdfast.kernel.Response;
import dev.holdfast.persistence.entry.CommandId;
import java.time.Instant;

/**
 * A command on its way from a caller, or a question what became of one.
 *
 * @param target the persistence id of the component
 * @param request what is asked
 * @param deadline until when the command may be executed, by the wall clock
 * @param giveUpAt until when the caller waits, by the monotonic clock
 * @param permit the leave it entered with
 * @param caller who waits
 */
record Pending(String target, Request request, Instant deadline, long giveUpAt, Permit permit, Caller caller) {

    /** Who waits for an answer. Called once, on a thread where user code may run. */
    interface Caller {

        /** The command got an id and was answered. */
        void answered(CommandId id, Response response);

        /** The command never left the client. */
        void notSent(String reason);
    }
}
