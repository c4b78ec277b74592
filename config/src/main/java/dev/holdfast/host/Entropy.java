package dev.holdfast.host;

import java.security.SecureRandom;

/**
 * Where randomness comes from: identities of stores and senders. What user code draws does not come from here but from
 * the command's context, which is recorded.
 *
 * <p>Implementations are safe for use by any thread.
 */
@FunctionalInterface
public interface Entropy {

    /** 64 bits nobody can guess. */
    long nextLong();

    /** The host's secure random source. */
    static Entropy system() {
        return new SecureRandom()::nextLong;
    }
}
