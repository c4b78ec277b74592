package dev.holdfast.kernel;

import dev.holdfast.recovery.Fault;

/** A fault did not show again on a state folded anew from what is stored: the state in memory had been corrupted. */
final class StateCorruptedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StateCorruptedException(Fault gone) {
        super("fault " + gone.id() + " (" + gone.kind().text() + ": " + gone.cause()
                + ") is gone on a state folded anew from the whole journal: the state in memory was corrupted, and is"
                + " dropped, with the checkpoints made of it");
    }
}
