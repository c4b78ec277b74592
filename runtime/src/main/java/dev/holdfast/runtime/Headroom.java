package dev.holdfast.runtime;

/**
 * Some of the client's work is done on its callers' threads, and must not be cut off half-way because a caller has hardly
 * any stack left. So a caller has to show first that there is enough: if not, it gets the {@link StackOverflowError} it
 * was about to get, and nothing has happened. Stateless.
 */
final class Headroom {

    /** With eight longs and the rest of a frame some 25 KiB, several times what presenting a command takes. */
    private static final int FRAMES = 256;

    private Headroom() {}

    /** Fails with {@link StackOverflowError} when there is not enough stack for the client's work. */
    static void require() {
        if (descend(FRAMES, 1, 2, 3, 4, 5, 6, 7) < 0) {
            throw new IllegalStateException("positive numbers have a negative sum");
        }
    }

    private static long descend(int frames, long a, long b, long c, long d, long e, long f, long g) {
        return frames == 0 ? a + b + c + d + e + f + g : descend(frames - 1, b, c, d, e, f, g, a);
    }
}
