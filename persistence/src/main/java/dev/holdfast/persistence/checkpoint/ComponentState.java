package dev.holdfast.persistence.checkpoint;

import dev.holdfast.persistence.entry.Encoded;
import dev.holdfast.persistence.entry.HistoryHash;

/**
 * The state of a component. It may be used only for a journal whose history hash at the checkpoint's sequence number is
 * {@code hash} (K10); who loads it compares.
 *
 * @param revision the count of events it reflects
 * @param hash H(n) at the checkpoint's sequence number
 * @param digest the digest of the state's bytes
 * @param history what else the kernel folds from the journal: dedup windows, open effects
 * @param state the user's state
 */
public record ComponentState(long revision, HistoryHash hash, Digest digest, Encoded history, Encoded state)
        implements Checkpoint.Content {

    public ComponentState {
        if (revision < 0) {
            throw new IllegalArgumentException("revision must be at least 0; it is " + revision);
        }
    }

    /** The same with the digest of the state as it is now. */
    public static ComponentState of(long revision, HistoryHash hash, Encoded history, Encoded state) {
        return new ComponentState(revision, hash, Digest.of(state.bytes()), history, state);
    }

    @Override
    public byte[] bytes() {
        return state.bytes();
    }
}
