package dev.holdfast.kernel;

/**
 * A way to a component. What goes by one way arrives in order; by a shorter one it may overtake what went by a longer.
 * Told apart by identity; safe for use by any thread.
 */
public interface Way {

    /** Sends a presentation by this way. */
    void send(Presentation presentation);

    /** How many actors handle it before the kernel does. */
    int stations();
}
